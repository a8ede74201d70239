import Columnar
import Encoding

/// The values of some rows as text, column by column; then put together row by row.
///
/// Each column is rendered in a loop of its own type; putting cells together is copying.
struct CellTable {
  private let style: CellStyle
  private var cells = ByteBuffer()
  /// Where cells end, column by column; each column starts with its own start.
  private var bounds: [Int] = []
  private var rendered: [RenderedDictionary] = []
  /// Set when a number met is not finite and the style refuses those.
  private(set) var refusedColumn: Int?

  init(_ style: CellStyle) { self.style = style }

  mutating func render(_ columns: [Column], rows: Range<Int>) {
    cells.removeAll()
    bounds.removeAll(keepingCapacity: true)
    refusedColumn = nil
    for (position, column) in columns.enumerated() {
      bounds.append(cells.count)
      let start = bounds.count
      render(column, rows)
      precondition(bounds.count == start + rows.count, "a bound for each cell")
      if refusedColumn == -1 { refusedColumn = position }
    }
  }

  /// Writes `prefixes[0] cell prefixes[1] cell … end` for each row.
  func assemble(
    columnCount: Int, rowCount: Int, prefixes: PrefixTable, end: [UInt8],
    into output: inout ByteBuffer
  ) {
    let cellBytes = cells.bytes
    let boundSpan = bounds.span
    let prefixSpan = prefixes.bytes.span
    let prefixBytes = prefixSpan.rawBytes
    let prefixBounds = prefixes.bounds.span
    let perRow = prefixes.bounds[columnCount] + end.count
    output.write(atMost: cells.count + rowCount * perRow) { cursor in
      for row in 0..<rowCount {
        var index = row
        for column in 0..<columnCount {
          let start = prefixBounds[column]
          cursor.append(prefixBytes, at: start, count: prefixBounds[column &+ 1] &- start)
          let cell = boundSpan[index]
          cursor.append(cellBytes, at: cell, count: boundSpan[index &+ 1] &- cell)
          index &+= rowCount &+ 1
        }
        for byte in end { cursor.append(byte) }
      }
    }
  }

  private mutating func render(_ column: Column, _ rows: Range<Int>) {
    switch (column.type, column.values) {
    case (_, .boolean(let values)):
      each(column, rows, limit: 5) { row, cursor in
        cursor.append(values[row] ? 0x6575_7274 : 0x65_736C_6166, keeping: values[row] ? 4 : 5)
      }
    case (.decimal(_, let scale), .int64(let values)):
      let divisor = UInt64(LogicalType.powerOfTen(scale))
      each(column, rows, limit: 24) { row, cursor in
        cursor.append(decimal: values[row], scale: scale, divisor: divisor)
      }
    case (.decimal(_, let scale), .int128(let values)):
      let divisor = UInt128(LogicalType.powerOfTen(scale))
      each(column, rows, limit: 48) { row, cursor in
        cursor.append(decimal: values[row], scale: scale, divisor: divisor)
      }
    case (.date, .int64(let values)), (.time, .int64(let values)),
      (.timestamp, .int64(let values)):
      render(times: values, column, rows)
    case (.duration, _): preconditionFailure("a duration reached a file")
    case (_, .int64(let values)):
      each(column, rows, limit: 20) { row, cursor in cursor.append(integer: values[row]) }
    case (_, .int128): preconditionFailure("a wide integer that is no decimal")
    case (let type, .float64(let values)):
      render(values, isSingle: type == .float32, column, rows)
    case (_, .uuid(let values)):
      each(column, rows, limit: 38, quotes: style.quotesTimes) { row, cursor in
        cursor.append(uuid: values[row])
      }
    case (_, .text(.plain(let text))): render(text, column.validity, rows)
    case (_, .text(.dictionary(let codes, let dictionary))):
      render(codes, dictionary, column, rows)
    }
  }

  private mutating func render(times values: [Int64], _ column: Column, _ rows: Range<Int>) {
    let quotes = style.quotesTimes
    var digits = TimeDigits()
    switch column.type {
    case .date:
      each(column, rows, limit: 12, quotes: quotes) { row, cursor in
        digits.append(date: values[row], to: &cursor)
      }
    case .time:
      each(column, rows, limit: 18, quotes: quotes) { row, cursor in
        TimeDigits.append(time: values[row], to: &cursor)
      }
    case .timestamp(let utc):
      each(column, rows, limit: 30, quotes: quotes) { row, cursor in
        digits.append(timestamp: values[row], utc: utc, to: &cursor)
      }
    default: preconditionFailure("a type without days and hours")
    }
  }

  private mutating func render(
    _ values: [Double], isSingle: Bool, _ column: Column, _ rows: Range<Int>
  ) {
    let nonFinite = style.nonFinite
    var isRefused = false
    let digits = FloatDigits()
    each(column, rows, limit: FloatDigits.limit) { row, cursor in
      let value = isSingle ? Double(Float(values[row])) : values[row]
      if value.isFinite {
        digits.append(value, isSingle: isSingle, to: &cursor)
      } else {
        switch nonFinite {
        case .words: FloatDigits.append(nonFinite: value, to: &cursor)
        case .null: cursor.append(0x6C6C_756E, keeping: 4)
        case .refuse: isRefused = true
        }
      }
    }
    if isRefused && refusedColumn == nil { refusedColumn = -1 }
  }

