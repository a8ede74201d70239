/// The largest of many values, such as a yearly record.
///
/// - Support: all numbers; draws lie from 3.7 scales below the location to 36.8 above.
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.gumbel_r(location, scale)`.
package struct Gumbel: Law {
  package static let word = "gumbel"
  package static let summary = "The largest of many values, such as a yearly record."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter("location", .any, "The likeliest value; any number."),
      LawParameter("scale", .positive, "Scale; above 0, the standard deviation is 1.283 × scale.")),
    LawForm(
      LawParameter("mean", .any, "Mean of the values; any number."),
      LawParameter("sd", .positive, "Standard deviation of the values; greater than 0.")),
  ]

  private let place: LocationScale

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    let scale = form == 0 ? parameters[1] : parameters[1] * (6.0.squareRoot() / .pi)
    let shift = form == 0 ? 0 : scale * Gumbel.eulerGamma
    place = LocationScale(location: parameters[0] - shift, scale: scale)
    guard scale > 0, place.location.isFinite else {
      throw LawProblem(
        parameter: 1, "'sd' is beyond the doubles", expected: "a number nearer to 'mean'")
    }
  }

  private static let eulerGamma = 0x1.2788cfc6fb619p-1

  package var mean: Double { place.value(Gumbel.eulerGamma) }
  package var variance: Double { place.scale * (place.scale * (.pi * .pi / 6)) }
  package var support: ClosedRange<Double> { -Double.infinity...Double.infinity }

  package var drawnRange: ClosedRange<Double> {
    let ends = StreamKey.unitRange
    return place.range(Gumbel.standard(ends.lowerBound), Gumbel.standard(ends.upperBound))
  }

  package func cdf(_ x: Double) -> Double {
    Elementary.exp(-Elementary.exp(-place.deviations(x)))
  }

  package func survival(_ x: Double) -> Double {
    -Elementary.expm1(-Elementary.exp(-place.deviations(x)))
  }

  @inline(__always) private static func standard(_ p: Double) -> Double {
    -Elementary.log(-Elementary.log(p))
  }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? place.value(Gumbel.standard(p)) : .nan
  }

  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? place.value(-Elementary.log(-Elementary.log1p(-q))) : .nan
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    place.drawn(Gumbel.standard(stream.uniform(at: row)))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    var out = stream.uniforms(for: rows)
    for i in out.indices { out[i] = place.drawn(Gumbel.standard(out[i])) }
    return out
  }
}
