#pragma once
#include <stddef.h>
#include <stdint.h>

/// Start of the compiled word lists of a locale; `locale` is its place in vocabulary.c.
const uint8_t *cv_vocabulary_bytes(size_t locale);

/// Their size in bytes; 0 when there is no such locale.
size_t cv_vocabulary_size(size_t locale);
