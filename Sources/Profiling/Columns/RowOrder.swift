import Validation

/// How values follow one another in the order of the rows.
struct RowOrder {
  private static let kinds: Set<ValueKind> = [.whole, .date, .timestamp, .text, .uuid]

  /// Tells columns about their order.
  static func look(
    _ profiles: inout [ColumnProfile], _ columns: [OpenColumn], from: String, _ engine: SQLEngine
  ) throws(SQLError) {
    let asked = columns.indices.filter {
      kinds.contains(columns[$0].kind) && profiles[$0].present > 1
    }
    guard !asked.isEmpty else { return }
    var inner: [String] = []
    var outer: [String] = []
    for (place, index) in asked.enumerated() {
      let value = columns[index].sql
      inner += ["\(value) AS v\(place)", "lag(\(value)) OVER () AS p\(place)"]
      outer += [
        "count(*) FILTER (WHERE v\(place) < p\(place))",
        "count(*) FILTER (WHERE v\(place) > p\(place))",
        "count(*) FILTER (WHERE v\(place) IS DISTINCT FROM p\(place)) ",
      ]
      outer +=
        columns[index].kind == .whole
        ? [
          "min(CAST(v\(place) AS DOUBLE) - p\(place))",
          "max(CAST(v\(place) AS DOUBLE) - p\(place))",
        ]
        : ["CAST(NULL AS DOUBLE)", "CAST(NULL AS DOUBLE)"]
    }
    let row = try engine.rows(
      "SELECT \(outer.joined(separator: ", ")) "
        + "FROM (SELECT \(inner.joined(separator: ", ")) FROM \(from))")
    guard let values = row.first else { return }
    for (place, index) in asked.enumerated() {
      let found = values[(5 * place)..<(5 * place + 5)].map(\.double)
      // What is missing in between hides the order.
      guard profiles[index].missing == 0 else { continue }
      if found[0] == 0, found[1] != 0 { profiles[index].order = .ascending }
      if found[1] == 0, found[0] != 0 { profiles[index].order = .descending }
      profiles[index].runs = found[2].map { Int($0) }
      if let low = found[3], low == found[4], low != 0 { profiles[index].step = Int(exactly: low) }
    }
  }
}
