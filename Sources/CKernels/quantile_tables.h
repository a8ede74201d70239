// Written by Scripts/oracles/emit_tables.py; relative error of the exact functions:
// central 5.2e-17, tail 8.6e-17, far tail 7.0e-17.
#ifndef CK_QUANTILE_TABLES_H
#define CK_QUANTILE_TABLES_H

#pragma clang fp contract(off)

#define CK_TABLE static inline __attribute__((always_inline))

#define CK_LN2_HIGH 0x1.62e42fef00000p-1
#define CK_LN2_LOW 0x1.473de6af278edp-34
#define CK_LOG2E 0x1.71547652b82fep+0
#define CK_ATANH_1 0x1.5555555555555p-1
#define CK_ATANH_2 0x1.999999999999ap-2
#define CK_ATANH_3 0x1.2492492492492p-2
#define CK_ATANH_4 0x1.c71c71c71c71cp-3
#define CK_ATANH_5 0x1.745d1745d1746p-3
#define CK_ATANH_6 0x1.3b13b13b13b14p-3
#define CK_ATANH_7 0x1.1111111111111p-3
#define CK_ATANH_8 0x1.e1e1e1e1e1e1ep-4
#define CK_ATANH_9 0x1.af286bca1af28p-4
#define CK_ATANH_10 0x1.8618618618618p-4
#define CK_ATANH_11 0x1.642c8590b2164p-4
#define CK_EXP_3 0x1.5555555555555p-3
#define CK_EXP_4 0x1.5555555555555p-5
#define CK_EXP_5 0x1.1111111111111p-7
#define CK_EXP_6 0x1.6c16c16c16c17p-10
#define CK_EXP_7 0x1.a01a01a01a01ap-13
#define CK_EXP_8 0x1.a01a01a01a01ap-16
#define CK_EXP_9 0x1.71de3a556c734p-19
#define CK_EXP_10 0x1.27e4fb7789f5cp-22
#define CK_EXP_11 0x1.ae64567f544e4p-26
#define CK_EXP_12 0x1.1eed8eff8d898p-29
#define CK_EXP_13 0x1.6124613a86d09p-33

CK_TABLE double CK_CENTRAL_P(double t) {
  double p = 0x1.f5528a7c03e01p+13;
  p = p * t + 0x1.f795a96964f24p+17;
  p = p * t + 0x1.338956b311450p+19;
  p = p * t + 0x1.0214dd138c270p+19;
  p = p * t + 0x1.84cdf31adfb14p+17;
  p = p * t + 0x1.2733f20345f5ep+15;
  p = p * t + 0x1.d34fcd12076f9p+11;
  p = p * t + 0x1.6e974ed02275dp+7;
  p = p * t + 0x1.c0d6ffb4b4322p+1;
  return p;
}

CK_TABLE double CK_CENTRAL_Q(double t) {
  double p = 0x1.19c9026dded0dp+15;
  p = p * t + 0x1.cec167f12d575p+17;
  p = p * t + 0x1.7d28a4f5de64cp+18;
  p = p * t + 0x1.f5df03d13f155p+17;
  p = p * t + 0x1.3f4984fec1155p+16;
  p = p * t + 0x1.aba7ea1a4adfcp+13;
  p = p * t + 0x1.331ab392c72aap+10;
  p = p * t + 0x1.bdbcfe6d0e2f0p+5;
  p = p * t + 0x1.0000000000000p+0;
  return p;
}

CK_TABLE double CK_TAIL_P(double t) {
  double p = 0x1.b275a29d22d26p-19;
  p = p * t + 0x1.a9da807fcf1cep-13;
  p = p * t + 0x1.30d0d0cce9c09p-8;
  p = p * t + 0x1.bbaf5ee7b4b39p-5;
  p = p * t + 0x1.78b3bf25735c9p-2;
  p = p * t + 0x1.8c8ac57ec80c0p+0;
  p = p * t + 0x1.05d074d4781eap+2;
  p = p * t + 0x1.a3361caf93191p+2;
  p = p * t + 0x1.6ff1c960c8546p+2;
  p = p * t + 0x1.0b803449342fcp+1;
  return p;
}

CK_TABLE double CK_TAIL_Q(double t) {
  double p = 0x1.00b86c4e8465fp-41;
  p = p * t + 0x1.3332bbf35694ep-19;
  p = p * t + 0x1.238cf5999a8ebp-13;
  p = p * t + 0x1.8b8c47bc33333p-9;
  p = p * t + 0x1.0ae93c7eb8984p-5;
  p = p * t + 0x1.9a822d2a3d3d2p-3;
  p = p * t + 0x1.7b73d9d31beacp-1;
  p = p * t + 0x1.a1f0d11d8b411p+0;
  p = p * t + 0x1.f880bf3a3eccfp+0;
  p = p * t + 0x1.0000000000000p+0;
  return p;
}

#endif
