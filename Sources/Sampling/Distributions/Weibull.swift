/// A waiting time whose hazard rate rises (shape above 1) or falls with age.
///
/// - Support: 0 and above.
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.weibull_min(shape, scale=scale)`; the moments by mpmath.
package struct Weibull: Law {
  package static let word = "weibull"
  package static let summary = "A waiting time whose hazard rate rises or falls with age."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter(
        "shape", .positive, "Shape; above 0, below 1 the hazard falls, above 1 it rises."),
      LawParameter("scale", .positive, default: 1, "What 63.2 % of values lie below; above 0.")),
    LawForm(
      LawParameter("median", .positive, "The value half of all lie below; greater than 0."),
      LawParameter("p90", .positive, "The value nine in ten lie below; above `median`.")),
  ]

  let shape: Double
  let scale: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    if form == 0 {
      (shape, scale) = (parameters[0], parameters[1])
      return
    }
    let (median, ninth) = (parameters[0], parameters[1])
    guard median < ninth else { throw Self.notAboveMedian(parameters) }
    // The cumulative hazards there are log 2 and log 10.
    shape =
      Elementary.log(Elementary.log(10) / Elementary.log(2))
      / Elementary.logRatio(ninth, median)
    scale = median * Elementary.pow(Elementary.log(2), -1 / shape)
    guard scale.isFinite else {
      throw LawProblem(
        parameter: 1, "'p90' and 'median' lie too far apart",
        expected: "a 'p90' nearer to 'median'")
    }
  }

  package var mean: Double { scale * Elementary.exp(Elementary.logGamma(1 + 1 / shape)) }

  package var variance: Double {
    let step = 1 / shape
    let first = Elementary.logGamma(1 + step)
    let excess = Elementary.logGammaExcess(step)
    return scale * Elementary.exp(2 * first) * Elementary.expm1(excess) * scale
  }

  package var support: ClosedRange<Double> { 0...Double.infinity }
  package var drawnRange: ClosedRange<Double> {
    drawn(StreamKey.unitRange.lowerBound)...drawn(StreamKey.unitRange.upperBound)
  }

  /// The cumulative hazard.
  private func hazard(_ x: Double) -> Double { Elementary.pow(x / scale, shape) }

  package func cdf(_ x: Double) -> Double { x > 0 ? -Elementary.expm1(-hazard(x)) : 0 }
  package func survival(_ x: Double) -> Double { x > 0 ? Elementary.exp(-hazard(x)) : 1 }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? scale * Elementary.pow(-Elementary.log1p(-p), 1 / shape) : .nan
  }

  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? scale * Elementary.pow(0 - Elementary.log(q), 1 / shape) : .nan
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    drawn(stream.uniform(at: row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    guard 37 / shape < 699 else { return rows.map { draw(stream, $0) } }
    var out = Kernels.exponentials(stream, rows, scale: 1)
    for i in out.indices { out[i] = Elementary.log(out[i]) / shape }
    Kernels.exponentiate(&out)
    for i in out.indices { out[i] = min(scale * out[i], .greatestFiniteMagnitude) }
    return out
  }

  @inline(__always) private func drawn(_ u: Double) -> Double {
    let hazard = -Elementary.log(1 - u)
    let value = scale * Elementary.exp(Elementary.log(hazard) / shape)
    return min(value, .greatestFiniteMagnitude)
  }
}
