import Columnar
import Encoding
import Sinks

/// Writes every type × null pattern × number of rows in every format and codec to a folder, with
/// the values as text beside them, for readers that know nothing of this package.
@main
enum ReaderMatrix {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch (arguments.count, arguments.dropFirst().first) {
    case (2, "bench"): try Bench.run()
    case (2, let folder?): try write(to: folder)
    default:
      print("usage: ReaderMatrix FOLDER | bench")
    }
  }

  private static func write(to path: String) throws {
    let folder = try OutputFolder(path, force: true)
    do {
      for table in MatrixTable.all {
        try folder.write(table.expected(), to: "\(table.name).expected.tsv")
        for variant in Variant.all {
          let file = try folder.makeFile("\(table.name).\(variant.name).parquet", table: table.name)
          try fill(
            ParquetSink(layout: table.layout, file: file, options: variant.options),
            table.rowGroups)
        }
        for variant in ArrowVariant.all {
          let file = try folder.makeFile("\(table.name).\(variant.name)", table: table.name)
          try fill(
            ArrowSink(
              layout: table.layout, file: file, options: variant.options(table.dictionaries)),
            table.rowGroups)
        }
        for (ending, format, options) in texts {
          let file = try folder.makeFile("\(table.name).\(ending)", table: table.name)
          try fill(sink(format, table.layout, file, options), table.rowGroups)
        }
      }
      for table in MatrixTable.pruned {
        try folder.write(table.expected(), to: "\(table.name).tsv")
        let file = try folder.makeFile("\(table.name).parquet", table: table.name)
        let options = ParquetOptions(codec: Zstandard.self, pageRowCount: 100)
        try fill(
          ParquetSink(layout: table.layout, file: file, options: options), table.rowGroups)
      }
      for table in NestedMatrixTable.all { try write(table, to: folder) }
      try folder.publish()
    } catch {
      folder.discard()
      throw error
    }
  }

  private static func write(_ table: NestedMatrixTable, to folder: OutputFolder) throws {
    try folder.write(table.expected(), to: "\(table.name).json")
    let groups = table.rowGroups
    for variant in Variant.all where ["none", "zstd"].contains(variant.options.codec.name) {
      let file = try folder.makeFile("\(table.name).\(variant.name).parquet", table: table.name)
      try fill(ParquetSink(layout: table.layout, file: file, options: variant.options), groups)
    }
    for variant in ArrowVariant.all where !variant.isCoded {
      let file = try folder.makeFile("\(table.name).\(variant.name)", table: table.name)
      try fill(
        ArrowSink(layout: table.layout, file: file, options: variant.options([])), groups)
    }
    for (ending, format, options) in texts where ["csv", "jsonl", "quoted.csv"].contains(ending) {
      let file = try folder.makeFile("\(table.name).\(ending)", table: table.name)
      try fill(sink(format, table.layout, file, options), groups)
    }
  }

  /// Files of text by the endings that the Python tests know them by.
  private static let texts: [(String, String, SinkOptions)] =
    ["csv", "jsonl"].flatMap { format in
      [("", "none"), (".gz", "gzip"), (".zst", "zstd")].map { ending, compression in
        (format + ending, format, SinkOptions(compression: compression))
      }
    }
    + [
      ("semicolon", CSVOptions(delimiter: UInt8(ascii: ";"))),
      ("tab", CSVOptions(delimiter: 9, nullText: "<null>")),
      ("word", CSVOptions(nullText: "NULL")),
      ("quoted", CSVOptions(quoting: .all)),
      ("headless", CSVOptions(delimiter: UInt8(ascii: "|"), quoting: .all, hasHeader: false)),
    ].map { name, csv in ("\(name).csv", "csv", SinkOptions(csv: csv)) }

  private static func sink(
    _ name: String, _ layout: TableLayout, _ file: OutputFile, _ options: SinkOptions
  ) throws(SinkError) -> any BatchSink {
    guard let format = SinkRegistry.format(named: name) else {
      preconditionFailure("a format of the matrix is not registered")
    }
    return try format.makeSink(layout: layout, file: file, options: options)
  }

  private static func fill(_ sink: any BatchSink, _ groups: [[Batch]]) throws {
    for group in groups {
      let encoder = sink.makeEncoder()
      for batch in group { try encoder.append(batch) }
      try sink.write(try encoder.finish())
    }
    _ = try sink.finish()
  }
}

/// A way to write Parquet; readers find it in the file's name.
private struct Variant {
  let name: String
  let options: ParquetOptions

  /// Every codec, page version and choice of encodings, and pages of a few rows.
  static let all: [Variant] = CodecRegistry.all.flatMap { codec in
    [1, 2].flatMap { version in
      [(Encodings.automatic, 1 << 15), (.automatic, 130), (.plain, 1 << 15)].map { choice, rows in
        let encodings = rows < 1000 ? "pages" : choice.rawValue
        return Variant(
          name: "\(codec.name)-v\(version)-\(encodings)",
          options: ParquetOptions(
            codec: codec, pageRowCount: rows, pageVersion: version, encodings: choice,
            metadata: [("synthetic", "true")]))
      }
    }
  }
}

/// A way to write Arrow: `arrow` files and `arrows` streams, texts as they are or as codes.
private struct ArrowVariant {
  let isStream: Bool
  let isCompressed: Bool
  let isCoded: Bool

  static let all: [ArrowVariant] = [false, true].flatMap { isStream in
    [false, true].flatMap { isCompressed in
      [false, true].map {
        ArrowVariant(isStream: isStream, isCompressed: isCompressed, isCoded: $0)
      }
    }
  }

  var name: String {
    "\(isCompressed ? "zstd" : "none")-\(isCoded ? "coded" : "plain").arrow\(isStream ? "s" : "")"
  }

  func options(_ dictionaries: [TextDictionary?]) -> ArrowOptions {
    ArrowOptions(
      isStream: isStream, isCompressed: isCompressed, metadata: [("synthetic", "true")],
      dictionaries: isCoded ? dictionaries : [])
  }
}
