import Columnar

/// Reads a table's file batch by batch, in row order.
///
/// Files may be truncated or damaged: what is found is an error that says where, never a stop.
package protocol TableReader: AnyObject {
  /// The next rows; nil after the last.
  func next() throws(SinkError) -> Batch?
}

/// Readers by the format's name in the manifest.
package enum TableReaders {
  package static func open(
    _ path: String, format: String, layout: TableLayout,
    options: ReaderOptions = ReaderOptions()
  ) throws(SinkError) -> any TableReader {
    guard let found = SinkRegistry.format(named: format) else {
      throw SinkError(
        .input, path: path, table: layout.table, reason: "no reader for the format '\(format)'")
    }
    return try found.makeReader(path, layout: layout, options: options)
  }
}

extension SinkError {
  static func damaged(_ path: String, table: String? = nil, _ reason: String) -> SinkError {
    SinkError(.input, path: path, table: table, reason: reason)
  }
}
