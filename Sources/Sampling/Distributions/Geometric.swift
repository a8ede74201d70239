/// The number of trials up to and with the first success.
///
/// - Support: 1, 2, 3, …
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.geom(p)`.
package struct Geometric: Law {
  package static let word = "geometric"
  package static let summary = "The number of trials up to and with the first success."
  package static let isDiscrete = true
  package static let forms = [
    LawForm(
      LawParameter(
        "p", .positiveFraction, "Chance of success of each trial; above 0, at most 1."))
  ]

  let p: Double
  /// log(1 - p): the logarithm of the chance to go on.
  private let decay: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    guard parameters[0] >= 0x1p-46 else {
      throw LawProblem(
        parameter: 0, "'p' is too small", expected: "a number from 2^-46 (1.4e-14) to 1")
    }
    p = parameters[0]
    decay = Elementary.log1p(-parameters[0])
  }

  package var mean: Double { 1 / p }
  package var variance: Double { (1 - p) / (p * p) }
  package var support: ClosedRange<Double> { 1...(p == 1 ? 1 : Double.infinity) }
  package var drawnRange: ClosedRange<Double> {
    1...max(1, (Elementary.log(0x1p-53) / decay).rounded(.up))
  }

  package func cdf(_ x: Double) -> Double {
    if x < 1 { return 0 }
    return p == 1 ? 1 : -Elementary.expm1(x.rounded(.down) * decay)
  }

  package func survival(_ x: Double) -> Double {
    if x < 1 { return 1 }
    return p == 1 ? 0 : Elementary.exp(x.rounded(.down) * decay)
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if self.p == 1 || p == 0 { return 1 }
    let k = max(1, (Elementary.log1p(-p) / decay).rounded(.up))
    if k > 1, cdf(k - 1) >= p { return k - 1 }
    return cdf(k) >= p ? k : k + 1
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if p == 1 { return 1 }
    let k = max(1, (Elementary.log(q) / decay).rounded(.up))
    if k > 1, survival(k - 1) <= q { return k - 1 }
    return survival(k) <= q ? k : k + 1
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    if p == 1 { return 1 }
    return max(1, (Elementary.log(1 - stream.uniform(at: row)) / decay).rounded(.up))
  }
}
