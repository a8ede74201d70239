/// The time a steady drift with noise takes to reach a level; also called Wald's law.
///
/// The variance is mean³ / scale; `{mean, sd}` states it.
///
/// - Support: above 0.
/// - Draws: a normal value on lane 1 gives two roots, a uniform on lane 2 one of them.
/// - Oracle: `scipy.stats.invgauss(mean / scale, scale=scale)`; tails by mpmath.
/// - Reference: Michael, Schucany and Haas, *Generating random variates using transformations with
///   multiple roots* (1976).
package struct InverseGaussian: Law {
  package static let word = "inverse_gaussian"
  package static let summary = "The time a steady drift with noise takes to reach a level."
  package static let isDiscrete = false
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("mean", .positive, "Mean of the values; greater than 0."),
      LawParameter(
        "scale", .positive, "Scale in the unit of the values; the variance is mean³ / scale.")),
    LawForm(
      LawParameter("mean", .positive, "Mean of the values; greater than 0."),
      LawParameter("sd", .positive, "Standard deviation of the values; greater than 0.")),
  ]

  package let mean: Double
  let scale: Double
  /// mean / scale: the squared coefficient of variation.
  private let spread: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    mean = parameters[0]
    let ratio = parameters[1] / mean
    scale = form == 0 ? parameters[1] : mean / ratio / ratio
    spread = form == 0 ? mean / scale : ratio * ratio
    guard spread >= 1e-150, spread <= 1e150, scale > 0, scale.isFinite else {
      throw LawProblem(
        parameter: 1, "'\(Self.forms[form].parameters[1].name)' and 'mean' lie too far apart",
        expected: form == 0
          ? "a 'scale' from 10^-150 to 10^150 times 'mean'"
          : "an 'sd' from 10^-75 to 10^75 times 'mean'")
    }
  }

  package var variance: Double { mean * (mean * spread) }
  package var support: ClosedRange<Double> { 0...Double.infinity }

  package var drawnRange: ClosedRange<Double> {
    let most = root(Normal.farthest)
    return mean / most...min(mean * most, .greatestFiniteMagnitude)
  }

  package func cdf(_ x: Double) -> Double { ratios(x).lower }
  package func survival(_ x: Double) -> Double { ratios(x).upper }

  /// Two normal tails, the second raised by exp(2 scale / mean): both over the first one's density,
  /// so that neither overflows.
  private func ratios(_ x: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    if x == .infinity { return (1, 0) }
    let root = scale.squareRoot() / x.squareRoot()
    let z = root * ((x - mean) / mean)
    let far = root * (x / mean + 1)
    let density = Elementary.gaussian(z)
    if density == 0 { return z < 0 ? (0, 1) : (1, 0) }
    if z < 0 {
      let lower =
        density * (Elementary.scaledNormalTail(-z) + Elementary.scaledNormalTail(far))
      return (lower, 1 - lower)
    }
    let upper = density * tailDifference(z, 2 * root)
    return (1 - upper, upper)
  }

  /// What `scaledNormalTail` falls by from z over a distance.
  private func tailDifference(_ z: Double, _ distance: Double) -> Double {
    if distance >= 1 {
      return Elementary.scaledNormalTail(z) - Elementary.scaledNormalTail(z + distance)
    }
    // Its integral form: each term of the difference is positive.
    let integral = Quadrature.tail(
      from: 0, direction: 1, scale: 1, distance: z, end: .infinity
    ) { t in Elementary.exp(-t * (z + 0.5 * t)) * -Elementary.expm1(-distance * t) }
    return integral * 0x1.9884533d43651p-2
  }

  package func quantile(_ p: Double) -> Double { value(p, 1 - p) }
  package func upperQuantile(_ q: Double) -> Double { value(1 - q, q) }

  private func value(_ p: Double, _ q: Double) -> Double {
    guard p >= 0, q >= 0 else { return .nan }
    if p == 0 { return 0 }
    if q == 0 { return .infinity }
    let deviation = Elementary.log1p(spread).squareRoot()
    let z = p < q ? Elementary.normalQuantile(p) : -Elementary.normalQuantile(q)
    let start = mean * Elementary.exp(deviation * (z - 0.5 * deviation))
    return QuantileSearch.solvePositive(
      p: p, q: q, start: start, probabilities: ratios, slope: slope)
  }

  /// x times the density at x.
  private func slope(_ x: Double) -> Double {
    let root = scale.squareRoot() / x.squareRoot()
    return root * Elementary.gaussian(root * ((x - mean) / mean)) * 0x1.9884533d43651p-2
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    chosen(stream.lane(1).standardNormal(at: row), stream.lane(2).uniform(at: row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    let uniforms = stream.lane(2).uniforms(for: rows)
    var out = stream.lane(1).standardNormals(for: rows)
    for i in out.indices { out[i] = chosen(out[i], uniforms[i]) }
    return out
  }

  @inline(__always) private func chosen(_ z: Double, _ u: Double) -> Double {
    let root = root(z)
    if u * (1 + 1 / root) <= 1 { return mean / root }
    return min(mean * root, .greatestFiniteMagnitude)
  }

  /// The larger root over the mean; the smaller one is its inverse.
  @inline(__always) private func root(_ z: Double) -> Double {
    let half = 0.5 * (spread * z * z)
    return 1 + half + half.squareRoot() * (2 + half).squareRoot()
  }
}
