import Encoding

/// One column of a CSV file with a header, as text: LF or CRLF, commas, quotes where they are
/// needed; the last line may end without a line end.
package struct CSVColumn: Sendable {
  package struct Cell: Hashable, Sendable {
    package var text: String
    /// From 1; columns in Unicode scalars.
    package var line: Int
    package var column: Int
  }

  /// A line that is no record.
  package struct Damage: Error, Hashable, Sendable {
    package var line: Int
    package var reason: String
  }

  package private(set) var header: [String] = []
  /// Nil where the header does not have the name.
  package private(set) var cells: [Cell]?

  /// - Parameter name: of the column; the first of that name.
  package init(_ bytes: [UInt8], column name: String) throws(Damage) {
    var (position, line) = (0, 1)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    var index: Int?
    while position < bytes.count {
      let record = CSVColumn.record(bytes, from: position)
      let fields = try CSVColumn.fields(bytes, record, line)
      if line == 1 {
        header = fields.map(\.text)
        index = header.firstIndex(of: name)
        cells = index == nil ? nil : []
      } else if fields.count != header.count {
        throw Damage(
          line: line,
          reason: (fields.count == 1 ? "1 field stands" : "\(fields.count) fields stand")
            + " where the header has \(header.count)")
      }
      if line > 1, let index { cells?.append(fields[index]) }
      var next = record.upperBound + 1
      if record.upperBound < bytes.count, bytes[record.upperBound] == 13 { next += 1 }
      line += bytes[position..<min(next, bytes.count)].count { $0 == 10 }
      position = next
    }
  }

  /// Up to the next line end that stands in no quotes, which does not belong to it.
  private static func record(_ bytes: [UInt8], from start: Int) -> Range<Int> {
    var position = start
    var isQuoted = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == 10, !isQuoted { break }
      position += 1
    }
    let hasReturn = position > start && position < bytes.count && bytes[position - 1] == 13
    return start..<(hasReturn ? position - 1 : position)
  }

  private static func fields(
    _ bytes: [UInt8], _ record: Range<Int>, _ line: Int
  ) throws(Damage) -> [Cell] {
    var cells: [Cell] = []
    // The line and the start of the line that the field before began in.
    var (place, lineStart, counted) = (line, record.lowerBound, record.lowerBound)
    do throws(DecodingError) {
      try CSVFields.forEach(in: bytes, record, delimiter: UInt8(ascii: ",")) {
        field, isQuoted, start throws(DecodingError) in
        while counted < start {
          if bytes[counted] == 10 { (place, lineStart) = (place + 1, counted + 1) }
          counted += 1
        }
        guard let text = String(validating: field, as: UTF8.self) else {
          throw DecodingError("text that is not UTF-8")
        }
        // Bytes that go on with a scalar are none of their own.
        let column = bytes[lineStart..<start].count { $0 & 0xC0 != 0x80 } + 1
        cells.append(Cell(text: text, line: place, column: column + (isQuoted ? 1 : 0)))
      }
    } catch {
      throw Damage(line: line, reason: error.reason)
    }
    return cells
  }
}
