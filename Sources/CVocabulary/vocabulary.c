#include "vocabulary.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t de_DE[] = {
#embed "locales/de_DE.dgv"
};
static const uint8_t en_US[] = {
#embed "locales/en_US.dgv"
};
static const uint8_t ja_JP[] = {
#embed "locales/ja_JP.dgv"
};

// In the order of Vocabulary.locales.
static const struct {
  const uint8_t *bytes;
  size_t size;
} locales[] = {
    {de_DE, sizeof de_DE},
    {en_US, sizeof en_US},
    {ja_JP, sizeof ja_JP},
};

static const size_t locale_count = sizeof locales / sizeof locales[0];

const uint8_t *cv_vocabulary_bytes(size_t locale) {
  return locale < locale_count ? locales[locale].bytes : en_US;
}

size_t cv_vocabulary_size(size_t locale) {
  return locale < locale_count ? locales[locale].size : 0;
}
