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

  /// - Returns: an entry for each table, in the manifest's order, and one for each file of a table
  ///   of several that does not hold what the manifest says of it.
  /// - Throws: `input` for a manifest or file that is missing or damaged.
  package static func hash(_ folder: String) throws(SinkError) -> [Entry] {
    let manifest = try Manifest.read(folder: folder)
    var entries: [Entry] = []
    for table in manifest.tables {
      let isAlone = manifest.tables.count { $0.layout.table == table.layout.table } == 1
      let name = isAlone ? table.layout.table : "\(table.layout.table) (\(table.file))"
      entries += try self.entries(of: table, named: name, in: folder)
    }
    return entries
  }

  private static func entries(
    of table: Manifest.Table, named name: String, in folder: String
  ) throws(SinkError) -> [Entry] {
    let whole = Manifest.File(
      path: table.file, byteCount: table.byteCount, hash: table.hash, firstRow: table.firstRow)
    var found = TableHash()
    var others: [Entry] = []
    for file in table.files ?? [whole] {
      let own = try hash(file, of: table, in: folder)
      found.merge(own)
      if table.files != nil, own != file.hash {
        others.append(
          Entry(table: file.path, file: file.path, expected: file.hash, found: own))
      }
    }
    return [Entry(table: name, file: table.file, expected: table.hash, found: found)] + others
  }

  private static func hash(
    _ file: Manifest.File, of table: Manifest.Table, in folder: String
  ) throws(SinkError) -> TableHash {
    let place: RelativePath
    do throws(SinkError) {
      place = try RelativePath(file.path, table: table.layout.table)
    } catch {
      throw SinkError(
        .input, path: file.path, table: table.layout.table,
        reason: "the manifest names a file outside its folder: \(error.reason)")
    }
    let reader = try TableReaders.open(
      FileTree.join(folder, place.text), format: table.format, layout: table.layout,
      options: ReaderOptions(compression: table.compression, csv: table.csv))
    var hash = TableHash()
    while let batch = try reader.next() {
      hash.add(batch, firstRow: file.firstRow + hash.rowCount)
    }
    return hash
  }
}
