// CRC-32 by carry-less products: 64 bytes at once are folded into the 64 that follow.
// Source: Gopal et al., Fast CRC Computation for Generic Polynomials Using PCLMULQDQ, Intel 2009;
// constants for the reflected polynomial 0xEDB88320.

#if defined(__x86_64__)
#include <immintrin.h>

#define CK_CRC_TARGET __attribute__((target("pclmul,sse2")))

CK_CRC_TARGET static inline __m128i ck_crc_fold_step(__m128i state, __m128i next, __m128i keys) {
  __m128i low = _mm_clmulepi64_si128(state, keys, 0x00);
  __m128i high = _mm_clmulepi64_si128(state, keys, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

CK_CRC_TARGET static long ck_crc_fold_x86(uint8_t *out, const uint8_t *bytes, long n,
                                          uint32_t crc) {
  const __m128i *at = (const __m128i *)bytes;
  const __m128i far = _mm_set_epi64x(0x01C6E41596, 0x0154442BD4);
  const __m128i near = _mm_set_epi64x(0x00CCAA009E, 0x01751997D0);
  // What came before enters the first four bytes, inverted.
  __m128i a = _mm_xor_si128(_mm_loadu_si128(at), _mm_cvtsi32_si128((int)~crc));
  __m128i b = _mm_loadu_si128(at + 1);
  __m128i c = _mm_loadu_si128(at + 2);
  __m128i d = _mm_loadu_si128(at + 3);
  long i = 4;
  for (; (i + 4) * 16 <= n; i += 4) {
    a = ck_crc_fold_step(a, _mm_loadu_si128(at + i), far);
    b = ck_crc_fold_step(b, _mm_loadu_si128(at + i + 1), far);
    c = ck_crc_fold_step(c, _mm_loadu_si128(at + i + 2), far);
    d = ck_crc_fold_step(d, _mm_loadu_si128(at + i + 3), far);
  }
  a = ck_crc_fold_step(a, b, near);
  a = ck_crc_fold_step(a, c, near);
  a = ck_crc_fold_step(a, d, near);
  for (; (i + 1) * 16 <= n; i++) a = ck_crc_fold_step(a, _mm_loadu_si128(at + i), near);
  _mm_storeu_si128((__m128i *)out, a);
  return i * 16;
}
#endif
