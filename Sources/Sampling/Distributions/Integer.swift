/// Every whole number between two ends alike.
///
/// - Support: `from`…`to`, both included, within ±2^53.
/// - Draws: one 64-bit draw by a 128-bit product; monotone; relative bias at most
///   (to - from + 1) 2^-64.
/// - Oracle: `scipy.stats.randint(from, to + 1)`.
package struct Integer: LawBetweenEnds {
  package static let word = "integer"
  package static let summary = "A whole number between two ends, both included, all alike."
  package static let isDiscrete = true
  package static let mayHaveUnit = true
  package static let forms = [
    LawForm(
      LawParameter("from", .whole, "Lowest value; a whole number within ±2^53."),
      LawParameter("to", .whole, "Highest value; a whole number, not below `from`."))
  ]

  let from: Double
  let to: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    try Self.checkOrder(parameters)
    from = parameters[0]
    to = parameters[1]
  }

  /// How many values there are; exact, as both ends are within ±2^53.
  private var valueCount: UInt64 { UInt64(Int64(to) - Int64(from)) + 1 }

  package var mean: Double { 0.5 * from + 0.5 * to }

  package var variance: Double {
    let n = Double(valueCount)
    return (n - 1) * (n + 1) / 12
  }

  package var support: ClosedRange<Double> { from...to }
  package var drawnRange: ClosedRange<Double> { from...to }

  package func cdf(_ x: Double) -> Double {
    if x >= to { return 1 }
    return x < from ? 0 : (x.rounded(.down) - from + 1) / Double(valueCount)
  }

  package func survival(_ x: Double) -> Double {
    if x >= to { return 0 }
    return x < from ? 1 : (to - x.rounded(.down)) / Double(valueCount)
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let k = (p * Double(valueCount)).rounded(.up) - 1
    return min(max(from + k, from), to)
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    value(stream.bits(at: row), valueCount)
  }

  @inline(__always) private func value(_ bits: UInt64, _ count: UInt64) -> Double {
    from + Double(bits.multipliedFullWidth(by: count).high)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    wholeDraws(stream, rows).map { Double($0) }
  }

  private func wholeDraws(_ stream: StreamKey, _ rows: RowKeys) -> [Int64] {
    stream.wholeNumbers(for: rows, from: Int64(from), count: valueCount)
  }

  package static func wholeDraws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Int64]? {
    let constants = parameters.compactMap(\.constant)
    guard constants.count == parameters.count, let whole = try? Integer(form: form, constants),
      let low = (lower ?? .constant(-.infinity)).constant,
      let high = (upper ?? .constant(.infinity)).constant, low <= high
    else { return nil }
    return whole.cut(to: low...high)?.wholeDraws(stream, rows)
  }
}
