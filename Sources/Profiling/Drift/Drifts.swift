import Validation

/// All that a comparison may find, by code.
package enum Drifts {
  package struct Drift: Hashable, Sendable {
    package let code: String
    package let layer: Layer
    /// What is so where nothing drifts.
    package let summary: String
  }

  /// Sorted by code.
  package static let all: [Drift] =
    (ColumnDriftRegistry.all.map { Drift(code: $0.code, layer: $0.layer, summary: $0.summary) }
    + TableDriftRegistry.all.map { Drift(code: $0.code, layer: $0.layer, summary: $0.summary) }
    + opening).sorted { $0.code < $1.code }

  /// Found before values are looked at.
  private static let opening = [
    Drift(code: "column-missing", layer: .structure, summary: "Both have the same columns."),
    Drift(code: "table-missing", layer: .structure, summary: "Both have the same tables."),
    Drift(code: "type-drift", layer: .structure, summary: "Columns are of the same type."),
    Drift(code: "unreadable-file", layer: .structure, summary: "Files can be read."),
  ]
}
