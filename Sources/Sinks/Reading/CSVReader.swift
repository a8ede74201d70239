import Columnar
import Encoding

/// Reads what `CSVSink` writes, and CSV like it: LF or CRLF, quotes where they are needed or
/// everywhere.
///
/// A field that is empty without quotes is null, except in text columns that have no nulls; so is
/// one that holds the text for nulls without quotes.
package final class CSVReader: TableReader {
  private let rows: RowTextReader
  private let options: CSVOptions
  private let nullText: [UInt8]
  private var isAtStart = true

  package init(
    _ path: String, layout: TableLayout, options: CSVOptions = CSVOptions(),
    compression: String = "none"
  ) throws(SinkError) {
    rows = try RowTextReader(
      path, layout: layout, compression: compression, quotes: true, word: "record")
    self.options = options
    nullText = Array(options.nullText.utf8)
  }

  package func next() throws(SinkError) -> Batch? {
    if isAtStart {
      isAtStart = false
      if options.hasHeader { try readHeader() }
    }
    return try rows.next { (range, builders) throws(DecodingError) in
      try readRow(range, into: &builders)
    }
  }

  private func readHeader() throws(SinkError) {
    guard let range = try rows.nextRecord() else { throw rows.damaged("the header is missing") }
    do throws(DecodingError) {
      var names: [String] = []
      try forEachField(range) { bytes, _ throws(DecodingError) in
        names.append(String(decoding: bytes, as: UTF8.self))
      }
      guard names == rows.layout.fields.map(\.name) else {
        throw DecodingError("its columns are not those of the manifest")
      }
    } catch {
      throw rows.damaged("the header is damaged: \(error.reason)")
    }
  }

  private func readRow(
    _ range: Range<Int>, into builders: inout [ColumnBuilder]
  ) throws(DecodingError) {
    var index = 0
    try forEachField(range) { bytes, isQuoted throws(DecodingError) in
      defer { index += 1 }
      guard index < builders.count else { return }
      if bytes.isEmpty, !isQuoted,
        builders[index].field.isNullable || builders[index].form != .text
      {
        try builders[index].appendNull()
      } else if !isQuoted, !bytes.isEmpty, bytes.elementsEqual(nullText) {
        try builders[index].appendNull()
      } else {
        try CellParser.append(bytes, to: &builders[index])
      }
    }
    guard index == builders.count else {
      throw DecodingError("\(index) fields where \(builders.count) are expected")
    }
  }

  private func forEachField(
    _ range: Range<Int>, _ body: (ArraySlice<UInt8>, Bool) throws(DecodingError) -> Void
  ) throws(DecodingError) {
    try CSVFields.forEach(in: rows.bytes, range, delimiter: options.delimiter) {
      field, isQuoted, _ throws(DecodingError) in
      try body(field, isQuoted)
    }
  }
}
