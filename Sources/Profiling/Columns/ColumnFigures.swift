import Validation

/// What one pass through a table tells of its columns.
struct ColumnFigures {
  private let column: OpenColumn
  private let grids: [ValueGrid]

  init(_ column: OpenColumn) {
    self.column = column
    grids = ValueGrid.candidates(column)
  }

  /// Numbers, days or microseconds, in SQL.
  static func number(_ column: OpenColumn) -> String {
    switch column.kind {
    case .date: "CAST(date_diff('day', DATE '1970-01-01', \(column.sql)) AS DOUBLE)"
    case .timestamp, .time: "CAST(epoch_us(\(column.sql)) AS DOUBLE)"
    default: "CAST(\(column.sql) AS DOUBLE)"
    }
  }

  /// The values that laws speak of.
  static func finite(_ column: OpenColumn) -> String {
    column.kind == .number
      ? "\(column.sql) IS NOT NULL AND isfinite(\(number(column)))" : "\(column.sql) IS NOT NULL"
  }

  var aggregates: [String] {
    let value = column.sql
    var asked = ["count(\(value))"]
    guard !column.kind.isNested, column.kind != .other else { return asked }
    asked += [
      "approx_count_distinct(\(value))", "CAST(min(\(value)) AS VARCHAR)",
      "CAST(max(\(value)) AS VARCHAR)",
    ]
    if column.kind == .text {
      asked += [
        "CAST(min(length(\(value))) AS DOUBLE)", "CAST(max(length(\(value))) AS DOUBLE)",
        "avg(length(\(value)))", "stddev_samp(length(\(value)))",
      ]
    }
    guard column.kind.isMeasured else { return asked }
    let (number, finite) = (Self.number(column), Self.finite(column))
    let rows = "FILTER (WHERE \(finite))"
    asked += [
      "min(\(number)) \(rows)", "max(\(number)) \(rows)",
      // Squares of larger ones have no float.
      "avg(\(number)) \(rows)",
      "stddev_samp(\(number)) FILTER (WHERE \(finite) "
        + "AND abs(\(number)) < 1e150)",
      "count(*) FILTER (WHERE \(value) IS NOT NULL AND NOT (\(finite)))",
    ]
    asked += grids.map {
      "CAST(coalesce(bool_and(\($0.condition(number, column))) \(rows), false) AS BOOLEAN)"
    }
    return asked
  }

  func profile(_ values: [SQLValue], rows: Int) -> ColumnProfile {
    var found = ColumnProfile(column, rows: rows, present: Int(values[0].int ?? 0))
    guard values.count > 3 else { return found }
    let estimate = Int(values[1].int ?? 0)
    found.distinct = .init(count: min(estimate, found.present), isExact: false)
    found.least = values[2].text
    found.greatest = values[3].text
    if values.count > 7, let low = values[4].double, let high = values[5].double {
      found.mean = values[6].double.flatMap { $0.isFinite ? $0 : nil }
      found.sd = values[7].double.flatMap { $0.isFinite ? $0 : nil }
      if column.kind == .text {
        found.text = TextShape(shortest: Int(low), longest: Int(high))
      } else {
        found.ends = low...high
        if column.kind != .number && column.kind != .whole { (found.mean, found.sd) = (nil, nil) }
        found.notFinite = Int(values[8].int ?? 0)
        found.grid =
          zip(grids, values[9...]).first { $0.1 == .boolean(true) }?.0
          ?? column.scale.map { .digits($0) }
      }
    }
    return found
  }
}
