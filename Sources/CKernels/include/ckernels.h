#ifndef CKERNELS_H
#define CKERNELS_H
// Loops over whole batches, compiled once per instruction set and chosen by `level`.
//
// Every function here has a scalar Swift twin in Sampling that is its oracle: the same IEEE
// operations in the same order, so every level gives the same bits on every processor. Arrays hold
// n elements and do not overlap.

#include <stdint.h>

/// 0 baseline, 1 AVX2, 2 AVX-512 (F, DQ, BW, VL).
int ck_best_level(void);

/// out[i] = draw of row first + i.
void ck_bits_range(long n, uint64_t *out, int level, uint64_t key, uint64_t first);

/// out[i] = draw of row rows[i].
void ck_bits_list(long n, uint64_t *out, const uint64_t *rows, int level, uint64_t key);

/// out[i] = from + u * width, not above `most`; u of row first + i, in (0, 1).
void ck_uniform_range(long n, double *out, int level, uint64_t key, uint64_t first, double from,
                      double width, double most);

/// The same from bits already drawn.
void ck_uniform(long n, double *out, const uint64_t *bits, int level, double from, double width,
                double most);

/// out[i] = from + the upper word of bits[i] * count.
void ck_whole(long n, int64_t *out, const uint64_t *bits, int level, int64_t from, uint64_t count);

/// out[i] = from + the whole part of shares[i] * length, within 0 and length - 1.
void ck_scaled(long n, int64_t *out, const double *shares, int level, int64_t from, double length);

/// out[i] = mean + sd * z, z the normal quantile of lower + u * mass; upper = 1 - lower - mass.
/// Both lower + mass * 2^-53 and upper + mass * 2^-53 must be at least exp(-64).
void ck_normal(long n, double *out, const uint64_t *bits, int level, double mean, double sd,
               double lower, double upper, double mass);

/// x[i] = exp(x[i]) for |x[i]| <= 700.
void ck_exp(long n, double *x, int level);

/// out[i] = from - scale * log(1 - u * mass), 0 < mass <= 1.
void ck_exponential(long n, double *out, const uint64_t *bits, int level, double from, double scale,
                    double mass);

/// out[i] = the slot that bits[i] * count / 2^64 names, or its alias: the slot keeps itself while
/// the rest of the product is below its threshold. count is below 2^31.
void ck_alias(long n, int32_t *out, const uint64_t *bits, int level, uint64_t count,
              const uint64_t *thresholds, const int32_t *aliases);

/// From digit `from` on, `add` more.
struct ck_step {
  uint64_t from, add;
};

/// What one place of a text can hold: `size` symbols, symbol d being d + first + the sum of the
/// steps whose `from` is at most d. At most 256 symbols; unused steps have from = size, add = 0.
struct ck_place {
  uint64_t size, first;
  struct ck_step steps[3];
};

/// words[i] = one byte per place, the first lowest; state[i], 52 bits, gives the digits and keeps
/// what is left: digit = state * size >> 52, state = state * size mod 2^52. At most 8 places.
void ck_symbols(long n, uint64_t *words, uint64_t *state, int level, long count,
                const struct ck_place *places);

/// Row after row, words[k * n + i] at bytes + i * stride + offsets[k], k upwards. A word's bytes
/// beyond its places are overwritten by the next word or row; 8 spare bytes stand behind the last.
void ck_scatter(long n, uint8_t *bytes, const uint64_t *words, int level, long count,
                const long *offsets, long stride);

/// Row hashes take in a column: first[i] = mix(first[i] ^ (v + key1)), second[i] = remix(second[i]
/// + (v ^ key2)); without value the null keys stand for the two operands. `valid` holds a bit per
/// row, or is null where every row has a value.
struct ck_hash_keys {
  uint64_t first, second, null_first, null_second;
};

void ck_hash_words(long n, uint64_t *first, uint64_t *second, const uint64_t *values,
                   const uint64_t *valid, int level, struct ck_hash_keys keys);

