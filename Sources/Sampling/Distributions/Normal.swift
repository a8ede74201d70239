/// The bell curve.
///
/// - Support: all numbers; draws lie within 8.21 standard deviations of the mean.
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.norm(mean, sd)`.
package struct Normal: Law {
  package static let word = "normal"
  package static let summary = "The bell curve around a mean."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter("mean", .any, "Mean of the values; any number."),
      LawParameter("sd", .positive, "Standard deviation; greater than 0.")),
    LawForm(
      LawParameter("median", .any, "The value half of all lie below; any number."),
      LawParameter("p90", .any, "The value nine in ten lie below; above `median`.")),
  ]

  package let mean: Double
  let sd: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    mean = parameters[0]
    if form == 0 {
      sd = parameters[1]
      return
    }
    sd = (parameters[1] - mean) / Normal.ninth
    guard sd > 0, sd.isFinite else { throw Self.notAboveMedian(parameters) }
  }

  package var variance: Double { sd * sd }
  package var support: ClosedRange<Double> { -Double.infinity...Double.infinity }

  package var drawnRange: ClosedRange<Double> {
    let (reach, most) = (Normal.farthest * sd, Double.greatestFiniteMagnitude)
    return max(mean - reach, -most)...min(mean + reach, most)
  }

  /// The standard normal quantile of 9/10.
  static let ninth = 0x1.4813c36e26d32p+0

  /// The quantile of the largest uniform.
  static let farthest = Elementary.normalQuantile(StreamKey.unitRange.upperBound)

  package func cdf(_ x: Double) -> Double { Elementary.normalCDF(deviations(x)) }
  package func survival(_ x: Double) -> Double { Elementary.normalCDF(-deviations(x)) }

  package func quantile(_ p: Double) -> Double { value(Elementary.normalQuantile(p)) }
  package func upperQuantile(_ q: Double) -> Double { value(-Elementary.normalQuantile(q)) }

  /// How many standard deviations a value lies above the mean, which may be further than doubles
  /// go.
  private func deviations(_ x: Double) -> Double {
    let distance = x - mean
    return distance.isFinite ? distance / sd : x / sd - mean / sd
  }

  /// The value so many standard deviations above the mean; they alone may be beyond the doubles.
  private func value(_ z: Double) -> Double {
    let value = mean + sd * z
    return value.isFinite ? value : 64 * (mean / 64 + sd / 64 * z)
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    mean + sd * stream.standardNormal(at: row)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    Kernels.normals(stream, rows, mean: mean, sd: sd)
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard let cut = CutLaw(self, to: interval) else {
      return [Double](repeating: .nan, count: rows.count)
    }
    guard cut.part.suitsKernel, !cut.isFlat, (mean.magnitude + 16 * sd).isFinite else {
      return stream.uniforms(for: rows).map { cut.value($0) }
    }
    var out = Kernels.normals(stream, rows, mean: mean, sd: sd, part: cut.part)
    let (low, high) = (cut.interval.lowerBound, cut.interval.upperBound)
    for i in out.indices { out[i] = min(max(out[i], low), high) }
    return out
  }
}
