import Columnar
import Encoding

extension Manifest {
  /// Reads what `json()` writes; members it does not know are passed over.
  ///
  /// - Throws: `input` with what is missing or of another kind.
  package init(json bytes: [UInt8], path: String) throws(SinkError) {
    do throws(DecodingError) {
      try self.init(try JSONReader.read(bytes))
    } catch {
      throw SinkError(.input, path: path, reason: "no manifest: \(error.reason)")
    }
  }

  /// The manifest of a dataset's folder.
  package static func read(folder: String) throws(SinkError) -> Manifest {
    let path = FileTree.join(folder, fileName)
    return try Manifest(json: try InputFile.contents(of: path), path: path)
  }

  private init(_ value: JSONValue) throws(DecodingError) {
    guard value["synthetic"]?.bool == true else { throw .lacking("synthetic") }
    guard let seed = value["seed"]?.unsigned else { throw .lacking("seed") }
    guard let contract = value["rngContract"]?.int else { throw .lacking("rngContract") }
    guard let list = value["tables"]?.array else { throw .lacking("tables") }
    var tables: [Table] = []
    for table in list { tables.append(try Table(table)) }
    var inputs: [Input] = []
    for input in value["inputs"]?.array ?? [] {
      guard let byteCount = input["byteCount"]?.int else { throw .lacking("byteCount") }
      inputs.append(
        Input(
          path: try input.text("file"), byteCount: Int(byteCount), hash: try input.text("sha256")))
    }
    var share: Share?
    if let part = value["share"] {
      guard let index = part["index"]?.int, let count = part["count"]?.int else {
        throw .lacking("share")
      }
      share = Share(index: Int(index), count: Int(count))
    }
    self.init(
      name: try value.text("name"), documentHash: try value.text("documentHash"), inputs: inputs,
      seed: seed, version: try value.text("version"), rngContract: Int(contract), share: share,
      tables: tables)
  }
}

extension Manifest.Table {
  fileprivate init(_ value: JSONValue) throws(DecodingError) {
    let name = try value.text("name")
    guard let byteCount = value["byteCount"]?.int else { throw .lacking("byteCount") }
    let firstRow = try value.firstRow()
    guard let columns = value["columns"]?.array else { throw .lacking("columns") }
    var fields: [Field] = []
    for column in columns { fields.append(try Field(column)) }
    self.init(
      layout: TableLayout(table: name, fields: fields), file: try value.text("file"),
      format: try value.text("format"), compression: try value.text("compression"),
      byteCount: Int(byteCount),
      hash: try TableHash(value), firstRow: firstRow, csv: try CSVOptions(value))
    for key in value["partedBy"]?.array ?? [] {
      let typeName = try key.text("type")
      guard let type = LogicalType(name: typeName) else {
        throw DecodingError("values of unknown type '\(typeName)' in paths")
      }
      keys.append(Manifest.Key(try key.text("name"), type))
    }
    if let list = value["files"] {
      guard let list = list.array else { throw .lacking("files") }
      var files: [Manifest.File] = []
      for file in list { files.append(try Manifest.File(file)) }
      self.files = files
    }
  }
}

extension Manifest.File {
  fileprivate init(_ value: JSONValue) throws(DecodingError) {
    guard let byteCount = value["byteCount"]?.int else { throw .lacking("byteCount") }
    self.init(
      path: try value.text("file"), byteCount: Int(byteCount), hash: try TableHash(value),
      firstRow: try value.firstRow())
  }
}

extension TableHash {
  fileprivate init(_ value: JSONValue) throws(DecodingError) {
    guard let rowCount = value["rowCount"]?.int, rowCount >= 0 else { throw .lacking("rowCount") }
    guard let logical = TableHash.parse(try value.text("logicalHash")) else {
      throw .lacking("logicalHash")
    }
    guard let order = TableHash.parse(try value.text("orderHash")) else {
      throw .lacking("orderHash")
    }
    self.init(logical: logical, order: order, rowCount: rowCount)
  }
}

extension CSVOptions {
  fileprivate init(_ value: JSONValue) throws(DecodingError) {
    self.init()
    if value["delimiter"] != nil {
      let bytes = Array(try value.text("delimiter").utf8)
      guard bytes.count == 1, bytes[0] < 128 else { throw .lacking("delimiter") }
      delimiter = bytes[0]
    }
    if value["quoting"] != nil {
      guard let known = Quoting(rawValue: try value.text("quoting")) else {
        throw .lacking("quoting")
      }
      quoting = known
    }
    if let header = value["header"] {
      guard let truth = header.bool else { throw .lacking("header") }
      hasHeader = truth
    }
    if value["nullText"] != nil { nullText = try value.text("nullText") }
  }
}

extension JSONValue {
  fileprivate func firstRow() throws(DecodingError) -> Int64 {
    guard let written = self["firstRow"] else { return 0 }
    guard let number = written.int, number >= 0 else { throw .lacking("firstRow") }
    return number
  }

  func text(_ name: String) throws(DecodingError) -> String {
    guard let value = self[name]?.text else { throw .lacking(name) }
    return value
  }
}

extension DecodingError {
  static func lacking(_ member: String) -> DecodingError {
    DecodingError("'\(member)' is missing or of another kind")
  }
}
