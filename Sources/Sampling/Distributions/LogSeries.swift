/// How many of a kind are met, such as items of one species in a catch: most once, few often.
///
/// The chance of k is proportional to p^k / k.
///
/// - Support: 1, 2, 3, …
/// - Draws: two uniforms, on lanes 1 and 2, none rejected.
/// - Oracle: `scipy.stats.logser(p)`; tails by mpmath.
/// - Reference: Kemp, *Efficient generation of logarithmically distributed pseudo-random
///   variables* (1981).
package struct LogSeries: Law {
  package static let word = "log_series"
  package static let summary = "A count of 1 or more, its chance proportional to p^k / k."
  package static let isDiscrete = true
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("p", .openFraction, "Ratio of the terms; above 0, below 1, larger is longer."))
  ]

  let p: Double
  /// log(1 - p).
  private let logRest: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    p = parameters[0]
    guard 1 - p >= 0x1p-47 else {
      throw LawProblem(
        parameter: 0, "'p' is too near 1", expected: "a number above 0 and up to 1 - 2^-47")
    }
    logRest = Elementary.log1p(-p)
  }

  package var mean: Double { p / (1 - p) / -logRest }

  package var variance: Double {
    let rest = (1 - p) * logRest
    return -p * Elementary.log1pMinus(-p) / (rest * rest)
  }

  package var support: ClosedRange<Double> { 1...Double.infinity }
  package var drawnRange: ClosedRange<Double> {
    1...max(1, value(StreamKey.unitRange.lowerBound, StreamKey.unitRange.upperBound))
  }

  package func cdf(_ x: Double) -> Double { ratios(x).lower }
  package func survival(_ x: Double) -> Double { ratios(x).upper }

  private func ratios(_ x: Double) -> (lower: Double, upper: Double) {
    if x < 1 { return (0, 1) }
    if x == .infinity { return (1, 0) }
    let k = x.rounded(.down)
    if (k + 3) * (1 - p) >= 1 {
      // The terms from k + 1 on are an incomplete beta function with b = 0.
      let denominator = Elementary.betaDenominator(k + 1, 0, p, 1 - p)
      let upper = Elementary.pow(p, k + 1) / denominator / -logRest
      return (1 - upper, upper)
    }
    let lower = min(1, (k <= 100 ? terms(k) : harmonic(k) - missing(k)) / -logRest)
    return (lower, 1 - lower)
  }

  /// The sum of p^j / j up to k.
  private func terms(_ k: Double) -> Double {
    var (power, sum, j) = (p, p, 1.0)
    while j < k {
      j += 1
      power *= p
      sum += power / j
    }
    return sum
  }

  /// 1 + 1/2 + … + 1/k for k above 100.
  private func harmonic(_ k: Double) -> Double {
    let square = k * k
    return Elementary.log(k) + 0x1.2788cfc6fb619p-1 + 0.5 / k
      - (1 / 12.0 - (1 / 120.0) / square) / square
  }

  /// What the terms up to k lack of that for p below 1: the integral of (1 - t^k) / (1 - t) from
  /// p to 1, over which the integrand hardly bends.
  private func missing(_ k: Double) -> Double {
    let half = 0.5 * (1 - p)
    return Quadrature.panel(middle: half, half: half) { v in
      -Elementary.expm1(k * Elementary.log1p(-v)) / v
    }
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 1 { return .infinity }
    return QuantileSearch.smallest(in: 1...0x1p62, near: 1) { cdf($0) >= p }
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if q == 0 { return .infinity }
    return QuantileSearch.smallest(in: 1...0x1p62, near: 1) { survival($0) <= q }
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    value(stream.lane(1).uniform(at: row), stream.lane(2).uniform(at: row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    let second = stream.lane(2).uniforms(for: rows)
    var out = stream.lane(1).uniforms(for: rows)
    for i in out.indices { out[i] = value(out[i], second[i]) }
    return out
  }

  /// A geometric number whose chance to go on, q, is itself drawn.
  @inline(__always) private func value(_ u: Double, _ v: Double) -> Double {
    if u >= p { return 1 }
    let rest = Elementary.exp(logRest * v)
    if u >= 1 - rest { return 1 }
    return 1 + (Elementary.log(u) / Elementary.log1p(-rest)).rounded(.down)
  }
}
