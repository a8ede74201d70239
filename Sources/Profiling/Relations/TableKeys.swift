import Claims
import Validation

/// Columns that tell the rows of a table apart.
enum TableKeys {
  private static let kinds: Set<ValueKind> = [.whole, .text, .uuid]
  private static let mostPairs = 10
  /// So many values that all differ are a key whatever it is called.
  private static let leastMeant = 500

  /// The keys of one column, the likeliest first.
  static func single(_ table: OpenTable, _ columns: [ColumnProfile]) -> [String] {
    guard table.rows > 1 else { return [] }
    let places = columns.indices.filter { index in
      let column = columns[index]
      return kinds.contains(column.kind) && column.missing == 0 && column.isUnique
        // Texts that people write are apart by chance.
        && !(column.kind == .text && (column.text?.longest ?? 0) > 64)
    }
    let score = { (index: Int) in
      let column = columns[index]
      let isFormed = column.kind != .text || column.text?.pattern != nil
      return (
        10 * NameAffinity.key(column.name, of: table.name) + (isFormed ? 4 : 0)
          + (column.order == .ascending ? 2 : 0), -index
      )
    }
    // A unique number or text that is called otherwise and is of no form is none.
    return places.sorted { score($0) > score($1) }
      .filter { score($0).0 >= 4 && isMeant(columns[$0], table) }.map { columns[$0].name }
  }

  /// Whether values are apart by more than chance: few colours may well all differ.
  private static func isMeant(_ column: ColumnProfile, _ table: OpenTable) -> Bool {
    column.kind == .uuid || column.order == .ascending || column.text?.numbered != nil
      || NameAffinity.key(column.name, of: table.name) > 0 || column.present >= leastMeant
  }

  /// The first two columns that together tell rows apart, where none does alone.
  static func pair(
    _ table: OpenTable, _ columns: [ColumnProfile], references: Set<String>, _ engine: SQLEngine
  ) throws(SQLError) -> [String] {
    guard table.rows > 1 else { return [] }
    let kinds: Set<ValueKind> = [.whole, .text, .uuid, .date]
    let parts = columns.filter {
      kinds.contains($0.kind) && $0.missing == 0 && !$0.isConstant && !$0.isUnique
        && ($0.distinct?.count ?? 0) > 1
    }
    let score = { (column: ColumnProfile) in
      (references.contains(column.name) ? 10 : 0) + NameAffinity.key(column.name, of: table.name)
    }
    let ordered = parts.enumerated().sorted {
      (score($0.element), -$0.offset) > (score($1.element), -$1.offset)
    }.map(\.element)
    var tried = 0
    for (place, first) in ordered.enumerated() {
      for second in ordered.dropFirst(place + 1) {
        let most = Double(first.distinct?.count ?? 0) * Double(second.distinct?.count ?? 0)
        guard most >= 0.9 * Double(table.rows), tried < mostPairs,
          references.contains(first.name) || score(first) + score(second) > 1
        else { continue }
        tried += 1
        let names = [first.name, second.name]
        let list = names.map { SQLText.name($0) }.joined(separator: ", ")
        let count = try engine.rows(
          "SELECT count(*) FROM (SELECT DISTINCT \(list) FROM \(table.sql))")
        if count.first?.first?.int == Int64(table.rows) { return names }
      }
    }
    return []
  }

  /// Whether the second column counts the rows of each value of the first from 1 on.
  static func countsAnew(
    _ table: OpenTable, _ key: [String], _ engine: SQLEngine
  ) throws(SQLError) -> Bool {
    let (group, number) = (SQLText.name(key[0]), SQLText.name(key[1]))
    let row = try engine.rows(
      "SELECT CAST(bool_and(low = 1 AND high = n) AS BOOLEAN) FROM (SELECT min(\(number)) AS low, "
        + "max(\(number)) AS high, count(*) AS n FROM \(table.sql) GROUP BY \(group))")
    return row.first?.first == .boolean(true)
  }
}
