/// One trial: 1 with chance p, else 0.
///
/// - Support: 0 and 1.
/// - Draws: one uniform through the inverse distribution function; monotone. The chance of 1 is
///   off by at most 2^-53.
/// - Oracle: `scipy.stats.bernoulli(p)`.
package struct Bernoulli: Law {
  package static let word = "bernoulli"
  package static let summary = "One trial: 1 with chance p, else 0."
  package static let isDiscrete = true
  package static let forms = [
    LawForm(LawParameter("p", .fraction, "Chance of 1; 0…1."))
  ]

  let p: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    p = parameters[0]
  }

  package var mean: Double { p }
  package var variance: Double { p * (1 - p) }
  package var support: ClosedRange<Double> { (p == 1 ? 1 : 0)...(p == 0 ? 0 : 1) }
  package var drawnRange: ClosedRange<Double> { support }

  package func cdf(_ x: Double) -> Double { x < 0 ? 0 : x < 1 ? 1 - p : 1 }
  package func survival(_ x: Double) -> Double { x < 0 ? 1 : x < 1 ? p : 0 }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return self.p == 1 || p > 1 - self.p ? 1 : 0
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return p == 1 || p > q ? 1 : 0
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    value(stream.uniform(at: row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    var out = stream.uniforms(for: rows)
    for i in out.indices { out[i] = value(out[i]) }
    return out
  }

  /// 1 - u is exact, so that small chances keep their digits.
  @inline(__always) private func value(_ u: Double) -> Double { 1 - u < p ? 1 : 0 }
}
