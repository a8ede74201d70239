/// Every value between two ends alike.
///
/// - Support: `from`…`to`.
/// - Draws: one uniform, scaled; monotone.
/// - Oracle: `scipy.stats.uniform(from, to - from)`.
package struct Uniform: LawBetweenEnds {
  package static let word = "uniform"
  package static let summary = "Any number between two ends, all alike."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter("from", .any, "Lower end; any number."),
      LawParameter("to", .any, "Upper end; not below `from`."))
  ]

  let from: Double
  let to: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    try Self.checkOrder(parameters)
    guard (parameters[1] - parameters[0]).isFinite else {
      throw LawProblem(
        parameter: nil, "'from' and 'to' lie too far apart",
        expected: "ends that differ by at most 1.8e308")
    }
    from = parameters[0]
    to = parameters[1]
  }

  package var mean: Double { from + 0.5 * (to - from) }
  package var variance: Double { (to - from) * (to - from) / 12 }
  package var support: ClosedRange<Double> { from...to }
  package var drawnRange: ClosedRange<Double> { from...to }

  package func cdf(_ x: Double) -> Double {
    if x >= to { return 1 }
    return x <= from ? 0 : (x - from) / (to - from)
  }

  package func survival(_ x: Double) -> Double {
    if x >= to { return 0 }
    return x <= from ? 1 : (to - x) / (to - from)
  }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? min(from + p * (to - from), to) : .nan
  }

  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? max(to - q * (to - from), from) : .nan
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    min(from + stream.uniform(at: row) * (to - from), to)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    Kernels.uniforms(stream, rows, from: from, width: to - from, most: to)
  }
}
