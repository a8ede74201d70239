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
