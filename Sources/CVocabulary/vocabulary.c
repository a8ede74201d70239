#include "vocabulary.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t ar_SA[] = {
#embed "locales/ar_SA.dgv"
};
static const uint8_t de_DE[] = {
#embed "locales/de_DE.dgv"
};
static const uint8_t en_GB[] = {
#embed "locales/en_GB.dgv"
};
static const uint8_t en_US[] = {
#embed "locales/en_US.dgv"
};
static const uint8_t es_ES[] = {
#embed "locales/es_ES.dgv"
};
static const uint8_t fr_FR[] = {
#embed "locales/fr_FR.dgv"
};
static const uint8_t hi_IN[] = {
#embed "locales/hi_IN.dgv"
};
static const uint8_t it_IT[] = {
#embed "locales/it_IT.dgv"
};
static const uint8_t ja_JP[] = {
#embed "locales/ja_JP.dgv"
};
static const uint8_t nl_NL[] = {
#embed "locales/nl_NL.dgv"
};
static const uint8_t pl_PL[] = {
#embed "locales/pl_PL.dgv"
};
static const uint8_t pt_BR[] = {
#embed "locales/pt_BR.dgv"
};
static const uint8_t sv_SE[] = {
#embed "locales/sv_SE.dgv"
};
static const uint8_t tr_TR[] = {
#embed "locales/tr_TR.dgv"
};
static const uint8_t zh_CN[] = {
#embed "locales/zh_CN.dgv"
};

// In the order of Vocabulary.locales.
static const struct {
  const uint8_t *bytes;
  size_t size;
} locales[] = {
    {ar_SA, sizeof ar_SA},
    {de_DE, sizeof de_DE},
    {en_GB, sizeof en_GB},
    {en_US, sizeof en_US},
    {es_ES, sizeof es_ES},
    {fr_FR, sizeof fr_FR},
    {hi_IN, sizeof hi_IN},
    {it_IT, sizeof it_IT},
    {ja_JP, sizeof ja_JP},
    {nl_NL, sizeof nl_NL},
    {pl_PL, sizeof pl_PL},
    {pt_BR, sizeof pt_BR},
    {sv_SE, sizeof sv_SE},
    {tr_TR, sizeof tr_TR},
    {zh_CN, sizeof zh_CN},
};

static const size_t locale_count = sizeof locales / sizeof locales[0];

const uint8_t *cv_vocabulary_bytes(size_t locale) {
  return locale < locale_count ? locales[locale].bytes : en_US;
}

size_t cv_vocabulary_size(size_t locale) {
  return locale < locale_count ? locales[locale].size : 0;
}
