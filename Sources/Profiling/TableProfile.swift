/// What was found of a table.
package struct TableProfile: Encodable, Sendable {
  package let name: String
  package let format: FileFormat
  package let files: Int
  package let rows: Int
  package var columns: [ColumnProfile]
  /// The columns that tell rows apart: one, or two where none does alone; empty without any.
  package var key: [String] = []
  /// All columns that do so alone, the likeliest first.
  package var keys: [String] = []
  package var references: [ReferenceProfile] = []
  /// Whether the second column of the key counts the rows of each value of the first from 1 on.
  package var countsAnew = false
  let place: FilePlace
  let delimiter: String?

  enum CodingKeys: String, CodingKey {
    case name, format, files, rows, columns, key, references, countsAnew
  }

  init(_ table: OpenTable, _ columns: [ColumnProfile]) {
    name = table.name
    format = table.format
    files = table.fileCount
    rows = table.rows
    self.columns = columns
    place = table.place
    delimiter = table.delimiter
  }

  package func column(_ name: String) -> ColumnProfile? { columns.first { $0.name == name } }
}
