/// A count with more spread than Poisson: a Poisson number whose mean is itself gamma.
///
/// `{mean, shape}` gives the variance mean + mean² / shape; `{n, p}` counts the failures before
/// the n-th success, n any number above 0.
///
/// - Support: 0, 1, 2, …
/// - Draws: a gamma mean on the lane "mean", then Poisson on the lane "count".
/// - Oracle: `scipy.stats.nbinom(shape, shape / (shape + mean))`.
package struct NegativeBinomial: Law {
  package static let word = "negative_binomial"
  package static let summary = "A count with more spread than Poisson, by mean and shape."
  package static let isDiscrete = true
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("mean", .nonNegative, "Mean count; 0 or more."),
      LawParameter("shape", .positive, "Shape; above 0, the variance is mean + mean² / shape.")),
    LawForm(
      LawParameter("n", .positive, "Number of successes to wait for; greater than 0."),
      LawParameter("p", .positiveFraction, "Chance of success; above 0, at most 1.")),
    LawForm(
      LawParameter("mean", .positive, "Mean count; greater than 0."),
      LawParameter("sd", .positive, "Standard deviation; above √mean, what Poisson has.")),
  ]

  package let mean: Double
  let shape: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    if form == 0 {
      (mean, shape) = (parameters[0], parameters[1])
    } else if form == 2 {
      mean = parameters[0]
      let excess = parameters[1] * (parameters[1] / mean) - 1
      shape = mean / excess
      guard excess > 0, shape.isFinite else {
        throw LawProblem(
          parameter: 1, "'sd' must be more than the root of 'mean'",
          expected: "a number above \(Self.written(mean.squareRoot()))")
      }
    } else {
      shape = parameters[0]
      mean = parameters[0] * (1 - parameters[1]) / parameters[1]
    }
    guard Poisson.bound(longest) <= 0x1p52 else {
      throw LawProblem(
        parameter: form % 2,
        "'\(Self.forms[form].parameters[form % 2].name)' gives counts above 2^52",
        expected: "parameters whose counts stay below 2^52")
    }
  }

  private var heterogeneity: Gamma { Gamma(shape: shape, scale: mean / shape) }
  /// The largest mean the gamma lane can give.
  private var longest: Double { mean == 0 ? 0 : heterogeneity.drawnRange.upperBound }

  /// The chance of a success and of a failure.
  private var success: Double { shape / (shape + mean) }
  private var failure: Double { mean / (shape + mean) }

  package var variance: Double { mean + mean * mean / shape }
  package var support: ClosedRange<Double> { 0...(mean == 0 ? 0 : Double.infinity) }
  package var drawnRange: ClosedRange<Double> { 0...Poisson.bound(longest) }

  package func cdf(_ x: Double) -> Double { ratios(x).lower }
  package func survival(_ x: Double) -> Double { ratios(x).upper }

  private func ratios(_ x: Double) -> (lower: Double, upper: Double) {
    if x < 0 { return (0, 1) }
    if mean == 0 || x == .infinity { return (1, 0) }
    return Elementary.betaRatios(shape, x.rounded(.down) + 1, success, failure)
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1, mean > 0 else { return p >= 0 && p <= 1 ? 0 : .nan }
    if p == 1 { return .infinity }
    let start = heterogeneity.quantile(p)
    return QuantileSearch.smallest(in: 0...0x1p53, near: start) { cdf($0) >= p }
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1, mean > 0 else { return q >= 0 && q <= 1 ? 0 : .nan }
    if q == 0 { return .infinity }
    let start = heterogeneity.upperQuantile(q)
    return QuantileSearch.smallest(in: 0...0x1p53, near: start) { survival($0) <= q }
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    if mean == 0 { return 0 }
    let rate = heterogeneity.draw(stream.lane("mean"), row)
    return Poisson(mean: rate).draw(stream.lane("count"), row)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    if mean == 0 { return [Double](repeating: 0, count: rows.count) }
    let count = stream.lane("count")
    var out = heterogeneity.draws(stream.lane("mean"), rows)
    for i in out.indices { out[i] = Poisson(mean: out[i]).draw(count, rows[i]) }
    return out
  }
}
