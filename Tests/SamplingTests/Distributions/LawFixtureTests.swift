import Testing

@testable import Sampling

/// Every law against SciPy: distribution function, both tails, both quantiles, moments.
@Suite struct LawFixtureTests {
  struct Row {
    var law: any Law
    var what: String
    var argument: Double
    var expected: Double
    var name: String
  }

  static func rows(_ word: String) throws -> [Row] {
    try Fixture.rows("laws.csv").filter { $0[0] == word }.map { row in
      let type = try #require(LawRegistry.law(row[0]))
      let parameters = try row[2].split(separator: ";").map { try number(String($0)) }
      return Row(
        law: try type.init(form: try #require(Int(row[1])), parameters), what: row[3],
        argument: try number(row[4]), expected: try number(row[5]),
        name: "\(word)\(parameters) \(row[3])(\(row[4]))")
    }
  }

  static let words = LawRegistry.all.map { $0.word }

  @Test(arguments: words)
  func `agrees with SciPy`(word: String) throws {
    let rows = try Self.rows(word)
    try #require(rows.count >= 40)
    for row in rows {
      let value = Self.value(row)
      // SciPy's own functions agree with each other to about 10^-12 in the far tails.
      let tolerance = 2e-11 * row.expected.magnitude + Self.rounding(row, word)
      let error = value == row.expected ? 0 : (value - row.expected).magnitude
      #expect(error <= tolerance, "\(row.name): \(value), SciPy \(row.expected)")
    }
  }

  /// Near a finite end the argument's own last bit is worth as much, and SciPy's upper tail of zipf
  /// is 1 less the lower one.
  static func rounding(_ row: Row, _ word: String) -> Double {
    let isBounded = ["uniform", "loguniform", "pareto", "zipf"].contains(word)
    return isBounded && (row.what == "cdf" || row.what == "survival") ? 0x1p-53 : 0
  }

  static func value(_ row: Row) -> Double {
    switch row.what {
    case "mean": row.law.mean
    case "variance": row.law.variance
    case "cdf": row.law.cdf(row.argument)
    case "survival": row.law.survival(row.argument)
    case "quantile": row.law.quantile(row.argument)
    default: row.law.upperQuantile(row.argument)
    }
  }
}
