/// Rational functions of the normal quantile, written by Scripts/oracles/emit_tables.py.
///
/// Relative error: central 5.2e-17, tail 8.6e-17, far tail 7.0e-17.
enum NormalTables {
  @inline(__always) static func centralNumerator(_ t: Double) -> Double {
    var p = 0x1.f5528a7c03e01p+13
    p = p * t + 0x1.f795a96964f24p+17
    p = p * t + 0x1.338956b311450p+19
    p = p * t + 0x1.0214dd138c270p+19
    p = p * t + 0x1.84cdf31adfb14p+17
    p = p * t + 0x1.2733f20345f5ep+15
    p = p * t + 0x1.d34fcd12076f9p+11
    p = p * t + 0x1.6e974ed02275dp+7
    p = p * t + 0x1.c0d6ffb4b4322p+1
    return p
  }

  @inline(__always) static func centralDenominator(_ t: Double) -> Double {
    var p = 0x1.19c9026dded0dp+15
    p = p * t + 0x1.cec167f12d575p+17
    p = p * t + 0x1.7d28a4f5de64cp+18
    p = p * t + 0x1.f5df03d13f155p+17
    p = p * t + 0x1.3f4984fec1155p+16
    p = p * t + 0x1.aba7ea1a4adfcp+13
    p = p * t + 0x1.331ab392c72aap+10
    p = p * t + 0x1.bdbcfe6d0e2f0p+5
    p = p * t + 0x1.0000000000000p+0
    return p
  }

  @inline(__always) static func tailNumerator(_ t: Double) -> Double {
    var p = 0x1.b275a29d22d26p-19
    p = p * t + 0x1.a9da807fcf1cep-13
    p = p * t + 0x1.30d0d0cce9c09p-8
    p = p * t + 0x1.bbaf5ee7b4b39p-5
    p = p * t + 0x1.78b3bf25735c9p-2
    p = p * t + 0x1.8c8ac57ec80c0p+0
    p = p * t + 0x1.05d074d4781eap+2
    p = p * t + 0x1.a3361caf93191p+2
    p = p * t + 0x1.6ff1c960c8546p+2
    p = p * t + 0x1.0b803449342fcp+1
    return p
  }

  @inline(__always) static func tailDenominator(_ t: Double) -> Double {
    var p = 0x1.00b86c4e8465fp-41
    p = p * t + 0x1.3332bbf35694ep-19
    p = p * t + 0x1.238cf5999a8ebp-13
    p = p * t + 0x1.8b8c47bc33333p-9
    p = p * t + 0x1.0ae93c7eb8984p-5
    p = p * t + 0x1.9a822d2a3d3d2p-3
    p = p * t + 0x1.7b73d9d31beacp-1
    p = p * t + 0x1.a1f0d11d8b411p+0
    p = p * t + 0x1.f880bf3a3eccfp+0
    p = p * t + 0x1.0000000000000p+0
    return p
  }

  @inline(__always) static func farNumerator(_ t: Double) -> Double {
    var p = 0x1.0f47ba949eb62p-25
    p = p * t + 0x1.68d10fcbf634bp-18
    p = p * t + 0x1.54e4016a3608cp-12
    p = p * t + 0x1.37bc8ad27e573p-7
    p = p * t + 0x1.34102a03516c7p-3
    p = p * t + 0x1.508864fb4de29p+0
    p = p * t + 0x1.7e55d4d6260afp+2
    p = p * t + 0x1.60813bbbe9318p+3
    return p
  }

  @inline(__always) static func farDenominator(_ t: Double) -> Double {
    var p = 0x1.ebf331ce04659p-53
    p = p * t + 0x1.7fa571d4912d5p-26
    p = p * t + 0x1.e64ccef6a5ac2p-19
    p = p * t + 0x1.a57890f2b797fp-13
    p = p * t + 0x1.5023c23541ae4p-8
    p = p * t + 0x1.0d561993968c0p-4
    p = p * t + 0x1.a5657c57b04c4p-2
    p = p * t + 0x1.0000000000000p+0
    return p
  }
}
