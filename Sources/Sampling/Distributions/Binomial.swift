/// The number of successes in n independent trials.
///
/// - Support: 0…n.
/// - Draws: by inversion where n min(p, 1 - p) is below 10, one uniform; otherwise by transformed
///   rejection (BTRS), attempt `a` on lanes `2 a + 1` and `2 a + 2`. Chances above 1/2 are
///   mirrored.
/// - Oracle: `scipy.stats.binom(n, p)`.
/// - Reference: Hörmann, *The generation of binomial random variates* (1993).
package struct Binomial: BoundedCounts {
  package static let word = "binomial"
  package static let summary = "The number of successes in n independent trials."
  package static let isDiscrete = true
  package static let hasQuantileFormula = false
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

  package init(n: Double, p: Double) {
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

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    if n == 0 || p == 0 { return 0 }
    if p == 1 { return n }
    let chance = p > 0.5 ? 1 - p : p
    let k =
      n * chance < 10
      ? inverted(stream.uniform(at: row), chance, first: none(chance))
      : Hat(n, chance).draw(stream, row)
    return p > 0.5 ? n - k : k
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    if n == 0 || p == 0 || p == 1 {
      return [Double](repeating: p == 1 ? n : 0, count: rows.count)
    }
    let chance = p > 0.5 ? 1 - p : p
    var out: [Double]
    if n * chance < 10 {
      let first = none(chance)
      out = stream.uniforms(for: rows).map { inverted($0, chance, first: first) }
    } else {
      out = Hat(n, chance).draws(stream, rows)
    }
    if p > 0.5 { for i in out.indices { out[i] = n - out[i] } }
    return out
  }

  /// The chance of no success.
  private func none(_ p: Double) -> Double { Elementary.exp(n * Elementary.log1p(-p)) }

  /// Search from 0 upwards, at the latest to where the terms no longer move the sum.
  @inline(__always) private func inverted(_ u: Double, _ p: Double, first: Double) -> Double {
    let odds = p / (1 - p)
    var (k, term, sum) = (0.0, first, first)
    while u > sum, k < n, term > 0x1p-64 {
      term *= odds * (n - k) / (k + 1)
      k += 1
      sum += term
    }
    return k
  }

  /// The constants of the method for one n and a chance of at most 1/2.
  private struct Hat: RejectionHat {
    let n: Double
    let p: Double
    let b: Double
    let a: Double
    let limit: Double
    /// alpha times the chance of the mode.
    let height: Double

    init(_ n: Double, _ p: Double) {
      self.n = n
      self.p = p
      let deviation = (n * p * (1 - p)).squareRoot()
      b = 1.15 + 2.53 * deviation
      a = -0.0873 + 0.0248 * b + 0.01 * p
      limit = 0.92 - 4.2 / b
      let mode = ((n + 1) * p).rounded(.down)
      height = (2.83 + 5.1 / b) * deviation * Elementary.binomialTerm(mode, n, p, 1 - p)
    }

    @inline(__always) func accepted(_ uniform: Double, _ v: Double) -> Double? {
      let u = uniform - 0.5
      let us = 0.5 - u.magnitude
      let k = ((2 * a / us + b) * u + (n * p + 0.5)).rounded(.down)
      guard k >= 0, k <= n else { return nil }
      if us >= 0.07, v <= limit { return k }
      let term = Elementary.binomialTerm(k, n, p, 1 - p)
      return v * height / (a / (us * us) + b) <= term ? k : nil
    }
  }
}
