/// The number of successes in n independent trials.
///
/// - Support: 0…n.
/// - Draws: by inversion where n min(p, 1 - p) is below 10, one uniform; otherwise by transformed
///   rejection (BTRS), attempt `a` on lanes `2 a + 1` and `2 a + 2`. Chances above 1/2 are mirrored.
/// - Oracle: `scipy.stats.binom(n, p)`.
/// - Reference: Hörmann, *The generation of binomial random variates* (1993).
package struct Binomial: Law {
  package static let word = "binomial"
  package static let summary = "The number of successes in n independent trials."
  package static let isDiscrete = true
  package static let forms = [
    LawForm(
      LawParameter("n", .count, "Number of trials; a whole number, 0 or more."),
      LawParameter("p", .fraction, "Chance of success of each trial; 0…1."))
  ]

  let n: Double
  let p: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    self.init(n: parameters[0], p: parameters[1])
  }

  init(n: Double, p: Double) {
    self.n = n
    self.p = p
  }

  package var mean: Double { n * p }
  package var variance: Double { n * p * (1 - p) }
  package var support: ClosedRange<Double> { (p == 1 ? n : 0)...(p == 0 ? 0 : n) }
  package var drawnRange: ClosedRange<Double> { support }

  package func cdf(_ x: Double) -> Double { ratios(x).lower }
  package func survival(_ x: Double) -> Double { ratios(x).upper }

  private func ratios(_ x: Double) -> (lower: Double, upper: Double) {
    let k = x.rounded(.down)
    if k < support.lowerBound { return (0, 1) }
    if k >= support.upperBound { return (1, 0) }
    let (above, below) = Elementary.betaRatios(k + 1, n - k, p, 1 - p)
    return (below, above)
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return QuantileSearch.smallest(in: support, near: guess(Elementary.normalQuantile(p))) {
      cdf($0) >= p
    }
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return QuantileSearch.smallest(in: support, near: guess(-Elementary.normalQuantile(q))) {
      survival($0) <= q
    }
  }

  private func guess(_ z: Double) -> Double {
    z.isFinite ? mean + variance.squareRoot() * z : z < 0 ? 0 : n
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    if n == 0 || p == 0 { return 0 }
    if p == 1 { return n }
    let isMirrored = p > 0.5
    let chance = isMirrored ? 1 - p : p
    let k =
      n * chance < 10
      ? inverted(stream.uniform(at: row), chance) : rejection(stream, row, chance)
    return isMirrored ? n - k : k
  }

  /// Search from 0 upwards.
  private func inverted(_ u: Double, _ p: Double) -> Double {
    let odds = p / (1 - p)
    var term = Elementary.exp(n * Elementary.log1p(-p))
    var (k, sum) = (0.0, term)
    while u > sum, k < n, k < 200 {
      term *= odds * (n - k) / (k + 1)
      k += 1
      sum += term
    }
    return k
  }

  private func rejection(_ stream: StreamKey, _ row: UInt64, _ p: Double) -> Double {
    let deviation = (n * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let centre = n * p + 0.5
    let limit = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * deviation
    let mode = ((n + 1) * p).rounded(.down)
    var modeTerm = 0.0
    var attempt: UInt64 = 0
    while true {
      let u = stream.lane(2 * attempt + 1).uniform(at: row) - 0.5
      let v = stream.lane(2 * attempt + 2).uniform(at: row)
      attempt += 1
      let us = 0.5 - u.magnitude
      let k = ((2 * a / us + b) * u + centre).rounded(.down)
      guard k >= 0, k <= n else { continue }
      if us >= 0.07, v <= limit { return k }
      if modeTerm == 0 { modeTerm = Elementary.binomialTerm(mode, n, p, 1 - p) }
      let term = Elementary.binomialTerm(k, n, p, 1 - p)
      if v * alpha / (a / (us * us) + b) * modeTerm <= term { return k }
    }
  }
}
