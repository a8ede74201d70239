import Validation

/// When times of a column fall, as shares of all.
package struct CalendarProfile: Encodable, Sendable {
  /// From Monday.
  package private(set) var weekdays = [Double](repeating: 0, count: 7)
  /// From January.
  package private(set) var months = [Double](repeating: 0, count: 12)
  /// From midnight; none of dates.
  package private(set) var hours: [Double] = []
  /// How many days lie from the first to the last, both counted.
  package private(set) var days = 0

  init(_ column: OpenColumn, from: String, _ engine: SQLEngine) throws(SQLError) {
    let value = column.sql
    let hour = column.kind == .timestamp ? "hour(\(value))" : "0"
    let rows = try engine.rows(
      "SELECT isodow(\(value)), month(\(value)), CAST(\(hour) AS BIGINT), count(*) FROM \(from) "
        + "WHERE \(value) IS NOT NULL GROUP BY ALL")
    var hours = [Double](repeating: 0, count: 24)
    var total = 0.0
    for row in rows {
      let places = row.map { Int($0.int ?? 0) }
      let count = Double(places[3])
      weekdays[places[0] - 1] += count
      months[places[1] - 1] += count
      hours[places[2]] += count
      total += count
    }
    guard total > 0 else { return }
    weekdays = weekdays.map { $0 / total }
    months = months.map { $0 / total }
    if column.kind == .timestamp { self.hours = hours.map { $0 / total } }
    days = Int(
      try engine.rows(
        "SELECT date_diff('day', CAST(min(\(value)) AS DATE), CAST(max(\(value)) AS DATE)) + 1 "
          + "FROM \(from)"
      ).first?.first?.int ?? 0)
  }
}
