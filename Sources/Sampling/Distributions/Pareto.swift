/// A power-law tail above a minimum.
///
/// The chance of more than x is (scale / x)^shape for x above `scale`; the mean is infinite for
/// shapes up to 1, the variance up to 2.
///
/// - Support: `scale` and above.
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.pareto(shape, scale=scale)`. NumPy's `pareto` is this less one.
package struct Pareto: Law {
  package static let word = "pareto"
  package static let summary = "A power-law tail above a minimum: few large values hold most."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter("shape", .positive, "Exponent of the tail; greater than 0, smaller is heavier."),
      LawParameter("scale", .positive, default: 1, "Smallest value; greater than 0."))
  ]

  let shape: Double
  let scale: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    shape = parameters[0]
    scale = parameters[1]
  }

  package var mean: Double { shape > 1 ? shape * scale / (shape - 1) : .infinity }

  package var variance: Double {
    guard shape > 2 else { return .infinity }
    let ratio = scale / (shape - 1)
    return ratio * ratio * shape / (shape - 2)
  }

  package var support: ClosedRange<Double> { scale...Double.infinity }
  package var drawnRange: ClosedRange<Double> {
    scale...max(scale, min(upperQuantile(0x1p-53), .greatestFiniteMagnitude))
  }

  package func cdf(_ x: Double) -> Double {
    x > scale ? -Elementary.expm1(-shape * Elementary.log(x / scale)) : 0
  }

  package func survival(_ x: Double) -> Double {
    x > scale ? Elementary.exp(-shape * Elementary.log(x / scale)) : 1
  }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? scale * Elementary.exp(-Elementary.log1p(-p) / shape) : .nan
  }

  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? scale * Elementary.exp(-Elementary.log(q) / shape) : .nan
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    let waiting = 0 - 1 / shape * Elementary.log(1 - stream.uniform(at: row))
    return min(scale * Elementary.exp(waiting), .greatestFiniteMagnitude)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    guard 37 / shape < 699 else { return rows.map { draw(stream, $0) } }
    var out = Kernels.exponentials(stream, rows, scale: 1 / shape)
    Kernels.exponentiate(&out)
    for i in out.indices { out[i] = min(scale * out[i], .greatestFiniteMagnitude) }
    return out
  }
}
