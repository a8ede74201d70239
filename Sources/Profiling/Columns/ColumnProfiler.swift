import Claims
import Validation

/// Looks through columns of a table, or of values that hold others.
enum ColumnProfiler {
  private static let deepest = 4
  /// More columns are asked for in several statements.
  private static let together = 24
  private static let shownShares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

  /// - Parameters:
  ///   - from: what stands behind `FROM`.
  ///   - isBrief: without laws, times and parts.
  static func profiles(
    _ columns: [OpenColumn], from: String, rows: Int, depth: Int = 0, isBrief: Bool = false,
    _ engine: SQLEngine
  ) throws(SQLError) -> [ColumnProfile] {
    var profiles = try figures(columns, from, rows, engine)
    try DistinctValues.count(&profiles, columns, from: from, engine)
    try DistinctValues.list(&profiles, columns, from: from, engine)
    try RowOrder.look(&profiles, columns, from: from, engine)
    try TextShape.look(&profiles, columns, from: from, engine)
    for index in columns.indices where !isBrief {
      let column = columns[index]
      if profiles[index].present > 0, column.kind.isMeasured {
        try measure(&profiles[index], column, from, engine)
      }
      if profiles[index].present > 0, column.kind.isInstant {
        profiles[index].calendar = try CalendarProfile(column, from: from, engine)
      }
      if depth < deepest {
        profiles[index].parts = try parts(of: column, from, depth: depth, engine)
      }
    }
    return profiles
  }

  private static func figures(
    _ columns: [OpenColumn], _ from: String, _ rows: Int, _ engine: SQLEngine
  ) throws(SQLError) -> [ColumnProfile] {
    var profiles: [ColumnProfile] = []
    for start in stride(from: 0, to: columns.count, by: together) {
      let figures = columns[start..<min(start + together, columns.count)].map { ColumnFigures($0) }
      let asked = figures.flatMap(\.aggregates)
      let row = try engine.rows("SELECT \(asked.joined(separator: ", ")) FROM \(from)")
      guard let values = row.first else { continue }
      var place = 0
      for figure in figures {
        let count = figure.aggregates.count
        profiles.append(figure.profile(Array(values[place..<place + count]), rows: rows))
        place += count
      }
    }
    return profiles
  }

  private static func measure(
    _ profile: inout ColumnProfile, _ column: OpenColumn, _ from: String, _ engine: SQLEngine
  ) throws(SQLError) {
    guard let sample = try LawSample.of(column, profile, from: from, engine) else { return }
    profile.sample = sample
    profile.quantiles = shownShares.map { share in
      .init(share: share, value: MeasureText.text(sample.quantile(share), column.kind))
    }
    switch column.kind {
    // Numbers of rows are of no law.
    case .whole: profile.law = profile.isUnique ? nil : LawFit.counts(sample)
    case .number: profile.law = LawFit.best(sample, isWhole: false)
    default: profile.law = LawFit.even(sample, isWhole: column.kind == .date)
    }
  }

  /// Fields of a record, length and elements of a list.
  private static func parts(
    of column: OpenColumn, _ from: String, depth: Int, _ engine: SQLEngine
  ) throws(SQLError) -> [ColumnProfile] {
    let sources: [String]
    switch column.kind {
    case .record:
      sources = ["(SELECT unnest(\(column.sql)) FROM \(from) WHERE \(column.sql) IS NOT NULL)"]
    case .list:
      sources = [
        "(SELECT len(\(column.sql)) AS length FROM \(from) WHERE \(column.sql) IS NOT NULL)",
        "(SELECT unnest(\(column.sql)) AS element FROM \(from))",
      ]
    default: return []
    }
    var found: [ColumnProfile] = []
    for source in sources {
      let columns = try engine.rows("DESCRIBE SELECT * FROM \(source)").compactMap { row in
        row[0].text.flatMap { name in
          row[1].text.map { OpenColumn(name: name, sqlType: $0, fileType: $0) }
        }
      }
      let rows = try engine.rows("SELECT count(*) FROM \(source)").first?.first?.int ?? 0
      found += try profiles(columns, from: source, rows: Int(rows), depth: depth + 1, engine)
    }
    return found
  }
}
