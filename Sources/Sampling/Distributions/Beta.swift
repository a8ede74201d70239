/// A share between 0 and 1.
///
/// `{mean, sd}` states the same law by its moments.
///
/// - Support: 0…1; shapes below 0.05 give shares that no double keeps apart from 0 or 1.
/// - Draws: the part of a gamma value on the lane "a" in its sum with one on the lane "b".
/// - Oracle: `scipy.stats.beta(a, b)`; extreme shapes by mpmath.
package struct Beta: Law {
  package static let word = "beta"
  package static let summary = "A share between 0 and 1; its mean is a / (a + b)."
  package static let isDiscrete = false
  package static let mayHaveUnit = false
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("a", .positive, "First shape; above 0, larger moves shares towards 1."),
      LawParameter("b", .positive, "Second shape; above 0, larger moves shares towards 0.")),
    LawForm(
      LawParameter("mean", .openFraction, "Mean share; above 0, below 1."),
      LawParameter("sd", .positive, "Standard deviation; above 0, below √(mean (1 - mean)).")),
  ]

  let a: Double
  let b: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    guard form == 1 else {
      (a, b) = (parameters[0], parameters[1])
      return
    }
    let (mean, sd) = (parameters[0], parameters[1])
    // What a + b is: mean (1 - mean) / sd² - 1.
    let room = mean / sd * ((1 - mean) / sd) - 1
    (a, b) = (mean * room, (1 - mean) * room)
    guard a > 0, b > 0, a.isFinite, b.isFinite else {
      let most = (mean * (1 - mean)).squareRoot()
      throw LawProblem(
        parameter: 1, "'sd' cannot be \(Self.written(sd)) beside a 'mean' of \(mean)",
        expected: "a number above 0 and below \(most)")
    }
  }

  package var mean: Double { 1 / (1 + b / a) }

  package var variance: Double {
    mean / (1 + a / b) / (a + b + 1)
  }

  package var support: ClosedRange<Double> { 0...1 }
  package var drawnRange: ClosedRange<Double> { 0...1 }

  package func cdf(_ x: Double) -> Double { ratios(x).lower }
  package func survival(_ x: Double) -> Double { ratios(x).upper }

  private func ratios(_ x: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    return x >= 1 ? (1, 0) : Elementary.betaRatios(a, b, x, 1 - x)
  }

  package func quantile(_ p: Double) -> Double { share(p, 1 - p) }
  package func upperQuantile(_ q: Double) -> Double { share(1 - q, q) }

  private func share(_ p: Double, _ q: Double) -> Double {
    part(of: Elementary.inverseBetaOdds(a, b, p, complement: q))
  }

  @inline(__always) private func part(of odds: Double) -> Double {
    odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds)
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    let (left, right) = (stream.lane("a"), stream.lane("b"))
    let (x, y) = (Gamma.raised(a).draw(left, row), Gamma.raised(b).draw(right, row))
    return part(of: odds(x / y, left, right, row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    let (left, right) = (stream.lane("a"), stream.lane("b"))
    let below = Gamma.raised(b).draws(right, rows)
    var out = Gamma.raised(a).draws(left, rows)
    for i in out.indices { out[i] = part(of: odds(out[i] / below[i], left, right, rows[i])) }
    return out
  }

  @inline(__always) private func odds(
    _ ratio: Double, _ left: StreamKey, _ right: StreamKey, _ row: UInt64
  ) -> Double {
    if a >= 1, b >= 1 { return ratio }
    let shift = Gamma.logScale(a, left, row) - Gamma.logScale(b, right, row)
    return ratio * Elementary.exp(shift)
  }
}