/// The same of floats by their bits; zeros are one value, and so are NaNs.
void ck_hash_floats(long n, uint64_t *first, uint64_t *second, const uint64_t *values,
                    const uint64_t *valid, int level, struct ck_hash_keys keys);

/// The same of texts by their two digests.
void ck_hash_digests(long n, uint64_t *first, uint64_t *second, const uint64_t *one,
                     const uint64_t *other, const uint64_t *valid, int level,
                     struct ck_hash_keys keys);

/// Adds finished rows: sums[0] upper words, sums[1] and [2] the upper and lower halves of the lower
/// words; sums[3…5] the same mixed with the position, first_row + i. n is at most 2^31.
void ck_hash_sums(long n, const uint64_t *first, const uint64_t *second, uint64_t first_row,
                  int level, uint64_t *sums);

/// Two words of each text, bytes[offsets[i]..<offsets[i + 1]]; offsets[n] + 8 bytes must be
/// readable.
void ck_text_digests(long n, uint64_t *one, uint64_t *other, const uint8_t *bytes,
                     const int32_t *offsets, int level);

/// The rows whose first eight bytes, filled with zeros, are the smallest or the largest of all;
/// returns how many. n + 1 places in `rows`, n in `heads`; offsets[n] + 8 bytes must be readable.
long ck_text_extremes(long n, int32_t *rows, uint64_t *heads, const uint8_t *bytes,
                      const int32_t *offsets, int level);

/// Which text stands in a row: text codes[i] of them, or number `fixed` in every row where that is
/// 0 or more, or text i; rows without a bit in `valid` have none. Codes and bits may be null.
struct ck_texts {
  const uint8_t *bytes;
  const int32_t *offsets;
  const int32_t *codes;
  const uint64_t *valid;
  long fixed;
};

/// Adds the length of each row's text to lengths[i].
void ck_add_lengths(long n, int64_t *lengths, const struct ck_texts *texts);

/// Writes each row's text at out[cursors[i]] and moves the cursor behind it; no other byte is
/// touched.
void ck_copy_texts(long n, uint8_t *out, int32_t *cursors, const struct ck_texts *texts);

/// n times the bytes of `line`, whose decimal number that ends at `last` goes up by one each time.
/// The number must keep its digits; at the end `line` holds the next one. 8 spare bytes behind
/// both.
void ck_count_up(long n, uint8_t *out, uint8_t *line, long length, long last);

/// n times the bytes of `line` with number i written before and at `last`, in front of zeros that
/// stay: `line` has as many as the longest number needs. 8 spare bytes behind both.
void ck_number(long n, uint8_t *out, const uint64_t *numbers, const uint8_t *line, long length,
               long last);

/// DELTA_BINARY_PACKED in blocks of 128, miniblocks of 32: returns how many bytes were written, at
/// most 40 + (n / 128 + 1) * 1038. With `narrow`, values are 32 bits wide and so are differences.
long ck_delta_pack(long n, uint8_t *out, const int64_t *values, int level, int narrow);

/// The smallest value at out[0], the largest at out[1]; without values these are the largest and
/// the smallest that there are.
void ck_integer_extremes(long n, int64_t *out, const int64_t *values, int level);

/// The same, NaNs left out: returns whether there is one. Of -0 and +0 either may stand for both.
long ck_float_extremes(long n, double *out, const double *values, int level);

/// BYTE_STREAM_SPLIT: byte k of value i at out[k * n + i]; values of 8 or 4 bytes.
void ck_split8(long n, uint8_t *out, const uint64_t *values, int level);
void ck_split4(long n, uint8_t *out, const uint32_t *values, int level);

/// Folds the first bytes, behind others of which `crc` is the CRC-32, into 16 bytes with the same
/// remainder; returns how many, 0 where the processor or the length does not suit.
long ck_crc_fold(long n, uint8_t *out, const uint8_t *bytes, uint32_t crc);

#endif
