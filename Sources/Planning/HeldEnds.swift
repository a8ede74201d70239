import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// The ends of `between` for values that are rounded, or take a narrower type, after they are drawn:
/// one that would leave them is brought to the nearest multiple inside.
package struct HeldEnds: Sendable {
  private let lower: NumericArgument?
  private let upper: NumericArgument?
  /// What values are multiples of.
  private let grid: Grid

  /// - Returns: nil where no value can leave the ends.
  /// - Throws: where no multiple lies between ends that are the same for all rows.
  init?(
    _ ends: (lower: NumericArgument?, upper: NumericArgument?), rounding: Rounding?,
    from made: LogicalType, to type: LogicalType, _ spec: ColumnSpec
  ) throws(DiagnosticList) {
    guard ends.lower != nil || ends.upper != nil, made != .time,
      let grid = HeldEnds.grid(rounding, made, type)
    else { return nil }
    (lower, upper) = ends
    self.grid = grid
    let low = ends.lower.map(\.constant) ?? -.infinity
    let high = ends.upper.map(\.constant) ?? .infinity
    guard let low, let high else { return }
    guard grid.multiples(from: low, to: high) != nil else {
      throw DiagnosticList([.noMultipleBetween(spec)])
    }
    if grid.holds(low), grid.holds(high) { return nil }
  }

  /// What values are rounded to, and the multiples of it that the ends leave; nil where they differ by
  /// row.
  package var held: (grid: Grid, values: ClosedRange<Double>)? {
    let low = lower.map(\.constant) ?? -.infinity
    let high = upper.map(\.constant) ?? .infinity
    guard let low, let high, let values = grid.multiples(from: low, to: high) else { return nil }
    return (grid, values)
  }

  /// The coarser of what `round` and the type leave.
  private static func grid(
    _ rounding: Rounding?, _ made: LogicalType, _ type: LogicalType
  ) -> Grid? {
    var grids = rounding.map { [$0.grid] } ?? []
    if made == .float64 {
      if type.isInteger { grids.append(Grid()) }
      if case .decimal(_, let scale) = type {
        grids.append(Grid(parts: Double(LogicalType.powerOfTen(scale))))
      }
    }
    return grids.max { $0.value(1) < $1.value(1) }
  }

  /// - Parameter column: values in the type of the column.
  package func held(
    _ column: Column, _ request: GenerationRequest
  ) throws(EvaluationError) -> Column {
    let low = try HeldEnds.end(lower, open: -.infinity, request)
    let high = try HeldEnds.end(upper, open: .infinity, request)
    func limits(_ row: Int) throws(EvaluationError) -> ClosedRange<Double> {
      guard let found = grid.multiples(from: low[row], to: high[row]) else {
        throw EvaluationError(
          row: row,
          message: "no multiple of \(grid.value(1)) lies between \(low[row]) and \(high[row])",
          code: "law-without-values", expected: "ends with a multiple between them, in each row",
          words: ["between"])
      }
      return found
    }
    switch column.values {
    case .float64(var values):
      for row in values.indices where !column.isNull(row) {
        let range = try limits(row)
        values[row] = min(max(values[row], range.lowerBound), range.upperBound)
      }
      return Column(column.type, .float64(values), validity: column.validity)
    case .int64(let values):
      let held = try HeldEnds.whole(values, column, limits)
      return Column(column.type, .int64(held), validity: column.validity)
    case .int128(let values):
      let held = try HeldEnds.whole(values, column, limits)
      return Column(column.type, .int128(held), validity: column.validity)
    case .boolean, .text, .uuid, .list, .structure: return column
    }
  }

  private static func end(
    _ end: NumericArgument?, open: Double, _ request: GenerationRequest
  ) throws(EvaluationError) -> LawArgument {
    guard let end else { return .constant(open) }
    return try LawDraws.end(end, open: open, request)
  }

  /// Values counted in last digits.
  private static func whole<Whole: FixedWidthInteger>(
    _ values: [Whole], _ column: Column,
    _ limits: (Int) throws(EvaluationError) -> ClosedRange<Double>
  ) throws(EvaluationError) -> [Whole] {
    let unit = Rounding.unit(of: column.type)
    var held = values
    for row in values.indices where !column.isNull(row) {
      let range = try limits(row)
      let low = Whole(exactly: (range.lowerBound * unit).rounded()) ?? .min
      let high = Whole(exactly: (range.upperBound * unit).rounded()) ?? .max
      held[row] = min(max(values[row], low), high)
    }
    return held
  }
}

extension Diagnostic {
  fileprivate static func noMultipleBetween(_ spec: ColumnSpec) -> Diagnostic {
    Diagnostic(
      "empty-range", "no value that '\(spec.name.text)' may have lies within 'between'",
      at: spec.modifiers.location(of: "between"), pointer: spec.pointer,
      expected: "ends with a value between them that 'round' and 'type' leave as it is")
  }
}
