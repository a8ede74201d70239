/// The waiting time of events that come at a constant rate.
///
/// - Support: 0 and above.
/// - Units: `scale` is the mean, not the rate.
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.expon(scale=scale)`.
package struct Exponential: Law {
  package static let word = "exponential"
  package static let summary = "The waiting time of events that come at a constant rate."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(LawParameter("scale", .positive, "Mean waiting time, not the rate; greater than 0."))
  ]

  let scale: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    scale = parameters[0]
  }

  package var mean: Double { scale }
  package var variance: Double { scale * scale }
  package var support: ClosedRange<Double> { 0...Double.infinity }
  package var drawnRange: ClosedRange<Double> {
    0...min(scale * 36.75, .greatestFiniteMagnitude)
  }

  package func cdf(_ x: Double) -> Double { x > 0 ? -Elementary.expm1(-x / scale) : 0 }
  package func survival(_ x: Double) -> Double { x > 0 ? Elementary.exp(-x / scale) : 1 }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? -scale * Elementary.log1p(-p) : .nan
  }

  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? -scale * Elementary.log(q) : .nan
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    0 - scale * Elementary.log(1 - stream.uniform(at: row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    Kernels.exponentials(stream, rows, scale: scale)
  }

  /// Start, width and probability of the part from `interval` on: the law has no memory, so the
  /// part is a shifted law cut above.
  private func cut(to interval: ClosedRange<Double>) -> (low: Double, high: Double, mass: Double)? {
    let low = max(interval.lowerBound, 0)
    guard low < interval.upperBound else { return nil }
    let mass = -Elementary.expm1((low - interval.upperBound) / scale)
    return mass > 0 ? (low, interval.upperBound, mass) : nil
  }

  package func canBeCut(to interval: ClosedRange<Double>) -> Bool { cut(to: interval) != nil }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>
  ) -> Double {
    guard let (low, high, mass) = cut(to: interval) else { return .nan }
    let u = stream.uniform(at: row)
    return min(low - scale * Elementary.log1p(-u * mass), high)
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard let (low, high, mass) = cut(to: interval) else {
      return [Double](repeating: .nan, count: rows.count)
    }
    return stream.uniforms(for: rows).map {
      min(low - scale * Elementary.log1p(-$0 * mass), high)
    }
  }
}
