import Validation

/// Holds one thing of two folders against each other: one file in `Checks/` each.
protocol DriftCheck: SendableMetatype {
  /// What findings and reports name it by.
  static var code: String { get }
  static var layer: Layer { get }
  /// What is alike where it holds, one sentence.
  static var summary: String { get }
}

/// One that looks at a column that both folders have.
protocol ColumnDriftCheck: DriftCheck {
  /// - Returns: nothing where the column is not of its kind.
  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding]
}

/// One that looks at a table that both folders have.
protocol TableDriftCheck: DriftCheck {
  static func findings(_ table: PairedTable, _ engine: SQLEngine) throws(SQLError) -> [Finding]
}

extension DriftCheck {
  static func finding(
    _ table: PairedTable, _ columns: [String], _ outcome: Finding.Outcome, _ sentence: String,
    examples: [String] = []
  ) -> Finding {
    Finding(
      code: code, layer: layer, table: table.name, columns: columns, pointer: "",
      outcome: outcome, sentence: sentence, examples: examples)
  }
}

/// All that a comparison may find.
package enum DriftRegistry {
  static let columns: [any ColumnDriftCheck.Type] = [
    HourDrift.self, LengthDrift.self, MeanDrift.self, MissingDrift.self, RangeDrift.self,
    ShapeDrift.self, ShareDrift.self, UniqueDrift.self, WeekdayDrift.self,
  ]
  static let tables: [any TableDriftCheck.Type] = [
    ChildrenDrift.self, OrphanDrift.self, RowDrift.self,
  ]

  /// By code, with the layer and what is so.
  package static let all: [(code: String, layer: Layer, summary: String)] =
    (columns.map { ($0.code, $0.layer, $0.summary) }
    + tables.map { ($0.code, $0.layer, $0.summary) } + opening).sorted { $0.0 < $1.0 }

  /// Found before values are looked at.
  private static let opening: [(String, Layer, String)] = [
    ("column-missing", .structure, "Both have the same columns."),
    ("table-missing", .structure, "Both have the same tables."),
    ("type-drift", .structure, "Columns are of the same type."),
    ("unreadable-file", .structure, "Files can be read."),
  ]
}
