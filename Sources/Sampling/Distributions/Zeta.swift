/// A rank without end whose chance falls with a power of the rank: Zipf's law over all ranks.
///
/// The mean is infinite for exponents up to 2, the variance up to 3. Draws above 2^53 are whole,
/// but not every whole number can be one.
///
/// - Support: 1, 2, 3, …
/// - Draws: rejection-inversion, attempt `a` on lane `a + 1`.
/// - Oracle: `scipy.stats.zipf(exponent)`; tails by mpmath.
/// - Reference: Hörmann and Derflinger, *Rejection-inversion to generate variates from monotone
///   discrete distributions* (1996).
package struct Zeta: Law {
  package static let word = "zeta"
  package static let summary = "A rank without end, its chance proportional to 1 / rank^exponent."
  package static let isDiscrete = true
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(LawParameter("exponent", .positive, "Power of the rank; above 1, up to 500."))
  ]

  let exponent: Double
  /// exponent - 1.
  private let decay: Double
  private let first: Double
  private let squeeze: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    exponent = parameters[0]
    guard exponent > 1, exponent <= 500 else {
      throw LawProblem(
        parameter: 0, "'exponent' cannot be \(Self.written(exponent))",
        expected: "a number above 1 and up to 500")
    }
    decay = exponent - 1
    first = 1 + Zeta.tail(1.5, decay)
    let edge = Zeta.tail(2.5, decay) + Elementary.pow(2, -exponent)
    squeeze = 2 - Zeta.inverseTail(edge, decay)
  }

  /// The integral of x^-(1 + decay) from x on.
  private static func tail(_ x: Double, _ decay: Double) -> Double {
    Elementary.exp(-decay * Elementary.log(x)) / decay
  }

  private static func inverseTail(_ w: Double, _ decay: Double) -> Double {
    Elementary.exp(-Elementary.log(w * decay) / decay)
  }

  private var weightSum: Double { Elementary.zeta(exponent) }

  package var mean: Double {
    exponent > 2 ? Elementary.zeta(exponent - 1) / weightSum : .infinity
  }

  package var variance: Double {
    guard exponent > 3 else { return .infinity }
    // Moments of rank - 1, sums of small numbers where the exponent is large.
    let total = weightSum
    let (a, b) = (excess(exponent - 1), excess(exponent - 2))
    let mean = (a - excess(exponent)) / total
    return (b - 2 * a + excess(exponent)) / total - mean * mean
  }

  /// ζ(s) - 1.
  private func excess(_ s: Double) -> Double { Elementary.zeta(s, from: 2) }

  package var support: ClosedRange<Double> { 1...Double.infinity }
  package var drawnRange: ClosedRange<Double> {
    let least = StreamKey.unitRange.lowerBound * first
    return 1...min(Zeta.inverseTail(least, decay).rounded(.up), .greatestFiniteMagnitude)
  }

  package func cdf(_ x: Double) -> Double {
    if x < 1 { return 0 }
    let upper = survival(x)
    if upper < 0.5 { return 1 - upper }
    return Zipf.sum(1, x.rounded(.down), power: exponent) / weightSum
  }

  package func survival(_ x: Double) -> Double {
    x < 1 ? 1 : Elementary.zeta(exponent, from: x.rounded(.down) + 1) / weightSum
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 1 { return .infinity }
    return QuantileSearch.smallest(in: 1...0x1p1000, near: guess(1 - p)) { cdf($0) >= p }
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if q == 0 { return .infinity }
    return QuantileSearch.smallest(in: 1...0x1p1000, near: guess(q)) { survival($0) <= q }
  }

  private func guess(_ q: Double) -> Double {
    min(Zeta.inverseTail(q * weightSum, decay), 0x1p1000).rounded()
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    var attempt: UInt64 = 0
    while true {
      attempt += 1
      if let k = accepted(stream.lane(attempt).uniform(at: row) * first) { return k }
    }
  }

  @inline(__always) private func accepted(_ w: Double) -> Double? {
    let x = Zeta.inverseTail(w, decay)
    let k = min(max((x + 0.5).rounded(.down), 1), .greatestFiniteMagnitude)
    if k - x <= squeeze { return k }
    return w <= Zeta.tail(k + 0.5, decay) + Elementary.pow(k, -exponent) ? k : nil
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    var out = stream.lane(1).uniforms(for: rows)
    for i in out.indices { out[i] = accepted(out[i] * first) ?? draw(stream, rows[i]) }
    return out
  }
}
