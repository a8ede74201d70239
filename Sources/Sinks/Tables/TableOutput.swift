import Columnar

/// One file of a table, or files that together hold its rows: which columns, in which format,
/// parted by what.
package struct TableOutput: Sendable {
  /// Places of the file's columns among those that the table's batches have.
  package var columns: [Int]
  /// Of the files.
  package var layout: TableLayout
  /// Places of what rows are parted by.
  package var keys: [Int]
  package var names: PartNames
  package var format: any SinkFormat.Type
  package var options: SinkOptions
  /// Bytes beyond which a further file begins.
  package var sizeLimit: Int?
  /// Rows of a row group.
  package var groupRowCount: Int

  package init(
    columns: [Int], layout: TableLayout, keys: [Int] = [], names: PartNames,
    format: any SinkFormat.Type, options: SinkOptions = SinkOptions(), sizeLimit: Int? = nil,
    groupRowCount: Int = 1 << 17
  ) {
    precondition(columns.count == layout.fields.count, "a place for each column")
    precondition(keys.count == names.keys.count, "a name for each key")
    self.columns = columns
    self.layout = layout
    self.keys = keys
    self.names = names
    self.format = format
    self.options = options
    self.sizeLimit = sizeLimit
    self.groupRowCount = groupRowCount
  }
}

/// Where the files of a table come to lie.
package struct FilePlaces: Sendable {
  package var makeFile: @Sendable (_ path: String) throws(SinkError) -> OutputFile
  package var makeFolder: @Sendable (_ path: String) throws(SinkError) -> Void
  /// Which paths are one there.
  package var folding: PathFolding

  package init(
    folding: PathFolding = .exact,
    makeFile: @escaping @Sendable (_ path: String) throws(SinkError) -> OutputFile,
    makeFolder: @escaping @Sendable (_ path: String) throws(SinkError) -> Void
  ) {
    self.folding = folding
    self.makeFile = makeFile
    self.makeFolder = makeFolder
  }
}
