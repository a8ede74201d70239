/// What a document implies about the files made of it, as plain data.
package struct DatasetClaims: Sendable {
  package var name: String
  package var documentHash: String
  package var seed: UInt64
  /// Those that files hold.
  package var tables: [TableClaims]
  /// What is implied too, but cannot be seen in the files.
  package var unseen: [UnseenClaim]

  package init(
    name: String, documentHash: String, seed: UInt64, tables: [TableClaims],
    unseen: [UnseenClaim]
  ) {
    self.name = name
    self.documentHash = documentHash
    self.seed = seed
    self.tables = tables
    self.unseen = unseen
  }

  package func table(_ name: String) -> TableClaims? { tables.first { $0.name == name } }
}

/// One table: where it lies, what its columns are, what is so of its rows.
package struct TableClaims: Sendable {
  package var name: String
  package var file: FileClaim
  package var columns: [ColumnClaim]
  package var claims: [Claim]

  package init(name: String, file: FileClaim, columns: [ColumnClaim], claims: [Claim]) {
    self.name = name
    self.file = file
    self.columns = columns
    self.claims = claims
  }

  package func column(_ name: String) -> ColumnClaim? { columns.first { $0.name == name } }
}

/// Where the rows of a table lie, inside the folder of a dataset.
package struct FileClaim: Sendable {
  package enum Place: String, Sendable {
    /// One file.
    case file
    /// Files in a folder.
    case folder
    /// Folders by value, as in `year=2024/`, in a folder.
    case hive
    /// A file for each value of columns that stand in its path, in braces.
    case named
  }

  package var path: String
  package var place: Place
  /// What names end in, such as `csv.gz`.
  package var ending: String
  package var format: String
  /// How text is written, where it is not as usual: `delimiter`, `null_text`, `header`.
  package var options: [String: String]
  /// Columns whose values stand in the path alone.
  package var pathColumns: [String]

  package init(
    path: String, place: Place, ending: String, format: String, options: [String: String],
    pathColumns: [String]
  ) {
    self.path = path
    self.place = place
    self.ending = ending
    self.format = format
    self.options = options
    self.pathColumns = pathColumns
  }
}

package struct ColumnClaim: Hashable, Sendable {
  /// In the document.
  package var name: String
  /// In the file.
  package var fileName: String
  /// As documents name it, such as `decimal(10,2)`.
  package var type: String
  /// As SQL does.
  package var sqlType: String
  package var measure: Measure
  /// What values are brought to the multiples of, in the unit of `measure`; nil where they are not.
  package var step: Double?

  /// What numbers a law's values are in.
  package enum Measure: String, Sendable {
    case number
    /// Days since 1970-01-01.
    case days
    /// Microseconds: since 1970-01-01, or since midnight.
    case microseconds
    case truth
    case text
    case other
  }

  package init(
    name: String, fileName: String, type: String, sqlType: String, measure: Measure,
    step: Double? = nil
  ) {
    self.name = name
    self.fileName = fileName
    self.type = type
    self.sqlType = sqlType
    self.measure = measure
    self.step = step
  }
}

/// What a document implies of values that are in no file.
package struct UnseenClaim: Hashable, Sendable {
  package var table: String
  package var column: String
  /// Why it cannot be seen, such as `reads 'orders.noise', which is hidden`.
  package var reason: String

  package init(table: String, column: String, reason: String) {
    self.table = table
    self.column = column
    self.reason = reason
  }
}