  private mutating func render(_ text: PlainText, _ validity: Bitmap?, _ rows: Range<Int>) {
    let byteArray = text.bytes
    let bytes = byteArray.span.rawBytes
    let offsetArray = text.offsets
    let offsets = offsetArray.span
    let byteCount = Int(offsets[rows.upperBound] - offsets[rows.lowerBound])
    let style = style
    let limit = style.limit(forText: byteCount) + rows.count * (2 + style.null.count)
    CellTable.fill(&cells, &bounds, rows, validity, limit: limit, null: style.null) {
      row, cursor in
      let start = Int(offsets[row])
      style.append(text: bytes, at: start, count: Int(offsets[row &+ 1]) &- start, to: &cursor)
    }
  }

  private mutating func render(
    _ codes: [Int32], _ dictionary: TextDictionary, _ column: Column, _ rows: Range<Int>
  ) {
    guard dictionary.count <= 4 * max(rows.count, 1024) else {
      // Most entries are not used here: render the rows' texts alone.
      let used = TextColumn.dictionary(codes: codes, dictionary).plainText(rows)
      let validity = column.validity.map { $0.gathered(Array(rows)) }
      render(used, validity, 0..<rows.count)
      return
    }
    let known = self.known(dictionary)
    let bytes = known.bytes.bytes
    let entries = known.bounds.span
    let codeSpan = codes.span
    let limit = rows.count * max(known.longest, style.null.count)
    CellTable.fill(&cells, &bounds, rows, column.validity, limit: limit, null: style.null) {
      row, cursor in
      let code = Int(codeSpan[row])
      let start = entries[code]
      cursor.append(bytes, at: start, count: entries[code &+ 1] &- start)
    }
  }

  private mutating func known(_ dictionary: TextDictionary) -> RenderedDictionary {
    if let found = rendered.first(where: { $0.source === dictionary }) { return found }
    let made = RenderedDictionary(dictionary, style)
    if rendered.count == 64 { rendered.removeFirst() }
    rendered.append(made)
    return made
  }

  @inline(__always)
  private mutating func each(
    _ column: Column, _ rows: Range<Int>, limit: Int, quotes: Bool = false,
    _ body: (Int, inout ByteCursor) -> Void
  ) {
    let limit = rows.count * max(limit, style.null.count)
    CellTable.fill(&cells, &bounds, rows, column.validity, limit: limit, null: style.null) {
      row, cursor in
      if quotes { cursor.append(ascii: "\"") }
      body(row, &cursor)
      if quotes { cursor.append(ascii: "\"") }
    }
  }

  @inline(__always)
  private static func fill(
    _ cells: inout ByteBuffer, _ bounds: inout [Int], _ rows: Range<Int>, _ validity: Bitmap?,
    limit: Int, null: [UInt8], _ body: (Int, inout ByteCursor) -> Void
  ) {
    let start = bounds.count
    bounds.append(contentsOf: repeatElement(0, count: rows.count))
    var ends = bounds.mutableSpan
    let words = validity?.words ?? []
    let bits = words.span
    let isNullable = validity != nil
    cells.write(atMost: limit) { cursor in
      for row in rows {
        if !isNullable || bits[row &>> 6] &>> UInt64(row & 63) & 1 == 1 {
          body(row, &cursor)
        } else {
          for byte in null { cursor.append(byte) }
        }
        ends[start &+ row &- rows.lowerBound] = cursor.position
      }
    }
  }
}

/// The entries of a dictionary as a style writes them, made once.
private struct RenderedDictionary {
  let source: TextDictionary
  let bytes: ByteBuffer
  let bounds: [Int]
  let longest: Int

  init(_ source: TextDictionary, _ style: CellStyle) {
    self.source = source
    let texts = source.values
    let byteArray = texts.bytes
    let raw = byteArray.span.rawBytes
    var buffer = ByteBuffer()
    var ends = [0]
    var longest = 0
    for entry in 0..<texts.count {
      let range = texts.range(at: entry)
      buffer.write(atMost: style.limit(forText: range.count)) {
        style.append(text: raw, at: range.lowerBound, count: range.count, to: &$0)
      }
      longest = max(longest, buffer.count - ends[entry])
      ends.append(buffer.count)
    }
    bytes = buffer
    bounds = ends
    self.longest = longest
  }
}

/// What stands before each column's cell; spare bytes behind let copies take sixteen at once.
struct PrefixTable: Sendable {
  let bytes: [UInt8]
  let bounds: [Int]

  init(_ prefixes: [[UInt8]]) {
    var all: [UInt8] = []
    var ends = [0]
    for prefix in prefixes {
      all += prefix
      ends.append(all.count)
    }
    bytes = all + [UInt8](repeating: 0, count: 16)
    bounds = ends
  }
}

extension TextColumn {
  /// The texts of the rows, as bytes.
  fileprivate func plainText(_ rows: Range<Int>) -> PlainText {
    switch gathered(Array(rows)) {
    case .plain(let text): return text
    case .dictionary(let codes, let dictionary):
      var text = PlainText()
      for code in codes { text.append(contentsOf: dictionary.values, at: Int(code)) }
      return text
    }
  }
}
