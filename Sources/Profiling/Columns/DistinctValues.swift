import Claims
import Validation

/// How many values differ, and which are the most frequent.
enum DistinctValues {
  /// Up to this many rows all is counted; beyond it what has this many values at most, and what may
  /// be a key.
  static let exactRows = 1_000_000
  static let exactValues = 100_000
  /// So many different values are all listed.
  static let listed = 200
  private static let shown = 8

  private static let keyKinds: Set<ValueKind> = [.whole, .text, .uuid]

  static func count(
    _ profiles: inout [ColumnProfile], _ columns: [OpenColumn], from: String, _ engine: SQLEngine
  ) throws(SQLError) {
    for index in columns.indices {
      guard let estimate = profiles[index].distinct?.count, profiles[index].present > 0 else {
        continue
      }
      let present = profiles[index].present
      let mayBeKey =
        keyKinds.contains(columns[index].kind) && Double(estimate) > 0.85 * Double(present)
      guard present <= exactRows || estimate <= exactValues || mayBeKey else { continue }
      let value = columns[index].sql
      let count = try engine.rows("SELECT count(DISTINCT \(value)) FROM \(from)").first?.first?.int
      profiles[index].distinct = .init(count: Int(count ?? 0), isExact: true)
    }
  }

  static func list(
    _ profiles: inout [ColumnProfile], _ columns: [OpenColumn], from: String, _ engine: SQLEngine
  ) throws(SQLError) {
    for index in columns.indices {
      guard let distinct = profiles[index].distinct, distinct.count > 0 else { continue }
      let present = profiles[index].present
      if distinct.isExact, distinct.count <= listed || !profiles[index].isUnique {
        let all = distinct.count <= listed
        profiles[index].frequent = try counted(
          columns[index], from, present, limit: all ? listed : shown, engine)
        profiles[index].listsAll = all
      } else if !distinct.isExact, columns[index].kind == .text || columns[index].kind == .whole {
        profiles[index].frequent = try estimated(columns[index], from, present, engine)
      }
    }
  }

  private static func counted(
    _ column: OpenColumn, _ from: String, _ present: Int, limit: Int, _ engine: SQLEngine
  ) throws(SQLError) -> [ColumnProfile.Frequent] {
    let rows = try engine.rows(
      "SELECT CAST(v AS VARCHAR), c FROM (SELECT \(column.sql) AS v, count(*) AS c FROM \(from) "
        + "WHERE \(column.sql) IS NOT NULL GROUP BY ALL) ORDER BY c DESC, v LIMIT \(limit)")
    return rows.compactMap { row in
      guard let value = row[0].text, let count = row[1].int else { return nil }
      return .init(
        value: value, count: Int(count), share: Double(count) / Double(max(1, present)))
    }
  }

  /// The most frequent of many by an estimate, with their true counts.
  private static func estimated(
    _ column: OpenColumn, _ from: String, _ present: Int, _ engine: SQLEngine
  ) throws(SQLError) -> [ColumnProfile.Frequent] {
    let names = try engine.rows(
      "SELECT CAST(unnest(approx_top_k(\(column.sql), \(shown))) AS VARCHAR) FROM \(from)"
    ).compactMap { $0.first?.text }
    guard !names.isEmpty else { return [] }
    let list = names.map { SQLText.literal($0) }.joined(separator: ", ")
    let sieved =
      "(SELECT \(column.sql) FROM \(from) WHERE CAST(\(column.sql) AS VARCHAR) IN (\(list)))"
    return try counted(column, sieved, present, limit: shown, engine)
  }
}
