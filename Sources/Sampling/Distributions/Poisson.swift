/// The number of events that come independently, given their mean.
///
/// - Support: 0, 1, 2, …
/// - Draws: by inversion below a mean of 10, one uniform; above by transformed rejection (PTRS),
///   attempt `a` on lanes `2 a + 1` and `2 a + 2`.
/// - Oracle: `scipy.stats.poisson(mean)`.
/// - Reference: Hörmann, *The transformed rejection method for generating Poisson random
///   variables* (1993).
package struct Poisson: Law {
  package static let word = "poisson"
  package static let summary = "A number of independent events, given their mean."
  package static let isDiscrete = true
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(LawParameter("mean", .nonNegative, "Mean number of events; 0 or more, up to 2^50."))
  ]

  package let mean: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    guard parameters[0] <= 0x1p50 else {
      throw LawProblem(
        parameter: 0, "'mean' is too large", expected: "a number from 0 to 2^50")
    }
    mean = parameters[0]
  }

  init(mean: Double) {
    precondition(mean >= 0 && mean <= 0x1p52, "a Poisson mean out of range")
    self.mean = mean
  }

  package var variance: Double { mean }
  package var support: ClosedRange<Double> { 0...(mean == 0 ? 0 : Double.infinity) }

  package var drawnRange: ClosedRange<Double> { 0...Poisson.bound(mean) }

  /// The largest draw: what the last uniform gives by inversion; by rejection a bound beyond which
  /// the chance is below 10^-48, to which draws are held.
  static func bound(_ mean: Double) -> Double {
    if mean >= 10 { return (mean + 15 * mean.squareRoot() + 60).rounded(.up) }
    if mean == 0 { return 0 }
    return Poisson(mean: mean).inverted(StreamKey.unitRange.upperBound, Elementary.exp(-mean))
  }

  package func cdf(_ x: Double) -> Double {
    if x == .infinity { return 1 }
    return x < 0 ? 0 : Elementary.regularizedGammaQ(x.rounded(.down) + 1, mean)
  }

  package func survival(_ x: Double) -> Double {
    if x == .infinity { return 0 }
    return x < 0 ? 1 : Elementary.regularizedGammaP(x.rounded(.down) + 1, mean)
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1, mean > 0 else { return p >= 0 && p <= 1 ? 0 : .nan }
    if p == 1 { return .infinity }
    return QuantileSearch.smallest(in: wide, near: guess(Elementary.normalQuantile(p))) {
      cdf($0) >= p
    }
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1, mean > 0 else { return q >= 0 && q <= 1 ? 0 : .nan }
    if q == 0 { return .infinity }
    return QuantileSearch.smallest(in: wide, near: guess(-Elementary.normalQuantile(q))) {
      survival($0) <= q
    }
  }

  /// A range that holds every quantile a Double can ask for.
  private var wide: ClosedRange<Double> { 0...(2 * mean + 60 * mean.squareRoot() + 2000).rounded() }

  private func guess(_ z: Double) -> Double {
    guard z.isFinite else { return 0 }
    return mean + mean.squareRoot() * z + (z * z - 1) / 6
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    if mean == 0 { return 0 }
    if mean < 10 { return inverted(stream.uniform(at: row), Elementary.exp(-mean)) }
    return Hat(mean).draw(stream, row)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    if mean == 0 { return [Double](repeating: 0, count: rows.count) }
    if mean < 10 {
      let first = Elementary.exp(-mean)
      return stream.uniforms(for: rows).map { inverted($0, first) }
    }
    return Hat(mean).draws(stream, rows)
  }

  /// Search from 0 upwards; `first` is the chance of 0. Ends at the latest where the terms no
  /// longer move the sum.
  @inline(__always) private func inverted(_ u: Double, _ first: Double) -> Double {
    var (k, term, sum) = (0.0, first, first)
    while u > sum, term > 0x1p-64 {
      k += 1
      term *= mean / k
      sum += term
    }
    return k
  }

  /// The constants of the method for one mean of 10 or more.
  private struct Hat: RejectionHat {
    let mean: Double
    let b: Double
    let a: Double
    let inverseAlpha: Double
    let limit: Double
    let bound: Double

    init(_ mean: Double) {
      self.mean = mean
      b = 0.931 + 2.53 * mean.squareRoot()
      a = -0.059 + 0.02483 * b
      inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
      limit = 0.9277 - 3.6224 / (b - 2)
      bound = Poisson.bound(mean)
    }

    @inline(__always) func accepted(_ uniform: Double, _ v: Double) -> Double? {
      let u = uniform - 0.5
      let us = 0.5 - u.magnitude
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07, v <= limit { return k }
      guard k >= 0, us >= 0.013 || v <= us, k <= bound else { return nil }
      return v * inverseAlpha / (a / (us * us) + b) <= Elementary.poissonTerm(k, mean) ? k : nil
    }
  }
}
