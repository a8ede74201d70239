/// A place in a document: file, line and column as an editor shows them.
///
/// - Units: lines and columns count from 1, columns in Unicode scalars; `offset` and `length` are
///   UTF-8 bytes, for edits a program applies.
package struct DocumentLocation: Hashable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int
  package var offset: Int
  package var length: Int

  package init(file: String, line: Int, column: Int, offset: Int = 0, length: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
    self.offset = offset
    self.length = length
  }

  /// The same place moved right inside one line, for positions inside an expression.
  package func advanced(scalars: Int, bytes: Int, length: Int) -> DocumentLocation {
    DocumentLocation(
      file: file, line: line, column: column + scalars, offset: offset + bytes, length: length)
  }
}
