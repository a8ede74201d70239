// Included once per instruction set by kernels.c, with CK_NAME and CK_TARGET set.

CK_TARGET static void CK_NAME(bits_range)(uint64_t *restrict out, long n, uint64_t key,
                                          uint64_t first) {
  uint64_t second = ck_second_key(key);
  for (long i = 0; i < n; i++) out[i] = ck_draw(key, second, first + (uint64_t)i);
}

CK_TARGET static void CK_NAME(bits_list)(uint64_t *restrict out, const uint64_t *restrict rows,
                                         long n, uint64_t key) {
  uint64_t second = ck_second_key(key);
  for (long i = 0; i < n; i++) out[i] = ck_draw(key, second, rows[i]);
}

CK_TARGET static void CK_NAME(uniform_range)(double *restrict out, long n, uint64_t key,
                                             uint64_t first, double from, double width,
                                             double most) {
  uint64_t second = ck_second_key(key);
  for (long i = 0; i < n; i++) {
    double x = from + ck_unit(ck_draw(key, second, first + (uint64_t)i)) * width;
    out[i] = x < most ? x : most;
  }
}

CK_TARGET static void CK_NAME(uniform)(double *restrict out, const uint64_t *restrict bits, long n,
                                       double from, double width, double most) {
  for (long i = 0; i < n; i++) {
    double x = from + ck_unit(bits[i]) * width;
    out[i] = x < most ? x : most;
  }
}

#define CK_BLOCK 512

// The central rational function for every lane; the lanes in the tails (an eighth) are packed, computed
// together and put back.
CK_TARGET static void CK_NAME(normal_block)(double *restrict out, const uint64_t *restrict bits,
                                            long n, double mean, double sd, double lower,
                                            double upper, double mass) {
  double side[CK_BLOCK], packed[CK_BLOCK];
  int where[CK_BLOCK];
  for (long i = 0; i < n; i++) {
    double u = ck_unit(bits[i]);
    double p = lower + u * mass;
    double q = upper + (1.0 - u) * mass;
    double m = p < q ? p : q;
    double central = ck_quantile_central(m - 0.5);
    side[i] = p < q ? m : -m;
    out[i] = mean + sd * (p < q ? central : -central);
  }
  long count = 0;
  for (long i = 0; i < n; i++) {
    where[count] = (int)i;
    packed[count] = side[i];
    count += __builtin_fabs(side[i]) < 0.0625;
  }
  for (long j = 0; j < count; j++) {
    double tail = ck_quantile_tail(__builtin_fabs(packed[j]));
    packed[j] = mean + sd * (packed[j] > 0 ? -tail : tail);
  }
  for (long j = 0; j < count; j++) out[where[j]] = packed[j];
}

CK_TARGET static void CK_NAME(normal)(double *restrict out, const uint64_t *restrict bits, long n,
                                      double mean, double sd, double lower, double upper,
                                      double mass) {
  for (long i = 0; i < n; i += CK_BLOCK) {
    long count = n - i < CK_BLOCK ? n - i : CK_BLOCK;
    CK_NAME(normal_block)(out + i, bits + i, count, mean, sd, lower, upper, mass);
  }
}

CK_TARGET static void CK_NAME(exponentiate)(double *restrict x, long n) {
  for (long i = 0; i < n; i++) x[i] = ck_exp1(x[i]);
}

CK_TARGET static void CK_NAME(exponential)(double *restrict out, const uint64_t *restrict bits,
                                           long n, double from, double scale, double mass) {
  for (long i = 0; i < n; i++) {
    double u = ck_unit(bits[i]);
    out[i] = from - scale * ck_log(1.0 - u * mass);
  }
}

// Place after place over all rows, so that eight rows go at once.
CK_TARGET static void CK_NAME(symbols)(uint64_t *restrict words, uint64_t *restrict state, long n,
                                       long count, const struct ck_place *places) {
  for (long i = 0; i < n; i++) words[i] = 0;
  for (long j = 0; j < count; j++) {
    struct ck_place place = places[j];
    for (long i = 0; i < n; i++) {
      uint64_t product = state[i] * place.size;
      uint64_t digit = product >> 52;
      state[i] = product & 0xFFFFFFFFFFFFFULL;
      uint64_t symbol = digit + place.first;
      for (int k = 0; k < 3; k++)
        symbol += digit >= place.steps[k].from ? place.steps[k].add : 0;
      words[i] |= symbol << (8 * j);
    }
  }
}

CK_TARGET static void CK_NAME(scatter)(uint8_t *restrict bytes, const uint64_t *restrict words,
                                       long n, long count, const long *restrict offsets,
                                       long stride) {
  for (long i = 0; i < n; i++)
    for (long k = 0; k < count; k++)
      __builtin_memcpy(bytes + i * stride + offsets[k], words + k * n + i, 8);
}

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
#undef CK_BLOCK
