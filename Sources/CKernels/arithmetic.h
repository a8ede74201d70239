// Element-wise arithmetic of the kernels: IEEE operations in a fixed order, no branches that
// depend on the instruction set. The Swift twins are in Sampling/Elementary and StreamKey.
#ifndef CK_ARITHMETIC_H
#define CK_ARITHMETIC_H

#include <stdint.h>

#include "quantile_tables.h"

#pragma clang fp contract(off)

#define CK_INLINE static inline __attribute__((always_inline))

CK_INLINE double ck_double(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, 8);
  return value;
}

CK_INLINE uint64_t ck_pattern(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, 8);
  return bits;
}

// The second key enters between the rounds, so that two streams are not shifts of one orbit.
CK_INLINE uint64_t ck_second_key(uint64_t key) {
  uint64_t z = (key ^ (key >> 32)) * 0xD6E8FEB86659FD93ULL;
  return z ^ (z >> 29);
}

CK_INLINE uint64_t ck_draw(uint64_t key, uint64_t second, uint64_t row) {
  uint64_t z = row * 0x9E3779B97F4A7C15ULL + key;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27) ^ second) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

// (k + 1/2) 2^-52 for the upper 52 bits k: exact, inside (0, 1), symmetrical.
CK_INLINE double ck_unit(uint64_t bits) {
  return ck_double((bits >> 12) | 0x3FF0000000000000ULL) - (1.0 - 0x1p-53);
}

// Natural logarithm of a positive normal number.
CK_INLINE double ck_log(double x) {
  const uint64_t root_half = 0x3FE6A09E667F3BCDULL;
  uint64_t bits = ck_pattern(x);
  uint64_t shifted = bits - root_half;
  // Exponent as a double, without an integer conversion: 2^52 + (e + 2048) less 2^52 + 2048.
  uint64_t exponent = (shifted + 0x8000000000000000ULL) >> 52;
  double k = ck_double(exponent | 0x4330000000000000ULL) - (0x1p52 + 2048.0);
  double m = ck_double((shifted & 0x000FFFFFFFFFFFFFULL) + root_half);
  double f = m - 1.0;
  double s = f / (m + 1.0);
  double z = s * s;
  double p = CK_ATANH_11;
  p = p * z + CK_ATANH_10;
  p = p * z + CK_ATANH_9;
  p = p * z + CK_ATANH_8;
  p = p * z + CK_ATANH_7;
  p = p * z + CK_ATANH_6;
  p = p * z + CK_ATANH_5;
  p = p * z + CK_ATANH_4;
  p = p * z + CK_ATANH_3;
  p = p * z + CK_ATANH_2;
  p = p * z + CK_ATANH_1;
  double half = 0.5 * f * f;
  double rest = half - (s * (half + z * p) + k * CK_LN2_LOW);
  return k * CK_LN2_HIGH - (rest - f);
}

// exp(x) for |x| <= 700.
CK_INLINE double ck_exp1(double x) {
  double shifted = x * CK_LOG2E + 0x1.8p52;
  double k = shifted - 0x1.8p52;
  double high = x - k * CK_LN2_HIGH;
  double low = k * CK_LN2_LOW;
  double r = high - low;
  double error = (high - r) - low;
  double p = CK_EXP_13;
  p = p * r + CK_EXP_12;
  p = p * r + CK_EXP_11;
  p = p * r + CK_EXP_10;
  p = p * r + CK_EXP_9;
  p = p * r + CK_EXP_8;
  p = p * r + CK_EXP_7;
  p = p * r + CK_EXP_6;
  p = p * r + CK_EXP_5;
  p = p * r + CK_EXP_4;
  p = p * r + CK_EXP_3;
  p = p * r + 0.5;
  double value = 1.0 + (r + (error + r * r * p));
  return ck_double(ck_pattern(value) + (ck_pattern(shifted) << 52));
}

CK_INLINE double ck_quantile_central(double q) {
  double t = 0.19140625 - q * q;
  return q * (CK_CENTRAL_P(t) / CK_CENTRAL_Q(t));
}

// The upper quantile of a tail probability m in [exp(-64), 0.0626]; positive.
CK_INLINE double ck_quantile_tail(double m) {
  double t = __builtin_elementwise_sqrt(-ck_log(m)) - 2.0;
  return CK_TAIL_P(t) / CK_TAIL_Q(t);
}

// The finalisers of SplitMix64 and MurmurHash3.
CK_INLINE uint64_t ck_mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

CK_INLINE uint64_t ck_remix(uint64_t z) {
  z = (z ^ (z >> 33)) * 0xFF51AFD7ED558CCDULL;
  z = (z ^ (z >> 33)) * 0xC4CEB9FE1A85EC53ULL;
  return z ^ (z >> 33);
}

// Up to eight bytes of a text, as a little-endian word filled with zeros; eight must be readable.
CK_INLINE uint64_t ck_text_word(const uint8_t *bytes, int32_t rest) {
  uint64_t word;
  __builtin_memcpy(&word, bytes, 8);
  return rest >= 8 ? word : rest <= 0 ? 0 : word & ((1ULL << (8 * rest)) - 1);
}

CK_INLINE uint64_t ck_digest_start(uint64_t length) { return length ^ 0x452821E638D01377ULL; }

CK_INLINE uint64_t ck_digest_step(uint64_t z, uint64_t word) {
  z = (z ^ word) * 0x9FB21C651E98DF25ULL;
  return z ^ (z >> 29);
}

CK_INLINE uint64_t ck_digest_other_start(uint64_t length) {
  return length * 0xBE5466CF34E90C6DULL;
}

CK_INLINE uint64_t ck_digest_other_step(uint64_t z, uint64_t word) {
  z = (z + word) * 0xD6E8FEB86659FD93ULL;
  return z ^ (z >> 32);
}

CK_INLINE uint64_t ck_float_word(uint64_t bits) {
  uint64_t magnitude = bits & 0x7FFFFFFFFFFFFFFFULL;
  if (magnitude > 0x7FF0000000000000ULL) return 0x7FF8000000000000ULL;
  return magnitude == 0 ? 0 : bits;
}

#endif
