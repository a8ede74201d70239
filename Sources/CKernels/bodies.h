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

// `from` and the upper word of the product, from halves that vectors multiply.
CK_TARGET static void CK_NAME(whole)(int64_t *restrict out, const uint64_t *restrict bits, long n,
                                     int64_t from, uint64_t count) {
  uint64_t low = count & 0xFFFFFFFFULL, high = count >> 32;
  for (long i = 0; i < n; i++) {
    uint64_t a = bits[i] & 0xFFFFFFFFULL, b = bits[i] >> 32;
    uint64_t middle = b * low + ((a * low) >> 32);
    uint64_t other = a * high + (middle & 0xFFFFFFFFULL);
    uint64_t product = b * high + (middle >> 32) + (other >> 32);
    out[i] = (int64_t)((uint64_t)from + product);
  }
}

CK_TARGET static void CK_NAME(scaled)(int64_t *restrict out, const double *restrict shares, long n,
                                      int64_t from, double length) {
  for (long i = 0; i < n; i++) {
    double x = shares[i] > 0 ? shares[i] * length : 0;
    out[i] = from + (int64_t)(x < length - 1 ? x : length - 1);
  }
}

#define CK_BLOCK 512

// The central rational function for every lane; the lanes in the tails (an eighth) are packed,
// computed together and put back.
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

// The upper word of a 96-bit product, in halves that vectors multiply.
CK_TARGET static void CK_NAME(alias)(int32_t *restrict out, const uint64_t *restrict bits, long n,
                                     uint64_t count, const uint64_t *restrict thresholds,
                                     const int32_t *restrict aliases) {
  for (long i = 0; i < n; i++) {
    uint64_t low = (bits[i] & 0xFFFFFFFFULL) * count;
    uint64_t slot = ((bits[i] >> 32) * count + (low >> 32)) >> 32;
    uint64_t rest = bits[i] * count;
    out[i] = rest < thresholds[slot] ? (int32_t)slot : aliases[slot];
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
  if (count == 2) {
    long second = offsets[1];
    for (long i = 0; i < n; i++) {
      __builtin_memcpy(bytes + i * stride, words + i, 8);
      __builtin_memcpy(bytes + i * stride + second, words + n + i, 8);
    }
    return;
  }
  for (long i = 0; i < n; i++)
    for (long k = 0; k < count; k++)
      __builtin_memcpy(bytes + i * stride + offsets[k], words + k * n + i, 8);
}
#undef CK_BLOCK
