/// A positive, right-skewed number: waiting for `shape` events.
///
/// `{mean, sd}` states the same law by its moments.
///
/// - Support: above 0.
/// - Draws: Marsaglia and Tsang's method; attempt `a` has lanes `2 a + 1` (normal) and `2 a + 2`
///   (uniform), shapes below 1 are raised by one and scaled back with lane 0.
/// - Oracle: `scipy.stats.gamma(shape, scale=scale)`.
/// - Reference: Marsaglia and Tsang, *A simple method for generating gamma variables* (2000).
package struct Gamma: Law {
  package static let word = "gamma"
  package static let summary = "A positive, right-skewed number; its mean is shape × scale."
  package static let isDiscrete = false
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("shape", .positive, "Shape; greater than 0, larger is closer to normal."),
      LawParameter("scale", .positive, default: 1, "Scale in the unit of the values; above 0.")),
    LawForm(
      LawParameter("mean", .positive, "Mean of the values; greater than 0."),
      LawParameter("sd", .positive, "Standard deviation of the values; greater than 0.")),
  ]

  let shape: Double
  let scale: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    guard form == 1 else {
      self.init(shape: parameters[0], scale: parameters[1])
      return
    }
    let (mean, sd) = (parameters[0], parameters[1])
    self.init(shape: mean / sd * (mean / sd), scale: sd * (sd / mean))
    guard shape > 0, shape.isFinite, scale > 0, scale.isFinite else {
      throw LawProblem(
        parameter: 1, "'sd' and 'mean' lie too far apart",
        expected: "an 'sd' from 10^-150 to 10^150 times 'mean'")
    }
  }

  init(shape: Double, scale: Double) {
    self.shape = shape
    self.scale = scale
  }

  /// The law of a shape, raised by one where it is below 1: what is drawn is then scaled back by
  /// `logScale`, in logarithms, which do not underflow.
  static func raised(_ shape: Double) -> Gamma {
    Gamma(shape: shape < 1 ? shape + 1 : shape, scale: 1)
  }

  static func logScale(_ shape: Double, _ stream: StreamKey, _ row: UInt64) -> Double {
    shape < 1 ? Elementary.log(stream.lane(0).uniform(at: row)) / shape : 0
  }

  package var mean: Double { shape * scale }
  package var variance: Double { shape * scale * scale }
  package var support: ClosedRange<Double> { 0...Double.infinity }

  package var drawnRange: ClosedRange<Double> {
    let root = 1 + steepness * Normal.farthest
    return 0...min(scale * core * root * root * root, .greatestFiniteMagnitude)
  }

  package func cdf(_ x: Double) -> Double {
    x > 0 ? Elementary.regularizedGammaP(shape, x / scale) : 0
  }

  package func survival(_ x: Double) -> Double {
    x > 0 ? Elementary.regularizedGammaQ(shape, x / scale) : 1
  }

  package func quantile(_ p: Double) -> Double {
    scale * Elementary.inverseGammaP(shape, p, complement: 1 - p)
  }

  package func upperQuantile(_ q: Double) -> Double {
    scale * Elementary.inverseGammaP(shape, 1 - q, complement: q)
  }

  /// d and c of the method, for the shape or the shape raised by one.
  private var core: Double { (shape < 1 ? shape + 1 : shape) - 1.0 / 3 }
  private var steepness: Double { 1 / (9 * core).squareRoot() }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    let (d, c) = (core, steepness)
    var attempt: UInt64 = 0
    while true {
      let z = stream.lane(2 * attempt + 1).standardNormal(at: row)
      let u = stream.lane(2 * attempt + 2).uniform(at: row)
      if let v = Gamma.accepted(z, u, d, c) { return finished(d * v, stream, row) }
      attempt += 1
    }
  }

  @inline(__always) private static func accepted(
    _ z: Double, _ u: Double, _ d: Double, _ c: Double
  ) -> Double? {
    let root = 1 + c * z
    guard root > 0 else { return nil }
    let v = root * root * root
    let square = z * z
    if u < 1 - 0.0331 * square * square { return v }
    let isUnder = Elementary.log(u) < 0.5 * square + d * (1 - v + Elementary.log(v))
    return isUnder ? v : nil
  }

  @inline(__always) private func finished(
    _ value: Double, _ stream: StreamKey, _ row: UInt64
  ) -> Double {
    if shape >= 1 { return scale * value }
    let u = stream.lane(0).uniform(at: row)
    return scale * value * Elementary.exp(Elementary.log(u) / shape)
  }

  /// The first attempt of all rows through the kernels; the few rejected rows start anew.
  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    let (d, c) = (core, steepness)
    let normals = stream.lane(1).standardNormals(for: rows)
    var out = stream.lane(2).uniforms(for: rows)
    for i in out.indices {
      if let v = Gamma.accepted(normals[i], out[i], d, c) {
        out[i] = shape >= 1 ? scale * (d * v) : finished(d * v, stream, rows[i])
      } else {
        out[i] = draw(stream, rows[i])
      }
    }
    return out
  }
}
