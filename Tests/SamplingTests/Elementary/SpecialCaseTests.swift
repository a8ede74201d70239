import Testing

@testable import Sampling

@Suite struct SpecialCaseTests {
  @Test func `exp and log at the ends of their range`() {
    #expect(Elementary.exp(0) == 1)
    #expect(Elementary.exp(-746) == 0)
    #expect(Elementary.exp(710) == .infinity)
    #expect(Elementary.exp(-745) == Double.leastNonzeroMagnitude)
    #expect(Elementary.exp(-.infinity) == 0)
    #expect(Elementary.exp(.nan).isNaN)
    #expect(Elementary.log(1) == 0)
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-1).isNaN)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log1p(-1) == -.infinity)
    #expect(Elementary.expm1(-50) == -1)
  }

  @Test func `powers of two and ten have exact logarithms`() {
    for k in -1074...1023 {
      let x = k < -1022 ? Double(sign: .plus, exponent: -1022, significand: 1) : 1
      let power =
        k < -1022 ? x / Double(1 << (-1022 - k)) : Double(sign: .plus, exponent: k, significand: 1)
      #expect(Elementary.log2(power) == Double(k))
    }
    var ten = 1.0
    for k in 0...22 {
      #expect(Elementary.log10(ten) == Double(k))
      ten *= 10
    }
  }

  @Test func `small whole powers are exact`() {
    for base in 2...20 {
      var power = 1.0
      for exponent in 0...12 {
        #expect(Elementary.pow(Double(base), Double(exponent)) == power)
        power *= Double(base)
      }
    }
    #expect(Elementary.pow(-2, 3) == -8)
    #expect(Elementary.pow(-2, 0.5).isNaN)
    #expect(Elementary.pow(0, -1) == .infinity)
    #expect(Elementary.pow(0, 2) == 0)
    #expect(Elementary.pow(2, .infinity) == .infinity)
    #expect(Elementary.pow(0.5, .infinity) == 0)
    #expect(Elementary.pow(.nan, 0) == 1)
    #expect(Elementary.pow(10, 400) == .infinity)
    #expect(Elementary.pow(10, -400) == 0)
  }

  @Test func `circular functions refuse what is not finite`() {
    #expect(Elementary.sin(.infinity).isNaN)
    #expect(Elementary.cos(.nan).isNaN)
    #expect(Elementary.sin(0) == 0)
    #expect(Elementary.cos(0) == 1)
  }

  @Test func `the normal quantile never falls over neighbouring probabilities`() {
    let key = StreamKey(seed: 7, table: "tests", column: "monotone")
    for row in 0..<20_000 as Range<UInt64> {
      let p = 0x1p-53 + 0x1p-52 * Double(key.bits(at: row) >> 12)
      let here = Elementary.normalQuantile(p)
      #expect(Elementary.normalQuantile(min(p + 0x1p-49, 1 - 0x1p-53)) >= here)
    }
  }

  @Test(arguments: [0.3, 1, 2.5, 40, 900, 12_000])
  func `the inverse of the gamma ratio returns its probability`(shape: Double) {
    for p in [1e-200, 1e-30, 1e-8, 0.01, 0.3, 0.5] where p > 1e-40 || shape >= 1 {
      let lower = Elementary.inverseGammaP(shape, p, complement: 1 - p)
      let upper = Elementary.inverseGammaP(shape, 1 - p, complement: p)
      let tolerance = 1e-12 * max(1, shape.squareRoot())
      #expect((Elementary.regularizedGammaP(shape, lower) / p - 1).magnitude < tolerance)
      #expect((Elementary.regularizedGammaQ(shape, upper) / p - 1).magnitude < tolerance)
    }
  }
}
