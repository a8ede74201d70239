/// The values of one column in one batch; what a null row holds is unspecified but in bounds.
package enum ColumnValues: Sendable {
  case boolean([Bool])
  case int64([Int64])
  case int128([Int128])
  case float64([Double])
  case text(TextColumn)
  case uuid([UInt128])
  indirect case list(ListValues)
  case structure(StructureValues)

  package var count: Int {
    switch self {
    case .boolean(let values): values.count
    case .int64(let values): values.count
    case .int128(let values): values.count
    case .float64(let values): values.count
    case .text(let values): values.count
    case .uuid(let values): values.count
    case .list(let values): values.count
    case .structure(let values): values.count
    }
  }

  package var storage: StorageKind {
    switch self {
    case .boolean: .boolean
    case .int64: .int64
    case .int128: .int128
    case .float64: .float64
    case .text: .text
    case .uuid: .uuid
    case .list: .list
    case .structure: .structure
    }
  }

  package func gathered(_ rows: [Int]) -> ColumnValues {
    switch self {
    case .boolean(let values): .boolean(rows.map { values[$0] })
    case .int64(let values): .int64(rows.map { values[$0] })
    case .int128(let values): .int128(rows.map { values[$0] })
    case .float64(let values): .float64(rows.map { values[$0] })
    case .text(let values): .text(values.gathered(rows))
    case .uuid(let values): .uuid(rows.map { values[$0] })
    case .list(let values): .list(values.gathered(rows))
    case .structure(let values): .structure(values.gathered(rows))
    }
  }
}

/// A typed column of a batch with its nulls.
package struct Column: Sendable {
  package let type: LogicalType
  package let values: ColumnValues
  /// Nil when every row has a value.
  package let validity: Bitmap?

  package init(_ type: LogicalType, _ values: ColumnValues, validity: Bitmap? = nil) {
    precondition(values.storage == type.storage, "storage \(values.storage) for \(type.name)")
    precondition(validity.map { $0.count == values.count } ?? true, "validity of another length")
    precondition(values.holds(type), "parts of other types than those of \(type.name)")
    self.type = type
    self.values = values
    self.validity = validity
  }

  package var count: Int { values.count }

  package var nullCount: Int { validity.map { $0.count - $0.setCount } ?? 0 }

  package func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }

  package func gathered(_ rows: [Int]) -> Column {
    Column(type, values.gathered(rows), validity: validity?.gathered(rows))
  }

  package func with(validity: Bitmap?) -> Column { Column(type, values, validity: validity) }
}
