import Claims
import Validation

/// Times fall on the same hours.
enum HourDrift: ColumnDriftCheck {
  static let code = "hour-drift"
  static let layer = Layer.time
  static let summary = "Times fall on hours in about the same shares."

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    try PeriodTest.hours(column, engine).map { [$0.finding(Self.self)] } ?? []
  }
}
