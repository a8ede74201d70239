/// A rank in 1…n whose chance falls with a power of the rank.
///
/// - Support: 1…n.
/// - Draws: rejection-inversion, attempt `a` on lane `a + 1`.
/// - Oracle: `scipy.stats.zipfian(exponent, n)`.
/// - Reference: Hörmann and Derflinger, *Rejection-inversion to generate variates from monotone
///   discrete distributions* (1996).
package struct Zipf: Law {
  package static let word = "zipf"
  package static let summary = "A rank in 1…n, its chance proportional to 1 / rank^exponent."
  package static let isDiscrete = true
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("exponent", .nonNegative, "Power of the rank; 0 or more, 0 is uniform."),
      LawParameter("n", .positiveCount, "Number of ranks; a whole number, 1 or more."))
  ]

  let exponent: Double
  let n: Double
  private let start: Double
  private let end: Double
  private let squeeze: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    guard parameters[0] <= 500 else {
      throw LawProblem(
        parameter: 0, "'exponent' is too large", expected: "a number above 0 and up to 500")
    }
    exponent = parameters[0]
    n = parameters[1]
    start = Zipf.integral(1.5, exponent) - 1
    end = Zipf.integral(n + 0.5, exponent)
    let edge = Zipf.integral(2.5, exponent) - Elementary.pow(2, -exponent)
    squeeze = 2 - Zipf.inverseIntegral(edge, exponent)
  }

  /// The sum of ranks^-power over `first`…`last`.
  ///
  /// Term by term up to 40, then by Euler and Maclaurin's formula.
  static func sum(_ first: Double, _ last: Double, power: Double) -> Double {
    guard first <= last else { return 0 }
    var (total, k) = (0.0, first)
    while k <= last, k < 40 {
      total += Elementary.pow(k, -power)
      k += 1
    }
    guard k <= last else { return total }
    let (low, high) = (Elementary.pow(k, -power), Elementary.pow(last, -power))
    let third = power * (power + 1) * (power + 2)
    let fifth = third * (power + 3) * (power + 4)
    let seventh = fifth * (power + 5) * (power + 6)
    func corrections(_ x: Double, _ term: Double) -> Double {
      let square = x * x
      let inner = third / 720 - (fifth / 30240 - seventh / 1_209_600 / square) / square
      return term / x * (power / 12 - inner / square)
    }
    return total + (integral(last, power) - integral(k, power)) + 0.5 * (low + high)
      + (corrections(k, low) - corrections(last, high))
  }

  private var weightSum: Double { Zipf.sum(1, n, power: exponent) }

  package var mean: Double { Zipf.sum(1, n, power: exponent - 1) / weightSum }

  package var variance: Double {
    let total = weightSum
    let first = Zipf.sum(1, n, power: exponent - 1) / total
    return max(0, Zipf.sum(1, n, power: exponent - 2) / total - first * first)
  }

  package var support: ClosedRange<Double> { 1...n }
  package var drawnRange: ClosedRange<Double> { 1...n }

  package func cdf(_ x: Double) -> Double {
    if x < 1 { return 0 }
    return x >= n ? 1 : Zipf.sum(1, x.rounded(.down), power: exponent) / weightSum
  }

  package func survival(_ x: Double) -> Double {
    if x < 1 { return 1 }
    return x >= n ? 0 : Zipf.sum(x.rounded(.down) + 1, n, power: exponent) / weightSum
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let total = weightSum
    return QuantileSearch.smallest(in: 1...n, near: guess(p)) {
      $0 >= n || Zipf.sum(1, $0, power: exponent) / total >= p
    }
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    let total = weightSum
    return QuantileSearch.smallest(in: 1...n, near: guess(1 - q)) {
      Zipf.sum($0 + 1, n, power: exponent) / total <= q
    }
  }

  private func guess(_ p: Double) -> Double {
    Zipf.inverseIntegral(start + p * (end - start), exponent).rounded()
  }

  /// The integral of x^-power from 1 to x.
  private static func integral(_ x: Double, _ power: Double) -> Double {
    let logarithm = Elementary.log(x)
    let t = (1 - power) * logarithm
    return t.magnitude < 1e-8 ? logarithm * (1 + 0.5 * t) : Elementary.expm1(t) / (1 - power)
  }

  private static func inverseIntegral(_ y: Double, _ power: Double) -> Double {
    let t = max(-1, y * (1 - power))
    if t.magnitude < 1e-8 { return Elementary.exp(y * (1 - 0.5 * t)) }
    return Elementary.exp(Elementary.log1p(t) / (1 - power))
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    var attempt: UInt64 = 0
    while true {
      attempt += 1
      let u = end + stream.lane(attempt).uniform(at: row) * (start - end)
      if let k = accepted(u) { return k }
    }
  }

  @inline(__always) private func accepted(_ u: Double) -> Double? {
    let x = Zipf.inverseIntegral(u, exponent)
    let k = min(max((x + 0.5).rounded(.down), 1), n)
    if k - x <= squeeze { return k }
    let isUnder = u >= Zipf.integral(k + 0.5, exponent) - Elementary.pow(k, -exponent)
    return isUnder ? k : nil
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    var out = stream.lane(1).uniforms(for: rows)
    for i in out.indices {
      out[i] = accepted(end + out[i] * (start - end)) ?? draw(stream, rows[i])
    }
    return out
  }
}
