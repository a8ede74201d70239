import Columnar
import Encoding

/// Reads what `CSVSink` writes, and CSV like it: a header, commas, quotes, LF or CRLF.
///
/// A field that is empty without quotes is null, except in text columns that have no nulls; so is
/// one that holds the text for nulls without quotes.
package final class CSVReader: TableReader {
  private static let batchRowCount = 4096

  private let layout: TableLayout
  private let nullText: [UInt8]
  private let lines: RecordReader
  private var builders: [ColumnBuilder]
  private var isAtStart = true
  /// For messages: the header is record 1.
  private var record = 0

  package init(
    _ path: String, layout: TableLayout, nullText: String = ""
  ) throws(SinkError) {
    self.layout = layout
    self.nullText = Array(nullText.utf8)
    lines = RecordReader(try InputFile(path), quotes: true)
    builders = layout.fields.map { ColumnBuilder($0) }
  }

  package func next() throws(SinkError) -> Batch? {
    if isAtStart {
      isAtStart = false
      try readHeader()
    }
    var rowCount = 0
    while rowCount < CSVReader.batchRowCount, let range = try lines.next() {
      record += 1
      do throws(DecodingError) {
        try readRow(range)
      } catch {
        throw .damaged(lines.path, table: layout.table, "record \(record): \(error.reason)")
      }
      rowCount += 1
    }
    guard rowCount > 0 else { return nil }
    do throws(DecodingError) {
      var columns: [Column] = []
      for index in builders.indices { columns.append(try builders[index].take()) }
      return Batch(columns: columns, rowCount: rowCount)
    } catch {
      throw .damaged(
        lines.path, table: layout.table, "up to record \(record): \(error.reason)")
    }
  }

  private func readHeader() throws(SinkError) {
    guard let range = try lines.next() else {
      throw .damaged(lines.path, table: layout.table, "the header is missing")
    }
    record = 1
    do throws(DecodingError) {
      var names: [String] = []
      try forEachField(range) { bytes, _ throws(DecodingError) in
        names.append(String(decoding: bytes, as: UTF8.self))
      }
      guard names == layout.fields.map(\.name) else {
        throw DecodingError("its columns are not those of the manifest")
      }
    } catch {
      throw .damaged(lines.path, table: layout.table, "the header is damaged: \(error.reason)")
    }
  }

  private func readRow(_ range: Range<Int>) throws(DecodingError) {
    var index = 0
    try forEachField(range) { bytes, isQuoted throws(DecodingError) in
      defer { index += 1 }
      guard index < builders.count else { return }
      let field = layout.fields[index]
      if bytes.isEmpty, !isQuoted, field.isNullable || field.type != .text {
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
    let bytes = lines.bytes
    var position = range.lowerBound
    while true {
      if position < range.upperBound, bytes[position] == UInt8(ascii: "\"") {
        var unquoted: [UInt8] = []
        position += 1
        while true {
          guard position < range.upperBound else { throw DecodingError("a quote without end") }
          let byte = bytes[position]
          position += 1
          if byte != UInt8(ascii: "\"") {
            unquoted.append(byte)
          } else if position < range.upperBound, bytes[position] == UInt8(ascii: "\"") {
            unquoted.append(byte)
            position += 1
          } else {
            break
          }
        }
        try body(unquoted[...], true)
      } else {
        let start = position
        while position < range.upperBound, bytes[position] != UInt8(ascii: ",") { position += 1 }
        try body(bytes[start..<position], false)
      }
      if position == range.upperBound { return }
      guard bytes[position] == UInt8(ascii: ",") else {
        throw DecodingError("text behind a closing quote")
      }
      position += 1
    }
  }
}
