/// The bell curve with tails as heavy as its degrees of freedom are few.
///
/// The mean exists above one degree of freedom, the variance is finite above two.
///
/// - Support: all numbers.
/// - Draws: a radius by the inverse distribution function on lane 0, times the cosine of a
///   direction by rejection, attempt `a` on lanes `2 a + 1` and `2 a + 2`.
/// - Oracle: `scipy.stats.t(degrees, location, scale)`; extreme degrees by mpmath.
/// - Reference: Bailey, *Polar generation of random variates with the t-distribution* (1994).
package struct StudentT: Law {
  package static let word = "student_t"
  package static let summary = "The bell curve with heavy tails: rare values far out."
  package static let isDiscrete = false
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("degrees", .positive, "Degrees of freedom; above 0, fewer are heavier."),
      LawParameter("location", .any, default: 0, "Median of the values; any number."),
      LawParameter("scale", .positive, default: 1, "Scale in the unit of the values; above 0."))
  ]

  let degrees: Double
  private let place: LocationScale

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    guard parameters[0] <= 1e9 else {
      throw LawProblem(
        parameter: 0, "'degrees' is too large: the law is the normal one",
        expected: "a number above 0 and up to 10^9")
    }
    degrees = parameters[0]
    place = LocationScale(location: parameters[1], scale: parameters[2])
  }

  package var mean: Double { degrees > 1 ? place.location : .nan }

  package var variance: Double {
    if degrees <= 1 { return .nan }
    return degrees > 2
      ? place.scale * (place.scale * (degrees / (degrees - 2))) : .infinity
  }

  package var support: ClosedRange<Double> { -Double.infinity...Double.infinity }

  package var drawnRange: ClosedRange<Double> {
    let farthest = radius(StreamKey.unitRange.lowerBound)
    return place.range(-farthest, farthest)
  }

  package func cdf(_ x: Double) -> Double {
    let t = place.deviations(x)
    return t < 0 ? tail(-t) : 1 - tail(t)
  }

  package func survival(_ x: Double) -> Double {
    let t = place.deviations(x)
    return t > 0 ? tail(t) : 1 - tail(-t)
  }

  /// The probability above t >= 0.
  private func tail(_ t: Double) -> Double {
    if t == .infinity { return 0 }
    let ratio = t / degrees.squareRoot()
    if ratio > 1e100 {
      return 0.5 * Elementary.exp(-degrees * Elementary.log(ratio) - logFactor)
    }
    let square = ratio * ratio
    return 0.5
      * Elementary.betaRatios(0.5 * degrees, 0.5, 1 / (1 + square), square / (1 + square)).lower
  }

  /// What far out, minus `degrees` times the logarithm of the distance in √degrees, is the
  /// logarithm of twice the tail, changed in sign.
  private var logFactor: Double {
    let half = 0.5 * degrees
    return Elementary.logGamma(half + 1) + 0x1.250d048e7a1bdp-1 - Elementary.logGamma(half + 0.5)
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return place.value(p < 0.5 ? -distance(p) : distance(1 - p))
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return place.value(q < 0.5 ? distance(q) : -distance(1 - q))
  }

  /// The t above which a probability of q <= 1/2 lies.
  private func distance(_ q: Double) -> Double {
    if q == 0.5 { return 0 }
    if q == 0 { return .infinity }
    let far = (-Elementary.log(2 * q) - logFactor) / degrees
    if far > 231 { return degrees.squareRoot() * Elementary.exp(far) }
    let odds = Elementary.inverseBetaOdds(0.5 * degrees, 0.5, 2 * q, complement: 1 - 2 * q)
    return (degrees / odds).squareRoot()
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    let length = radius(stream.lane(0).uniform(at: row))
    return place.drawn(length * Direction().draw(stream, row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    let lengths = stream.lane(0).uniforms(for: rows)
    var out = Direction().draws(stream, rows)
    for i in out.indices { out[i] = place.drawn(radius(lengths[i]) * out[i]) }
    return out
  }

  @inline(__always) private func radius(_ u: Double) -> Double {
    let exponent = -2 / degrees * Elementary.log(u)
    // The square alone may be beyond the doubles.
    if exponent > 600 { return degrees.squareRoot() * Elementary.exp(0.5 * exponent) }
    return (degrees * Elementary.expm1(exponent)).squareRoot()
  }

  /// The cosine of a direction, all alike: of a point of the unit disc.
  private struct Direction: RejectionHat {
    @inline(__always) func accepted(_ u: Double, _ v: Double) -> Double? {
      let (x, y) = (2 * u - 1, 2 * v - 1)
      let square = x * x + y * y
      return square <= 1 ? x / square.squareRoot() : nil
    }
  }
}
