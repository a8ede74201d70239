import Columnar
import Encoding

/// What a user may choose about files, for all formats; each takes what concerns it.
package struct SinkOptions: Sendable {
  /// A name of `CodecRegistry`; nil for the format's own choice.
  package var compression: String?
  package var level: Int?
  /// Key and value pairs for formats that hold metadata.
  package var metadata: [(key: String, value: String)]
  package var createdBy: String
  /// Version of Parquet's data pages, 1 or 2.
  package var pageVersion: Int
  package var encodings: Encodings
  package var csv: CSVOptions
  /// The distinct texts that a column can hold, by column; nil or left out where they are not
  /// known.
  package var dictionaries: [TextDictionary?]
  /// Rates of false positives of Parquet's columns that have a Bloom filter, by column.
  package var bloomRates: [Int: Double]

  package init(
    compression: String? = nil, level: Int? = nil, metadata: [(key: String, value: String)] = [],
    createdBy: String = "datagen", pageVersion: Int = 2, encodings: Encodings = .automatic,
    csv: CSVOptions = CSVOptions(), dictionaries: [TextDictionary?] = [],
    bloomRates: [Int: Double] = [:]
  ) {
    self.compression = compression
    self.level = level
    self.metadata = metadata
    self.createdBy = createdBy
    self.pageVersion = pageVersion
    self.encodings = encodings
    self.csv = csv
    self.dictionaries = dictionaries
    self.bloomRates = bloomRates
  }
}

/// A sink of one file.
package protocol FileSink: BatchSink {
  /// Bytes that the file has at most if it ends behind one more row group.
  func byteCount(endingBehind group: EncodedRowGroup) -> Int
}

/// A file format: its name in documents, its file extension, its sink.
package protocol SinkFormat: Sendable {
  static var name: String { get }
  static var fileExtension: String { get }
  /// The compressions it offers, the standard one first.
  static var compressions: [String] { get }
  /// Whether files without compression may be shown on a terminal.
  static var isText: Bool { get }

  static func makeSink(
    layout: TableLayout, file: OutputFile, options: SinkOptions
  ) throws(SinkError) -> any FileSink

  /// - Parameter layout: the columns the manifest names; a file with others is refused.
  static func makeReader(
    _ path: String, layout: TableLayout, options: ReaderOptions
  ) throws(SinkError) -> any TableReader
}

extension SinkFormat {
  package static var isText: Bool { false }
}

/// What must be known about a file to read it, beside its columns.
package struct ReaderOptions: Sendable {
  /// Of files of text: a name of `CodecRegistry`.
  package var compression: String
  package var csv: CSVOptions

  package init(compression: String = "none", csv: CSVOptions = CSVOptions()) {
    self.compression = compression
    self.csv = csv
  }
}

/// Every format, by name; a new one is one file and one line.
package enum SinkRegistry {
  package static let all: [any SinkFormat.Type] = [
    ArrowFormat.self,
    CSVFormat.self,
    JSONLinesFormat.self,
    ParquetFormat.self,
  ]

  package static var names: [String] { all.map { $0.name } }

  package static func format(named name: String) -> (any SinkFormat.Type)? {
    all.first { $0.name == name }
  }
}
