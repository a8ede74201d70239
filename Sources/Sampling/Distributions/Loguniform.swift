/// A number whose logarithm is uniform: every order of magnitude alike.
///
/// - Support: `from`…`to`, both above 0.
/// - Draws: one uniform; monotone.
/// - Oracle: `scipy.stats.loguniform(from, to)`.
package struct Loguniform: LawBetweenEnds {
  package static let word = "loguniform"
  package static let summary = "A positive number whose logarithm is uniform between two ends."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter("from", .positive, "Lower end; greater than 0."),
      LawParameter("to", .positive, "Upper end; not below `from`."))
  ]

  let from: Double
  let to: Double
  private let start: Double
  private let width: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    try Self.checkOrder(parameters)
    from = parameters[0]
    to = parameters[1]
    start = Elementary.log(from)
    width = Elementary.log(to) - start
  }

  package var mean: Double { from == to ? from : (to - from) / width }

  package var variance: Double {
    guard from < to else { return 0 }
    // The second moment less the squared mean, scaled by the lower end.
    let ratio = to / from
    let second = (ratio - 1) * (ratio + 1) / (2 * width)
    let first = (ratio - 1) / width
    return max(0, second - first * first) * from * from
  }

  package var support: ClosedRange<Double> { from...to }
  package var drawnRange: ClosedRange<Double> { from...to }

  package func cdf(_ x: Double) -> Double {
    if x >= to { return 1 }
    return x <= from ? 0 : Elementary.log(x / from) / width
  }

  package func survival(_ x: Double) -> Double {
    if x >= to { return 0 }
    return x <= from ? 1 : Elementary.log(to / x) / width
  }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? value(p) : .nan
  }

  private func value(_ u: Double) -> Double {
    min(max(Elementary.exp(start + u * width), from), to)
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    value(stream.uniform(at: row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    guard start.magnitude < 699, (start + width).magnitude < 699 else {
      return rows.map { draw(stream, $0) }
    }
    var out = Kernels.uniforms(stream, rows, from: start, width: width, most: .infinity)
    Kernels.exponentiate(&out)
    for i in out.indices { out[i] = min(max(out[i], from), to) }
    return out
  }
}
