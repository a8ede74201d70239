import Claims
import Validation

/// Texts are as long.
enum LengthDrift: ColumnDriftCheck {
  static let code = "length-drift"
  static let layer = Layer.marginals
  static let summary = "Texts have about the same lengths."

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    guard column.kind == .text, column.hasValues,
      let spread = try SpreadTest(column, column.number, engine)
    else { return [] }
    return [
      finding(
        column.table, [column.name], .chance(spread.result),
        "texts of \(column.title) have \(Wording.number(column.first.mean)) characters on average, "
          + "then \(Wording.number(column.second.mean))")
    ]
  }
}
