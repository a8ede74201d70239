import Testing

@testable import Sampling

/// Largest error against mpmath's correctly rounded values, in ulp of the value.
@Suite struct ElementaryTests {
  static let functions: [String: @Sendable ([Double]) -> Double] = [
    "exp": { Elementary.exp($0[0]) }, "expm1": { Elementary.expm1($0[0]) },
    "log": { Elementary.log($0[0]) }, "log2": { Elementary.log2($0[0]) },
    "log10": { Elementary.log10($0[0]) }, "log1p": { Elementary.log1p($0[0]) },
    "atan": { Elementary.atan($0[0]) },
    "scaledBesselI0": { Elementary.scaledBesselI0($0[0]) }, "sin": { Elementary.sin($0[0]) },
    "cos": { Elementary.cos($0[0]) },
    "tan": { Elementary.tan($0[0]) }, "pow": { Elementary.pow($0[0], $0[1]) },
    "erf": { Elementary.erf($0[0]) }, "erfc": { Elementary.erfc($0[0]) },
    "normalCDF": { Elementary.normalCDF($0[0]) },
    "normalQuantile": { Elementary.normalQuantile($0[0]) },
    "logGamma": { Elementary.logGamma($0[0]) },
    "gammaP": { Elementary.regularizedGammaP($0[0], $0[1]) },
    "gammaQ": { Elementary.regularizedGammaQ($0[0], $0[1]) },
    "beta": { Elementary.regularizedBeta($0[0], $0[1], $0[2]) },
    "zeta": { Elementary.zeta($0[0], from: $0[1]) },
    "logGammaExcess": { Elementary.logGammaExcess($0[0]) },
    "scaledNormalTail": { Elementary.scaledNormalTail($0[0]) },
    "binomialCDF": { Binomial(n: $0[1], p: $0[2]).cdf($0[0]) },
    "binomialSurvival": { Binomial(n: $0[1], p: $0[2]).survival($0[0]) },
  ]

  /// Ulp for the first group; relative errors for the others, stated with the function.
  static let bounds: [(name: String, ulp: Double)] = [
    ("exp", 1), ("expm1", 2), ("log", 1), ("log2", 1), ("log10", 1), ("log1p", 2), ("sin", 1),
    ("cos", 1), ("tan", 3), ("pow", 1), ("erf", 2), ("erfc", 8), ("normalCDF", 8),
    ("normalQuantile", 4), ("logGamma", 16), ("gammaP", 256), ("gammaQ", 256), ("beta", 512),
    ("zeta", 16), ("logGammaExcess", 64), ("scaledNormalTail", 8), ("binomialCDF", 512),
    ("binomialSurvival", 512), ("atan", 1), ("scaledBesselI0", 8),
  ]

  @Test(arguments: bounds)
  func `stays within its stated error of mpmath`(name: String, ulp: Double) throws {
    let function = try #require(Self.functions[name])
    let rows = try Fixture.rows("elementary.csv").filter { $0[0] == name }
    try #require(rows.count >= 25)
    var worst = (error: 0.0, row: [String]())
    for row in rows {
      let numbers = try row.dropFirst().map(number)
      let expected = numbers[numbers.count - 1]
      let value = function(Array(numbers.dropLast()))
      // A result near 1 - tiny or a root has only absolute accuracy: ulp of at least `floor`.
      let unit = max(expected.ulp * Self.condition(name, numbers), Self.floor(name, numbers[0]))
      let error = value == expected ? 0 : (value - expected).magnitude / unit
      if !(error <= worst.error) { worst = (error, row + ["\(value)", "\(expected)"]) }
    }
    #expect(worst.error <= ulp, "\(name): \(worst.row)")
  }

  /// The last bit of an argument is worth more the larger the shapes are.
  static func condition(_ name: String, _ numbers: [Double]) -> Double {
    switch name {
    case "gammaP", "gammaQ": max(1, numbers[0].squareRoot() / 16)
    case "beta": max(1, max(numbers[0], numbers[1]).squareRoot() / 16)
    default: 1
    }
  }

  /// logGamma is exact to 2^-49 absolutely near its roots; a gamma ratio of a shape below 0.1 is
  /// 1 less its complement, exact to 2^-50 absolutely.
  static func floor(_ name: String, _ shape: Double) -> Double {
    switch name {
    case "logGamma": 0x1p-53
    case "gammaQ" where shape < 0.1: 0x1p-58
    default: 0
    }
  }
}
