// Included once per instruction set by kernels.c, with CK_NAME and CK_TARGET set.

// One loop for rows that all have a value, one with a bit per row.
#define CK_ABSORB(one, other)                                                          \
  if (valid == 0) {                                                                    \
    for (long i = 0; i < n; i++) {                                                     \
      first[i] = ck_mix(first[i] ^ (one));                                             \
      second[i] = ck_remix(second[i] + (other));                                       \
    }                                                                                  \
  } else {                                                                             \
    for (long i = 0; i < n; i++) {                                                     \
      int has = valid[i >> 6] >> (i & 63) & 1;                                         \
      first[i] = ck_mix(first[i] ^ (has ? (one) : keys.null_first));                   \
      second[i] = ck_remix(second[i] + (has ? (other) : keys.null_second));            \
    }                                                                                  \
  }

CK_TARGET static void CK_NAME(hash_words)(uint64_t *restrict first, uint64_t *restrict second,
                                          const uint64_t *restrict values,
                                          const uint64_t *restrict valid, long n,
                                          struct ck_hash_keys keys) {
  CK_ABSORB(values[i] + keys.first, values[i] ^ keys.second)
}

CK_TARGET static void CK_NAME(hash_floats)(uint64_t *restrict first, uint64_t *restrict second,
                                           const uint64_t *restrict values,
                                           const uint64_t *restrict valid, long n,
                                           struct ck_hash_keys keys) {
  CK_ABSORB(ck_float_word(values[i]) + keys.first, ck_float_word(values[i]) ^ keys.second)
}

CK_TARGET static void CK_NAME(hash_digests)(uint64_t *restrict first, uint64_t *restrict second,
                                            const uint64_t *restrict one,
                                            const uint64_t *restrict other,
                                            const uint64_t *restrict valid, long n,
                                            struct ck_hash_keys keys) {
  CK_ABSORB(one[i] + keys.first, other[i] ^ keys.second)
}

CK_TARGET static void CK_NAME(hash_sums)(const uint64_t *restrict first,
                                         const uint64_t *restrict second, long n,
                                         uint64_t first_row, uint64_t *restrict sums) {
  uint64_t upper = 0, high = 0, low = 0, placed_upper = 0, placed_high = 0, placed_low = 0;
  for (long i = 0; i < n; i++) {
    uint64_t position = first_row + (uint64_t)i;
    uint64_t a = ck_mix(first[i]), b = ck_remix(second[i]);
    uint64_t c = ck_remix(a + position * 0x9E3779B97F4A7C15ULL);
    uint64_t d = ck_mix(b ^ position * 0xD6E8FEB86659FD93ULL);
    upper += a, high += b >> 32, low += b & 0xFFFFFFFFULL;
    placed_upper += c, placed_high += d >> 32, placed_low += d & 0xFFFFFFFFULL;
  }
  sums[0] = upper, sums[1] = high, sums[2] = low;
  sums[3] = placed_upper, sums[4] = placed_high, sums[5] = placed_low;
}
#undef CK_ABSORB
