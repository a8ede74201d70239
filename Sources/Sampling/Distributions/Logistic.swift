/// A bell curve with heavier tails: the logarithm of odds that are uniform.
///
/// - Support: all numbers; draws lie within 36.8 scales of the location.
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.logistic(location, scale)`.
package struct Logistic: Law {
  package static let word = "logistic"
  package static let summary = "A bell curve with heavier tails than the normal one."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter("location", .any, "Mean and median of the values; any number."),
      LawParameter("scale", .positive, "Scale; above 0, the standard deviation is 1.814 × scale.")),
    LawForm(
      LawParameter("mean", .any, "Mean of the values; any number."),
      LawParameter("sd", .positive, "Standard deviation of the values; greater than 0.")),
  ]

  private let place: LocationScale

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    let scale = form == 0 ? parameters[1] : parameters[1] * (3.0.squareRoot() / .pi)
    place = LocationScale(location: parameters[0], scale: scale)
    guard scale > 0, place.location.isFinite else {
      throw LawProblem(
        parameter: 1, "'sd' is beyond the doubles", expected: "a number nearer to 'mean'")
    }
  }

  package var mean: Double { place.location }
  package var variance: Double { place.scale * (place.scale * (.pi * .pi / 3)) }
  package var support: ClosedRange<Double> { -Double.infinity...Double.infinity }

  package var drawnRange: ClosedRange<Double> {
    let ends = StreamKey.unitRange
    return place.range(
      Logistic.logOdds(ends.lowerBound, 1 - ends.lowerBound),
      Logistic.logOdds(ends.upperBound, 1 - ends.upperBound))
  }

  package func cdf(_ x: Double) -> Double { Logistic.lower(place.deviations(x)) }
  package func survival(_ x: Double) -> Double { Logistic.lower(-place.deviations(x)) }

  private static func lower(_ z: Double) -> Double {
    if z > 0 { return 1 / (1 + Elementary.exp(-z)) }
    let odds = Elementary.exp(z)
    return odds / (1 + odds)
  }

  /// log(p / q) for q = 1 - p, without cancellation around 1/2.
  @inline(__always) private static func logOdds(_ p: Double, _ q: Double) -> Double {
    let ratio = p / q
    return ratio > 0.5 && ratio < 2 ? Elementary.log1p((p - q) / q) : Elementary.log(ratio)
  }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? place.value(Logistic.logOdds(p, 1 - p)) : .nan
  }

  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? place.value(Logistic.logOdds(1 - q, q)) : .nan
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    value(stream.uniform(at: row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    var out = stream.uniforms(for: rows)
    for i in out.indices { out[i] = value(out[i]) }
    return out
  }

  @inline(__always) private func value(_ u: Double) -> Double {
    place.drawn(Logistic.logOdds(u, 1 - u))
  }
}
