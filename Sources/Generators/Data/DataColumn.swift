/// A column of a file beside the document, as text.
package struct DataColumn: Sendable {
  package struct Cell: Sendable {
    package var text: String
    /// Where it stands in the file; lines and columns count from 1, columns in Unicode scalars.
    package var line: Int
    package var column: Int

    package init(_ text: String, line: Int, column: Int) {
      self.text = text
      self.line = line
      self.column = column
    }
  }

  /// The file as messages name it.
  package var file: String
  package var byteCount: Int
  /// SHA-256 of the file, in hexadecimal digits.
  package var hash: String
  /// The names in its first line.
  package var header: [String]
  /// Nil where the header does not have the name.
  package var cells: [Cell]?

  package init(
    file: String, byteCount: Int, hash: String, header: [String], cells: [Cell]?
  ) {
    self.file = file
    self.byteCount = byteCount
    self.hash = hash
    self.header = header
    self.cells = cells
  }
}

/// Why a file with data could not be read.
package enum DataProblem: Error, Hashable, Sendable {
  case notFound
  /// The path leads out of the folder of the document.
  case outsideFolder
  case unreadable(String)
  /// A line that is no record: of the file as messages name it.
  case damaged(file: String, line: Int, reason: String)
}

/// Reads a column of a file by its path relative to the folder of the document.
package typealias DataReader = (_ path: String, _ column: String) throws(DataProblem) -> DataColumn
