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
        for codec in CodecRegistry.all {
          try write(table, "parquet", codec.name, "\(table.name).\(codec.name).parquet", folder)
        }
        for format in ["csv", "jsonl"] {
          for (codec, ending) in [("none", ""), ("gzip", ".gz"), ("zstd", ".zst")] {
            try write(table, format, codec, "\(table.name).\(format)\(ending)", folder)
          }
        }
        for (name, options) in csvOptions {
          try write(table, "csv", "none", "\(table.name).\(name).csv", folder, options)
        }
      }
      try folder.publish()
    } catch {
      folder.discard()
      throw error
    }
  }

  /// Settings of CSV by the name that the Python tests know them by.
  private static let csvOptions: [(String, CSVOptions)] = [
    ("semicolon", CSVOptions(delimiter: UInt8(ascii: ";"))),
    ("tab", CSVOptions(delimiter: 9, nullText: "<null>")),
    ("word", CSVOptions(nullText: "NULL")),
    ("quoted", CSVOptions(quoting: .all)),
    ("headless", CSVOptions(delimiter: UInt8(ascii: "|"), quoting: .all, hasHeader: false)),
  ]

  private static func write(
    _ table: MatrixTable, _ format: String, _ compression: String, _ file: String,
    _ folder: OutputFolder, _ csv: CSVOptions = CSVOptions()
  ) throws {
    guard let format = SinkRegistry.format(named: format) else {
      preconditionFailure("a format of the matrix is not registered")
    }
    let sink = try format.makeSink(
      layout: table.layout, file: try folder.makeFile(file, table: table.name),
      options: SinkOptions(compression: compression, metadata: [("synthetic", "true")], csv: csv))
    for group in table.rowGroups {
      let encoder = sink.makeEncoder()
      for batch in group { try encoder.append(batch) }
      try sink.write(try encoder.finish())
    }
    _ = try sink.finish()
  }
}
