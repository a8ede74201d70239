import Columnar

/// Recomputes the hashes of a dataset's tables from its files.
package enum DatasetHasher {
  package struct Entry: Hashable, Sendable {
    package var table: String
    package var file: String
    /// What the manifest says.
    package var expected: TableHash
    /// What the file holds.
    package var found: TableHash

    package var agrees: Bool { expected == found }
  }

  /// - Returns: an entry for each table, in the manifest's order.
  /// - Throws: `input` for a manifest or file that is missing or damaged.
  package static func hash(_ folder: String) throws(SinkError) -> [Entry] {
    let manifest = try Manifest.read(folder: folder)
    var entries: [Entry] = []
    for table in manifest.tables {
      entries.append(
        Entry(
          table: table.layout.table, file: table.file, expected: table.hash,
          found: try hash(table, in: folder)))
    }
    return entries
  }

  private static func hash(
    _ table: Manifest.Table, in folder: String
  ) throws(SinkError) -> TableHash {
    let place: RelativePath
    do throws(SinkError) {
      place = try RelativePath(table.file, table: table.layout.table)
    } catch {
      throw SinkError(
        .input, path: table.file, table: table.layout.table,
        reason: "the manifest names a file outside its folder: \(error.reason)")
    }
    let reader = try TableReaders.open(
      FileTree.join(folder, place.text), format: table.format, layout: table.layout,
      options: ReaderOptions(compression: table.compression, csv: table.csv))
    var hash = TableHash()
    while let batch = try reader.next() {
      hash.add(batch, firstRow: table.firstRow + hash.rowCount)
    }
    return hash
  }
}
