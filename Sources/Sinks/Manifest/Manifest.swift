import Columnar

/// What a dataset is and holds, written beside its files as `manifest.json`.
///
/// Two runs of the same document and seed write the same bytes: no clock, no path, no machine.
package struct Manifest: Hashable, Sendable {
  package static let fileName = "manifest.json"

  package struct Share: Hashable, Sendable {
    /// From 1 to `count`.
    package var index: Int
    package var count: Int

    package init(index: Int, count: Int) {
      self.index = index
      self.count = count
    }
  }

  package struct Key: Hashable, Sendable {
    package var name: String
    package var type: LogicalType

    package init(_ name: String, _ type: LogicalType) {
      self.name = name
      self.type = type
    }
  }

  /// One of several files of a table.
  package struct File: Hashable, Sendable {
    /// Relative to the manifest.
    package var path: String
    package var byteCount: Int
    package var hash: TableHash
    /// Position of its first row among those that its part has in the share.
    package var firstRow: Int64

    package init(path: String, byteCount: Int, hash: TableHash, firstRow: Int64) {
      self.path = path
      self.byteCount = byteCount
      self.hash = hash
      self.firstRow = firstRow
    }
  }

  package struct Table: Hashable, Sendable {
    /// Columns as they are in the file.
    package var layout: TableLayout
    /// Relative to the manifest.
    package var file: String
    package var format: String
    package var compression: String
    package var byteCount: Int
    package var hash: TableHash
    /// Position of the file's first row in the whole table; above 0 only in shares.
    package var firstRow: Int64
    /// How CSV is read; that of other formats is not told.
    package var csv: CSVOptions
    /// What the rows are parted by: in the paths, whether the files hold it or not.
    package var keys: [Key] = []
    /// The files, where `file` is a folder or a pattern of names; nil where it is one file.
    package var files: [File]?

    package init(
      layout: TableLayout, file: String, format: String, compression: String, byteCount: Int,
      hash: TableHash, firstRow: Int64 = 0, csv: CSVOptions = CSVOptions()
    ) {
      self.layout = layout
      self.file = file
      self.format = format
      self.compression = compression
      self.byteCount = byteCount
      self.hash = hash
      self.firstRow = firstRow
      self.csv = csv
    }
  }

  /// A file that the document took values from.
  package struct Input: Hashable, Sendable {
    /// Relative to the document.
    package var path: String
    package var byteCount: Int
    /// SHA-256, in hexadecimal digits.
    package var hash: String

    package init(path: String, byteCount: Int, hash: String) {
      self.path = path
      self.byteCount = byteCount
      self.hash = hash
    }
  }

  package var name: String
  package var documentHash: String
  package var inputs: [Input]
  package var seed: UInt64
  package var version: String
  package var rngContract: Int
  package var share: Share?
  package var tables: [Table]

  package init(
    name: String, documentHash: String, inputs: [Input] = [], seed: UInt64, version: String,
    rngContract: Int = 1,
    share: Share? = nil, tables: [Table]
  ) {
    self.name = name
    self.documentHash = documentHash
    self.inputs = inputs
    self.seed = seed
    self.version = version
    self.rngContract = rngContract
    self.share = share
    self.tables = tables
  }

  package func json() -> [UInt8] {
    var members: [JSONMember] = [
      JSONMember("synthetic", .bool(true)),
      JSONMember("name", .text(name)),
      JSONMember("documentHash", .text(documentHash)),
      JSONMember("seed", .number(String(seed))),
      JSONMember("version", .text(version)),
      JSONMember("rngContract", .number(String(rngContract))),
    ]
    if !inputs.isEmpty {
      members.append(JSONMember("inputs", .array(inputs.map { $0.json() })))
    }
    if let share {
      members.append(
        JSONMember(
          "share",
          .object([
            JSONMember("index", .number(String(share.index))),
            JSONMember("count", .number(String(share.count))),
          ])))
    }
    members.append(JSONMember("tables", .array(tables.map { $0.json() })))
    return Array(JSONValue.object(members).document().utf8)
  }
}

extension Manifest.Table {
  fileprivate func json() -> JSONValue {
    var members = [
      JSONMember("name", .text(layout.table)),
      JSONMember("file", .text(file)),
      JSONMember("format", .text(format)),
      JSONMember("compression", .text(compression)),
      JSONMember("rowCount", .number(String(hash.rowCount))),
    ]
    if firstRow > 0 { members.append(JSONMember("firstRow", .number(String(firstRow)))) }
    members += csv.members
    members += [
      JSONMember("byteCount", .number(String(byteCount))),
      JSONMember("logicalHash", .text(hash.logicalText)),
      JSONMember("orderHash", .text(hash.orderText)),
      JSONMember(
        "columns",
        .array(
          layout.fields.map(\.json))),
    ]
    if !keys.isEmpty {
      members.append(
        JSONMember(
          "partedBy",
          .array(
            keys.map { key in
              .object([
                JSONMember("name", .text(key.name)), JSONMember("type", .text(key.type.name)),
              ])
            })))
    }
    if let files { members.append(JSONMember("files", .array(files.map { $0.json() }))) }
    return .object(members)
  }
}

extension Manifest.Input {
  fileprivate func json() -> JSONValue {
    .object([
      JSONMember("file", .text(path)), JSONMember("byteCount", .number(String(byteCount))),
      JSONMember("sha256", .text(hash)),
    ])
  }
}

extension Manifest.File {
  fileprivate func json() -> JSONValue {
    var members = [
      JSONMember("file", .text(path)), JSONMember("rowCount", .number(String(hash.rowCount))),
    ]
    if firstRow > 0 { members.append(JSONMember("firstRow", .number(String(firstRow)))) }
    members += [
      JSONMember("byteCount", .number(String(byteCount))),
      JSONMember("logicalHash", .text(hash.logicalText)),
      JSONMember("orderHash", .text(hash.orderText)),
    ]
    return .object(members)
  }
}

extension CSVOptions {
  /// What a reader must know and would not guess.
  fileprivate var members: [JSONMember] {
    var members: [JSONMember] = []
    if delimiter != UInt8(ascii: ",") {
      members.append(JSONMember("delimiter", .text(String(UnicodeScalar(delimiter)))))
    }
    if quoting == .all { members.append(JSONMember("quoting", .text(quoting.rawValue))) }
    if !hasHeader { members.append(JSONMember("header", .bool(false))) }
    if !nullText.isEmpty { members.append(JSONMember("nullText", .text(nullText))) }
    return members
  }
}
