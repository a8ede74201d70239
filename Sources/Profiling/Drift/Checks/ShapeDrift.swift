import Claims
import Sampling
import Validation

/// Numbers and times are spread alike.
enum ShapeDrift: ColumnDriftCheck {
  static let code = "shape-drift"
  static let layer = Layer.marginals
  static let summary = "Numbers and times have about the same distribution."

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    guard column.isMeasured, !column.isCategory else { return [] }
    guard let spread = try SpreadTest(column, column.number, engine) else { return [] }
    return [
      finding(
        column.table, [column.name], .chance(spread.result),
        "\(column.title) differs by \(Wording.percent(spread.distance)) of the rows around "
          + "\(MeasureText.text(spread.farthest, column.kind)); PSI "
          + "\(Wording.number(spread.stability))")
    ]
  }
}
