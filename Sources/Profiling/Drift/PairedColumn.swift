import Claims
import Validation

/// A column that two folders have, of types that can be held against each other.
struct PairedColumn: Sendable {
  struct Side: Sendable {
    var rows = 0
    /// Values that are there; of numbers, those that are finite.
    var present = 0
    var mean = 0.0
    var sd = 0.0
    var skewness = 0.0
    var least: Double?
    var greatest: Double?
    var distinct = 0
  }

  let table: PairedTable
  let a: OpenColumn
  let b: OpenColumn
  let first: Side
  let second: Side
  /// Whether it tells rows apart in the first folder.
  let isKey: Bool
  /// Whether values name something that several rows are of.
  let isReference: Bool

  var name: String { a.name }
  var title: String { "\(table.name).\(name)" }
  /// How both are looked at.
  let kind: ValueKind
  var sides: [Side] { [first, second] }
  var opened: [OpenTable] { [table.a, table.b] }

  /// Whether laws of numbers are asked for: of what is no key and no name of another row.
  var isMeasured: Bool { kind.isMeasured && !isKey && !isReference && hasValues }

  /// Whether values are few enough to be counted one by one.
  var isCategory: Bool {
    guard !isKey, !isReference, hasValues else { return false }
    switch kind {
    case .text, .truth: return true
    case .whole, .number: return max(first.distinct, second.distinct) <= PairedColumn.mostCases
    default: return false
    }
  }

  private static let mostCases = 20

  var hasValues: Bool { first.present > 0 && second.present > 0 }

  /// The value of row `r` in SQL: numbers as floats, in the width that both have.
  var number: String { PairedColumn.number(kind, a, b) }

  /// The value of row `r`, alike in both folders.
  var value: String {
    switch kind {
    case .whole, .number: number
    case .uuid: "CAST(r.\(a.sql) AS VARCHAR)"
    case .text: "CAST(r.\(a.sql) AS VARCHAR)"
    default: "r.\(a.sql)"
    }
  }

  var isThere: String {
    kind == .number
      ? "r.\(a.sql) IS NOT NULL AND isfinite(CAST(r.\(a.sql) AS DOUBLE))"
      : "r.\(a.sql) IS NOT NULL"
  }

  private static func number(_ kind: ValueKind, _ a: OpenColumn, _ b: OpenColumn) -> String {
    let value = "r.\(a.sql)"
    switch kind {
    case .date: return "CAST(date_diff('day', DATE '1970-01-01', CAST(\(value) AS DATE)) AS DOUBLE)"
    case .timestamp: return "CAST(epoch_us(CAST(\(value) AS TIMESTAMP)) AS DOUBLE)"
    case .time: return "CAST(epoch_us(\(value)) AS DOUBLE)"
    case .text: return "CAST(length(CAST(\(value) AS VARCHAR)) AS DOUBLE)"
    default:
      // What one file has in fewer bits, both have.
      let isNarrow = a.sqlType == "FLOAT" || b.sqlType == "FLOAT"
      return isNarrow ? "CAST(CAST(\(value) AS FLOAT) AS DOUBLE)" : "CAST(\(value) AS DOUBLE)"
    }
  }

  /// Rows of both folders with the value as `v` and the folder, 0 or 1, as `s`.
  func union(_ value: String) -> String {
    let parts = [table.a, table.b].enumerated().map { place, open in
      "SELECT \(value) AS v, \(place) AS s FROM \(open.sql) AS r WHERE \(isThere)"
    }
    return "(\(parts.joined(separator: " UNION ALL ")))"
  }

  // Figures

  /// Aggregates over the rows of one side.
  static func aggregates(_ kind: ValueKind, _ a: OpenColumn, _ b: OpenColumn) -> [String] {
    let value = "r.\(a.sql)"
    guard !kind.isNested, kind != .other else {
      return ["count(\(value))"] + Array(repeating: "CAST(0 AS DOUBLE)", count: 6)
    }
    guard kind.isMeasured || kind == .text else {
      return ["count(\(value))"] + Array(repeating: "CAST(0 AS DOUBLE)", count: 5)
        + ["approx_count_distinct(\(value))"]
    }
    let number = number(kind, a, b)
    let rows =
      kind == .number ? "FILTER (WHERE isfinite(CAST(\(value) AS DOUBLE)))" : "FILTER (WHERE true)"
    // Squares of larger ones have no float.
    let small = rows.dropLast() + " AND abs(\(number)) < 1e100)"
    return [
      "count(\(value)) \(rows)", "avg(\(number)) \(rows)", "stddev_pop(\(number)) \(small)",
      "CASE WHEN stddev_pop(\(number)) \(small) > 0 THEN skewness(\(number)) \(small) END",
      "min(\(number)) \(rows)", "max(\(number)) \(rows)", "approx_count_distinct(\(value))",
    ]
  }

  static func side(_ values: ArraySlice<SQLValue>, rows: Int) -> Side {
    let found = values.map(\.double)
    return Side(
      rows: rows, present: Int(found[0] ?? 0), mean: found[1] ?? 0, sd: found[2] ?? 0,
      skewness: found[3] ?? 0, least: found[4], greatest: found[5], distinct: Int(found[6] ?? 0))
  }
}
