// Included once per instruction set by kernels.c, with CK_NAME and CK_TARGET set.
//
// Texts are bytes[offsets[i]..<offsets[i + 1]]; words are loaded whole, so that every one that a
// text has a byte in lies in front of the end of the bytes.

#define CK_BLOCK 256

CK_TARGET static void CK_NAME(text_digests)(uint64_t *restrict one, uint64_t *restrict other,
                                            const uint8_t *restrict bytes,
                                            const int32_t *restrict offsets, long n) {
  for (long first = 0; first < n; first += CK_BLOCK) {
    long end = n - first < CK_BLOCK ? n : first + CK_BLOCK;
    int32_t longest = 0;
    for (long i = first; i < end; i++) {
      int32_t length = offsets[i + 1] - offsets[i];
      longest = length > longest ? length : longest;
      one[i] = ck_digest_start((uint64_t)length);
      other[i] = ck_digest_other_start((uint64_t)length);
    }
    // Row after row where one is so long that the others would wait for it.
    if (longest > 64) {
      for (long i = first; i < end; i++)
        for (int32_t at = offsets[i]; at < offsets[i + 1]; at += 8) {
          uint64_t word = ck_text_word(bytes + at, offsets[i + 1] - at);
          one[i] = ck_digest_step(one[i], word);
          other[i] = ck_digest_other_step(other[i], word);
        }
      continue;
    }
    for (int32_t done = 0; done < longest; done += 8)
      for (long i = first; i < end; i++) {
        int32_t rest = offsets[i + 1] - offsets[i] - done;
        // A text that has ended is read where it begins, and what comes of it is dropped.
        uint64_t word = ck_text_word(bytes + offsets[i] + (rest > 0 ? done : 0), rest);
        one[i] = rest > 0 ? ck_digest_step(one[i], word) : one[i];
        other[i] = rest > 0 ? ck_digest_other_step(other[i], word) : other[i];
      }
  }
}
#undef CK_BLOCK

CK_TARGET static long CK_NAME(text_extremes)(int32_t *restrict rows, uint64_t *restrict heads,
                                             const uint8_t *restrict bytes,
                                             const int32_t *restrict offsets, long n) {
  uint64_t low = ~0ULL, high = 0;
  for (long i = 0; i < n; i++) {
    uint64_t head = __builtin_bswap64(ck_text_word(bytes + offsets[i], offsets[i + 1] - offsets[i]));
    heads[i] = head;
    low = head < low ? head : low;
    high = head > high ? head : high;
  }
  long count = 0;
  for (long i = 0; i < n; i++) {
    rows[count] = (int32_t)i;
    count += heads[i] == low || heads[i] == high;
  }
  return count;
}
