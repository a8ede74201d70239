/// A column as a sink sees it: its name, type and whether nulls may occur.
package struct Field: Hashable, Sendable {
  package var name: String
  package var type: LogicalType
  package var isNullable: Bool

  package init(_ name: String, _ type: LogicalType, isNullable: Bool) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
  }
}

/// The columns of one table as they are written, in order.
package struct TableLayout: Hashable, Sendable {
  package var table: String
  package var fields: [Field]
  /// The field whose values never fall from row to row and are never missing, where there is one.
  package var ascendingField: Int?
  /// The most rows that whoever makes them hands over as one row group.
  package var groupRowCount = 131_072

  package init(table: String, fields: [Field], ascendingField: Int? = nil) {
    precondition(ascendingField.map { fields.indices.contains($0) } ?? true, "no such field")
    self.table = table
    self.fields = fields
    self.ascendingField = ascendingField
  }
}

/// Rows made at once: a few thousand, so that they stay in cache from drawing to encoding.
package struct Batch: Sendable {
  package let columns: [Column]
  package let rowCount: Int

  package init(columns: [Column], rowCount: Int) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns of different lengths")
    self.columns = columns
    self.rowCount = rowCount
  }
}
