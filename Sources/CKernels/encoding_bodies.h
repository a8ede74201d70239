// Included once per instruction set by kernels.c, with CK_NAME and CK_TARGET set.

#define CK_DELTA_BLOCK 128
#define CK_DELTA_MINI 32

CK_TARGET static uint8_t *CK_NAME(put_varint)(uint8_t *out, uint64_t value) {
  while (value >= 0x80) {
    *out++ = (uint8_t)(value | 0x80);
    value >>= 7;
  }
  *out++ = (uint8_t)value;
  return out;
}

CK_TARGET static uint8_t *CK_NAME(put_zigzag)(uint8_t *out, int64_t value) {
  return CK_NAME(put_varint)(out, ((uint64_t)value << 1) ^ (uint64_t)(value >> 63));
}

// Widths up to 56 bits leave room for the seven bits that a byte boundary may cost.
CK_TARGET static uint8_t *CK_NAME(pack_mini)(uint8_t *out, const uint64_t *restrict values,
                                             int width) {
  if (width == 64) {
    __builtin_memcpy(out, values, 8 * CK_DELTA_MINI);
    return out + 8 * CK_DELTA_MINI;
  }
  uint64_t word = 0;
  int bits = 0;
  for (int i = 0; i < CK_DELTA_MINI; i++) {
    word |= values[i] << bits;
    bits += width;
    __builtin_memcpy(out, &word, 8);
    out += bits >> 3;
    word >>= bits & ~7;
    bits &= 7;
  }
  return out;
}

CK_TARGET static long CK_NAME(delta_pack)(uint8_t *restrict start, const int64_t *restrict values,
                                          long n, int narrow) {
  uint8_t *out = start;
  out = CK_NAME(put_varint)(out, CK_DELTA_BLOCK);
  out = CK_NAME(put_varint)(out, CK_DELTA_BLOCK / CK_DELTA_MINI);
  out = CK_NAME(put_varint)(out, (uint64_t)n);
  out = CK_NAME(put_zigzag)(out, n > 0 ? values[0] : 0);
  for (long first = 1; first < n; first += CK_DELTA_BLOCK) {
    uint64_t deltas[CK_DELTA_BLOCK] = {0};
    long count = n - first < CK_DELTA_BLOCK ? n - first : CK_DELTA_BLOCK;
    const int64_t *v = values + first;
    int64_t least = INT64_MAX;
    if (narrow) {
      for (long i = 0; i < count; i++)
        deltas[i] = (uint64_t)(int64_t)(int32_t)((uint32_t)v[i] - (uint32_t)v[i - 1]);
    } else {
      for (long i = 0; i < count; i++) deltas[i] = (uint64_t)v[i] - (uint64_t)v[i - 1];
    }
    for (long i = 0; i < count; i++) {
      int64_t delta = (int64_t)deltas[i];
      least = delta < least ? delta : least;
    }
    uint64_t mask = narrow ? 0xFFFFFFFFULL : ~0ULL;
    for (long i = 0; i < count; i++) deltas[i] = (deltas[i] - (uint64_t)least) & mask;
    out = CK_NAME(put_zigzag)(out, least);
    uint8_t *widths = out;
    out += CK_DELTA_BLOCK / CK_DELTA_MINI;
    for (int mini = 0; mini < CK_DELTA_BLOCK / CK_DELTA_MINI; mini++) {
      const uint64_t *part = deltas + mini * CK_DELTA_MINI;
      uint64_t all = 0;
      for (int i = 0; i < CK_DELTA_MINI; i++) all |= part[i];
      int width = all == 0 ? 0 : 64 - __builtin_clzll(all);
      if (width > 56) width = 64;
      widths[mini] = (uint8_t)width;
      if (width > 0) out = CK_NAME(pack_mini)(out, part, width);
    }
  }
  return out - start;
}

// Eight minima and maxima side by side: one alone waits for itself at each value.
#define CK_LANES 8

CK_TARGET static void CK_NAME(integer_extremes)(int64_t *restrict out,
                                                const int64_t *restrict values, long n) {
  int64_t low[CK_LANES], high[CK_LANES];
  for (int k = 0; k < CK_LANES; k++) low[k] = INT64_MAX, high[k] = INT64_MIN;
  long whole = n - n % CK_LANES;
  for (long i = 0; i < whole; i += CK_LANES)
    for (int k = 0; k < CK_LANES; k++) {
      int64_t value = values[i + k];
      low[k] = value < low[k] ? value : low[k];
      high[k] = value > high[k] ? value : high[k];
    }
  for (long i = whole; i < n; i++) {
    low[0] = values[i] < low[0] ? values[i] : low[0];
    high[0] = values[i] > high[0] ? values[i] : high[0];
  }
  out[0] = low[0], out[1] = high[0];
  for (int k = 1; k < CK_LANES; k++) {
    out[0] = low[k] < out[0] ? low[k] : out[0];
    out[1] = high[k] > out[1] ? high[k] : out[1];
  }
}

CK_TARGET static long CK_NAME(float_extremes)(double *restrict out, const double *restrict values,
                                              long n) {
  double low[CK_LANES], high[CK_LANES];
  uint64_t unordered[CK_LANES] = {0};
  for (int k = 0; k < CK_LANES; k++) low[k] = __builtin_inf(), high[k] = -__builtin_inf();
  long whole = n - n % CK_LANES;
  for (long i = 0; i < whole; i += CK_LANES)
    for (int k = 0; k < CK_LANES; k++) {
      double value = values[i + k];
      low[k] = value < low[k] ? value : low[k];
      high[k] = value > high[k] ? value : high[k];
      unordered[k] |= value != value;
    }
  for (long i = whole; i < n; i++) {
    low[0] = values[i] < low[0] ? values[i] : low[0];
    high[0] = values[i] > high[0] ? values[i] : high[0];
    unordered[0] |= values[i] != values[i];
  }
  out[0] = low[0], out[1] = high[0];
  for (int k = 1; k < CK_LANES; k++) {
    out[0] = low[k] < out[0] ? low[k] : out[0];
    out[1] = high[k] > out[1] ? high[k] : out[1];
    unordered[0] |= unordered[k];
  }
  return unordered[0] != 0;
}
#undef CK_LANES

// Blocks stay in the first cache while each of their bytes goes to its stream.
#define CK_SPLIT_BLOCK 2048

CK_TARGET static void CK_NAME(split8)(uint8_t *restrict out, const uint64_t *restrict values,
                                      long n) {
  for (long first = 0; first < n; first += CK_SPLIT_BLOCK) {
    long end = n - first < CK_SPLIT_BLOCK ? n : first + CK_SPLIT_BLOCK;
    for (int k = 0; k < 8; k++)
      for (long i = first; i < end; i++) out[k * n + i] = (uint8_t)(values[i] >> (8 * k));
  }
}

CK_TARGET static void CK_NAME(split4)(uint8_t *restrict out, const uint32_t *restrict values,
                                      long n) {
  for (long first = 0; first < n; first += CK_SPLIT_BLOCK) {
    long end = n - first < CK_SPLIT_BLOCK ? n : first + CK_SPLIT_BLOCK;
    for (int k = 0; k < 4; k++)
      for (long i = first; i < end; i++) out[k * n + i] = (uint8_t)(values[i] >> (8 * k));
  }
}
#undef CK_SPLIT_BLOCK
#undef CK_DELTA_BLOCK
#undef CK_DELTA_MINI
