/// A positive number whose logarithm is normal.
///
/// - Support: above 0.
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.lognorm(sigma, scale=exp(mu))`.
package struct Lognormal: Law {
  package static let word = "lognormal"
  package static let summary = "A positive, right-skewed number whose logarithm is normal."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter("mean", .positive, "Mean of the values; greater than 0."),
      LawParameter("sd", .positive, "Standard deviation of the values; greater than 0.")),
    LawForm(
      LawParameter("mu", .any, "Mean of the logarithm; any number."),
      LawParameter("sigma", .positive, "Standard deviation of the logarithm; greater than 0.")),
    LawForm(
      LawParameter("median", .positive, "The value half of all lie below; greater than 0."),
      LawParameter("p90", .positive, "The value nine in ten lie below; above `median`.")),
  ]

  let mu: Double
  let sigma: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    if form == 1 {
      (mu, sigma) = (parameters[0], parameters[1])
      return
    }
    if form == 2 {
      mu = Elementary.log(parameters[0])
      sigma = Elementary.logRatio(parameters[1], parameters[0]) / Normal.ninth
      guard sigma > 0 else { throw Self.notAboveMedian(parameters) }
      return
    }
    let ratio = parameters[1] / parameters[0]
    let square = Elementary.log1p(ratio * ratio)
    guard square > 0, square.isFinite else {
      throw LawProblem(
        parameter: 1, "'sd' and 'mean' lie too far apart",
        expected: "an 'sd' from 10^-150 to 10^150 times 'mean'")
    }
    sigma = square.squareRoot()
    mu = Elementary.log(parameters[0]) - 0.5 * square
  }

  package var mean: Double { Elementary.exp(mu + 0.5 * sigma * sigma) }

  package var variance: Double {
    let square = sigma * sigma
    return Elementary.expm1(square) * Elementary.exp(2 * mu + square)
  }

  package var support: ClosedRange<Double> { 0...Double.infinity }

  package var drawnRange: ClosedRange<Double> {
    let most = Double.greatestFiniteMagnitude
    let low = Elementary.exp(mu - Normal.farthest * sigma)
    return low...max(low, min(Elementary.exp(mu + Normal.farthest * sigma), most))
  }

  package func cdf(_ x: Double) -> Double {
    x > 0 ? Elementary.normalCDF((Elementary.log(x) - mu) / sigma) : 0
  }

  package func survival(_ x: Double) -> Double {
    x > 0 ? Elementary.normalCDF((mu - Elementary.log(x)) / sigma) : 1
  }

  package func quantile(_ p: Double) -> Double {
    Elementary.exp(mu + sigma * Elementary.normalQuantile(p))
  }

  package func upperQuantile(_ q: Double) -> Double {
    Elementary.exp(mu - sigma * Elementary.normalQuantile(q))
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    let value = Elementary.exp(mu + sigma * stream.standardNormal(at: row))
    return min(value, .greatestFiniteMagnitude)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    guard suitsKernel else { return rows.map { draw(stream, $0) } }
    var out = Kernels.normals(stream, rows, mean: mu, sd: sigma)
    Kernels.exponentiate(&out)
    return out
  }

  /// Whether every exponent of the plain law stays inside the kernel's range.
  private var suitsKernel: Bool { mu.magnitude + 9 * sigma < 699 }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard let cut = CutLaw(self, to: interval) else {
      return [Double](repeating: .nan, count: rows.count)
    }
    // The kernel's tail ends at 11.3 standard deviations.
    guard cut.part.suitsKernel, !cut.isFlat, mu.magnitude + 12 * sigma < 699 else {
      return stream.uniforms(for: rows).map { cut.value($0) }
    }
    var out = Kernels.normals(stream, rows, mean: mu, sd: sigma, part: cut.part)
    Kernels.exponentiate(&out)
    let (low, high) = (cut.interval.lowerBound, cut.interval.upperBound)
    for i in out.indices { out[i] = min(max(out[i], low), high) }
    return out
  }
}
