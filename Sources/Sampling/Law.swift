/// A parameter of a law that is one value, or one value per row.
package enum LawArgument: Sendable {
  case constant(Double)
  case perRow([Double])

  package subscript(row: Int) -> Double {
    switch self {
    case .constant(let value): value
    case .perRow(let values): values[row]
    }
  }

  /// The value when it is the same in every row.
  var constant: Double? {
    if case .constant(let value) = self { value } else { nil }
  }
}

/// A family of distributions: the words and parameters by which documents name its members.
package protocol Law: Distribution {
  /// The word documents use.
  static var word: String { get }
  static var summary: String { get }
  /// The ways to write the parameters; most laws have one.
  static var forms: [LawForm] { get }
  static var isDiscrete: Bool { get }
  static var measure: LawMeasure { get }
  /// Whether draws may be lengths of time: not where they count or are shares.
  static var mayHaveUnit: Bool { get }
  /// Whether `quantile` is a formula; where it is a search, cut draws try the whole law first.
  static var hasQuantileFormula: Bool { get }

  /// - Throws: `LawProblem` when a parameter lies outside its domain.
  init(form: Int, _ parameters: [Double]) throws(LawProblem)

  /// A batch whose parameters and ends may differ by row.
  ///
  /// - Returns: NaN in rows whose parameters are outside their domain or whose interval is empty.
  static func draws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Double]

  /// The same batch as integers, where the law makes them faster than floats.
  ///
  /// - Returns: nil where the floats are to be taken.
  static func wholeDraws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Int64]?
}

/// What the numbers of a law count.
package enum LawMeasure: Hashable, Sendable {
  case number
  /// Microseconds since midnight.
  case timeOfDay
}

extension Law {
  package static var measure: LawMeasure { .number }
  package static var hasQuantileFormula: Bool { true }

  package var isWhole: Bool { Self.isDiscrete }
  package var hasQuantileFormula: Bool { Self.hasQuantileFormula }

  package static func wholeDraws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Int64]? { nil }

  package static func draws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Double] {
    let low = lower ?? .constant(-.infinity)
    let high = upper ?? .constant(.infinity)
    let isCut = lower != nil || upper != nil
    let constants = parameters.compactMap(\.constant)
    let isFixed = constants.count == parameters.count
    let law = isFixed ? try? Self(form: form, constants) : nil
    if isFixed, law == nil { return [Double](repeating: .nan, count: rows.count) }
    guard let law, let from = low.constant, let to = high.constant else {
      return drawsByRow(form, parameters, law, stream, rows, isCut ? (low, high) : nil)
    }
    if !isCut { return law.draws(stream, rows) }
    guard from <= to else { return [Double](repeating: .nan, count: rows.count) }
    return law.draws(stream, rows, within: from...to)
  }

  /// - Parameters:
  ///   - fixed: the law when its parameters are the same in every row.
  private static func drawsByRow(
    _ form: Int, _ parameters: [LawArgument], _ fixed: Self?, _ stream: StreamKey,
    _ rows: RowKeys, _ ends: (LawArgument, LawArgument)?
  ) -> [Double] {
    var row = [Double](repeating: 0, count: parameters.count)
    var out = [Double](repeating: .nan, count: rows.count)
    for i in out.indices {
      if fixed == nil { for j in parameters.indices { row[j] = parameters[j][i] } }
      guard let law = fixed ?? (try? Self(form: form, row)) else { continue }
      guard let (low, high) = ends else {
        out[i] = law.draw(stream, rows[i])
        continue
      }
      guard low[i] <= high[i] else { continue }
      out[i] = law.draw(stream, rows[i], within: low[i]...high[i])
    }
    return out
  }
}
