#include "ckernels.h"

#include "arithmetic.h"
#include "crc.h"

#pragma clang fp contract(off)

// The bodies, once per instruction set. No ifunc: the level is an argument, so that tests can run
// every variant the processor has.
#define CK_NAME(name) name##_baseline
#define CK_TARGET
#include "bodies.h"
#include "encoding_bodies.h"
#include "hash_bodies.h"
#include "text_bodies.h"
#undef CK_NAME
#undef CK_TARGET

#if defined(__x86_64__)
#define CK_NAME(name) name##_avx2
#define CK_TARGET __attribute__((target("avx2")))
#include "bodies.h"
#include "encoding_bodies.h"
#include "hash_bodies.h"
#include "text_bodies.h"
#undef CK_NAME
#undef CK_TARGET

#define CK_NAME(name) name##_avx512
#define CK_TARGET __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl")))
#include "bodies.h"
#include "encoding_bodies.h"
#include "hash_bodies.h"
#include "text_bodies.h"
#undef CK_NAME
#undef CK_TARGET

int ck_best_level(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return 2;
  return __builtin_cpu_supports("avx2") ? 1 : 0;
}

#define CK_DISPATCH(name, ...)             \
  switch (level) {                         \
    case 2: name##_avx512(__VA_ARGS__); break; \
    case 1: name##_avx2(__VA_ARGS__); break;   \
    default: name##_baseline(__VA_ARGS__);     \
  }
#else
int ck_best_level(void) { return 0; }

#define CK_DISPATCH(name, ...) (void)level, name##_baseline(__VA_ARGS__)
#endif

void ck_bits_range(long n, uint64_t *out, int level, uint64_t key, uint64_t first) {
  CK_DISPATCH(bits_range, out, n, key, first);
}

void ck_bits_list(long n, uint64_t *out, const uint64_t *rows, int level, uint64_t key) {
  CK_DISPATCH(bits_list, out, rows, n, key);
}

void ck_uniform_range(long n, double *out, int level, uint64_t key, uint64_t first, double from,
                      double width, double most) {
  CK_DISPATCH(uniform_range, out, n, key, first, from, width, most);
}

void ck_uniform(long n, double *out, const uint64_t *bits, int level, double from, double width,
                double most) {
  CK_DISPATCH(uniform, out, bits, n, from, width, most);
}

void ck_whole(long n, int64_t *out, const uint64_t *bits, int level, int64_t from, uint64_t count) {
  CK_DISPATCH(whole, out, bits, n, from, count);
}

void ck_scaled(long n, int64_t *out, const double *shares, int level, int64_t from, double length) {
  CK_DISPATCH(scaled, out, shares, n, from, length);
}

void ck_normal(long n, double *out, const uint64_t *bits, int level, double mean, double sd, double
               lower, double upper, double mass) {
  CK_DISPATCH(normal, out, bits, n, mean, sd, lower, upper, mass);
}

void ck_exp(long n, double *x, int level) { CK_DISPATCH(exponentiate, x, n); }

void ck_exponential(long n, double *out, const uint64_t *bits, int level, double from, double scale,
                    double mass) {
  CK_DISPATCH(exponential, out, bits, n, from, scale, mass);
}

void ck_alias(long n, int32_t *out, const uint64_t *bits, int level, uint64_t count,
              const uint64_t *thresholds, const int32_t *aliases) {
  CK_DISPATCH(alias, out, bits, n, count, thresholds, aliases);
}

void ck_symbols(long n, uint64_t *words, uint64_t *state, int level, long count,
                const struct ck_place *places) {
  CK_DISPATCH(symbols, words, state, n, count, places);
}

void ck_scatter(long n, uint8_t *bytes, const uint64_t *words, int level, long count,
                const long *offsets, long stride) {
  CK_DISPATCH(scatter, bytes, words, n, count, offsets, stride);
}

void ck_hash_words(long n, uint64_t *first, uint64_t *second, const uint64_t *values,
                   const uint64_t *valid, int level, struct ck_hash_keys keys) {
  CK_DISPATCH(hash_words, first, second, values, valid, n, keys);
}

void ck_hash_floats(long n, uint64_t *first, uint64_t *second, const uint64_t *values,
                    const uint64_t *valid, int level, struct ck_hash_keys keys) {
  CK_DISPATCH(hash_floats, first, second, values, valid, n, keys);
}

void ck_hash_digests(long n, uint64_t *first, uint64_t *second, const uint64_t *one,
                     const uint64_t *other, const uint64_t *valid, int level,
                     struct ck_hash_keys keys) {
  CK_DISPATCH(hash_digests, first, second, one, other, valid, n, keys);
}

