// Writes raw 64-bit draws to standard output for test batteries such as dieharder.
//
//   clang -O2 -o writer writer.c && ./writer MODE | dieharder -g 200 -a
//
// MODE: single    one column, rows 0, 1, 2, …
//       columns   16 lanes of one key, interleaved row by row
//       seeds     seeds 0…15 of one column, interleaved row by row
//       keys      raw keys 1…16 without hashing, interleaved row by row
//       stride    one column, rows 0, 2^32, 2 × 2^32, …
//       children  one column, rows parent × 2^20 + ordinal, 1…8 ordinals each
//       lanes     lanes 1, 2 of 8 neighbouring rows, as rejection attempts read them
// A second argument `high` or `low` writes only that 32-bit half of each draw.
#include <stdio.h>
#include <string.h>

#include "../../Sources/CKernels/arithmetic.h"

static uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 32)) * 0xBEA225F9EB34556DULL;
  z = (z ^ (z >> 29)) * 0xBEA225F9EB34556DULL;
  z = (z ^ (z >> 32)) * 0xAEF17502108EF2D9ULL;
  return z ^ (z >> 29);
}

static uint64_t lane(uint64_t key, uint64_t index) {
  uint64_t spread = mixed(index + 0xA0761D6478BD642FULL);
  return mixed(key ^ spread) + spread;
}

static void absorb(uint64_t *state, uint64_t word) {
  *state = mixed(*state ^ word) + (*state << 23 | *state >> 41);
}

// The key of (seed, "orders", "amount"), as StreamKey derives it.
static uint64_t column_key(uint64_t seed) {
  uint64_t state = mixed(seed + 0xE7037ED1A0B428DBULL), word = 0;
  memcpy(&word, "orders", 6);
  absorb(&state, word);
  absorb(&state, 6 ^ 0x589765CC75374CC3ULL);
  word = 0;
  memcpy(&word, "amount", 6);
  absorb(&state, word);
  absorb(&state, 6 ^ 0x589765CC75374CC3ULL);
  return mixed(state ^ 0x1D8E4E27C47D124FULL);
}

static uint64_t draw(uint64_t key, uint64_t row) { return ck_draw(key, ck_second_key(key), row); }

static uint64_t next(const char *mode, uint64_t i) {
  uint64_t base = column_key(42);
  switch (mode[0]) {
    case 'c':
      if (mode[1] == 'o') return draw(lane(base, i % 16), i / 16);
      return draw(base, (i / 8 + 1) << 20 | i % 8);
    case 's':
      if (mode[1] == 'e') return draw(column_key(i % 16), i / 16);
      return draw(base, mode[1] == 't' ? i << 32 : i);
    case 'k': return draw(1 + i % 16, i / 16);
    default: return draw(lane(base, 1 + i % 2), i / 2);
  }
}

int main(int argc, char **argv) {
  static uint64_t buffer[8192];
  static uint32_t half[8192];
  const char *mode = argc > 1 ? argv[1] : "single";
  int high = argc > 2 && argv[2][0] == 'h', low = argc > 2 && argv[2][0] == 'l';
  for (uint64_t start = 0;; start += 8192) {
    for (int j = 0; j < 8192; j++) {
      buffer[j] = next(mode, start + j);
      half[j] = (uint32_t)(high ? buffer[j] >> 32 : buffer[j]);
    }
    size_t written = high || low ? fwrite(half, 4, 8192, stdout) : fwrite(buffer, 8, 8192, stdout);
    if (written < 8192) return 0;
  }
}
