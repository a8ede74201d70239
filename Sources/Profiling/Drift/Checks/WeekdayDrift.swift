import Claims
import Validation

/// Times fall on the same weekdays.
enum WeekdayDrift: ColumnDriftCheck {
  static let code = "weekday-drift"
  static let layer = Layer.time
  static let summary = "Times fall on weekdays in about the same shares."

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    try PeriodTest.weekdays(column, engine).map { [$0.finding(Self.self)] } ?? []
  }
}