void ck_hash_sums(long n, const uint64_t *first, const uint64_t *second, uint64_t first_row,
                  int level, uint64_t *sums) {
  CK_DISPATCH(hash_sums, first, second, n, first_row, sums);
}

void ck_text_digests(long n, uint64_t *one, uint64_t *other, const uint8_t *bytes,
                     const int32_t *offsets, int level) {
  CK_DISPATCH(text_digests, one, other, bytes, offsets, n);
}

#if defined(__x86_64__)
#define CK_CHOOSE(name, ...)                      \
  (level == 2   ? name##_avx512(__VA_ARGS__)      \
   : level == 1 ? name##_avx2(__VA_ARGS__)        \
                : name##_baseline(__VA_ARGS__))
#else
#define CK_CHOOSE(name, ...) ((void)level, name##_baseline(__VA_ARGS__))
#endif

long ck_text_extremes(long n, int32_t *rows, uint64_t *heads, const uint8_t *bytes,
                      const int32_t *offsets, int level) {
  return CK_CHOOSE(text_extremes, rows, heads, bytes, offsets, n);
}

static inline long ck_text_index(const struct ck_texts *texts, long row) {
  if (texts->codes) return texts->codes[row];
  return texts->fixed >= 0 ? texts->fixed : row;
}

static inline int ck_is_valid(const struct ck_texts *texts, long row) {
  return !texts->valid || (texts->valid[row >> 6] >> (row & 63) & 1);
}

void ck_add_lengths(long n, int64_t *lengths, const struct ck_texts *texts) {
  for (long i = 0; i < n; i++) {
    if (!ck_is_valid(texts, i)) continue;
    long index = ck_text_index(texts, i);
    lengths[i] += texts->offsets[index + 1] - texts->offsets[index];
  }
}

// Two pieces that overlap copy any length between one and two of them.
static inline void ck_copy_text(uint8_t *to, const uint8_t *from, long length) {
  if (length >= 8) {
    long last = length - 8;
    for (long k = 0; k < last; k += 8) __builtin_memcpy(to + k, from + k, 8);
    __builtin_memcpy(to + last, from + last, 8);
  } else if (length >= 4) {
    __builtin_memcpy(to, from, 4);
    __builtin_memcpy(to + length - 4, from + length - 4, 4);
  } else {
    for (long k = 0; k < length; k++) to[k] = from[k];
  }
}

void ck_copy_texts(long n, uint8_t *out, int32_t *cursors, const struct ck_texts *texts) {
  for (long i = 0; i < n; i++) {
    if (!ck_is_valid(texts, i)) continue;
    long index = ck_text_index(texts, i);
    long length = texts->offsets[index + 1] - texts->offsets[index];
    ck_copy_text(out + cursors[i], texts->bytes + texts->offsets[index], length);
    cursors[i] += (int32_t)length;
  }
}

void ck_count_up(long n, uint8_t *out, uint8_t *line, long length, long last) {
  for (long i = 0; i < n; i++) {
    for (long k = 0; k < length; k += 8) __builtin_memcpy(out + k, line + k, 8);
    out += length;
    long place = last;
    while (place > 0 && line[place] == '9') line[place--] = '0';
    line[place]++;
  }
}

void ck_number(long n, uint8_t *out, const uint64_t *numbers, const uint8_t *line, long length,
               long last) {
  for (long i = 0; i < n; i++) {
    for (long k = 0; k < length; k += 8) __builtin_memcpy(out + k, line + k, 8);
    uint8_t *digit = out + last;
    for (uint64_t rest = numbers[i]; rest > 0; rest /= 10) *digit-- = (uint8_t)('0' + rest % 10);
    out += length;
  }
}

long ck_delta_pack(long n, uint8_t *out, const int64_t *values, int level, int narrow) {
  return CK_CHOOSE(delta_pack, out, values, n, narrow);
}

void ck_integer_extremes(long n, int64_t *out, const int64_t *values, int level) {
  CK_DISPATCH(integer_extremes, out, values, n);
}

long ck_float_extremes(long n, double *out, const double *values, int level) {
  return CK_CHOOSE(float_extremes, out, values, n);
}

void ck_split8(long n, uint8_t *out, const uint64_t *values, int level) {
  CK_DISPATCH(split8, out, values, n);
}

void ck_split4(long n, uint8_t *out, const uint32_t *values, int level) {
  CK_DISPATCH(split4, out, values, n);
}

long ck_crc_fold(long n, uint8_t *out, const uint8_t *bytes, uint32_t crc) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (n >= 64 && __builtin_cpu_supports("pclmul")) return ck_crc_fold_x86(out, bytes, n, crc);
#endif
  (void)out, (void)bytes, (void)crc;
  return 0;
}
