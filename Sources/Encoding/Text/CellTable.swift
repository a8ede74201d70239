import Columnar

/// The values of some rows as text, column by column; then put together row by row.
///
/// Each column is rendered in a loop of its own type, with what stands before its cells; putting
/// cells together is copying.
package struct CellTable {
  private let style: CellStyle
  private let leads: [CellLead]
  private var cells = ByteBuffer()
  /// Where cells end, column by column; each column starts with its own start.
  private var bounds: [Int] = []
  private var rendered: [RenderedDictionary] = []
  private var lead = CellLead([])
  /// Set when a number met is not finite and the style refuses those.
  package private(set) var refusedColumn: Int?

  package init(_ style: CellStyle, leads: [CellLead]) {
    self.style = style
    self.leads = leads
  }

  package mutating func render(_ columns: [Column], rows: Range<Int>) {
    cells.removeAll()
    bounds.removeAll(keepingCapacity: true)
    refusedColumn = nil
    for (position, column) in columns.enumerated() {
      bounds.append(cells.count)
      lead = leads[position]
      let start = bounds.count
      render(column, rows)
      precondition(bounds.count == start + rows.count, "a bound for each cell")
      if refusedColumn == -1 { refusedColumn = position }
    }
  }

  /// Writes `cell cell … end` for each row.
  package func assemble(
    columnCount: Int, rowCount: Int, end: CellLead, into output: inout ByteBuffer
  ) {
    let cellBytes = cells.bytesWithSpare
    let boundSpan = bounds.span
    let endSpan = end.bytes.span
    let endBytes = endSpan.rawBytes
    let endCount = end.count
    output.write(atMost: cells.count + rowCount * endCount) { cursor in
      for row in 0..<rowCount {
        var index = row
        for _ in 0..<columnCount {
          let cell = boundSpan[index]
          cursor.append(cellBytes, at: cell, count: boundSpan[index &+ 1] &- cell)
          index &+= rowCount &+ 1
        }
        cursor.append(endBytes, at: 0, count: endCount)
      }
    }
  }

  private mutating func render(_ column: Column, _ rows: Range<Int>) {
    switch (column.type, column.values) {
    case (_, .boolean(let values)):
      each(column, rows, limit: 5, quotes: style.quotesNumbers) { row, cursor in
        cursor.append(values[row] ? 0x6575_7274 : 0x65_736C_6166, keeping: values[row] ? 4 : 5)
      }
    case (.decimal(_, let scale), .int64(let values)):
      let divisor = UInt64(LogicalType.powerOfTen(scale))
      each(column, rows, limit: 24, quotes: style.quotesNumbers) { row, cursor in
        cursor.append(decimal: values[row], scale: scale, divisor: divisor)
      }
    case (.decimal(_, let scale), .int128(let values)):
      let divisor = UInt128(LogicalType.powerOfTen(scale))
      each(column, rows, limit: 48, quotes: style.quotesNumbers) { row, cursor in
        cursor.append(decimal: values[row], scale: scale, divisor: divisor)
      }
    case (.date, .int64(let values)), (.time, .int64(let values)),
      (.timestamp, .int64(let values)):
      render(times: values, column, rows)
    case (.duration, _): preconditionFailure("a duration reached a file")
    case (_, .int64(let values)):
      each(column, rows, limit: 20, quotes: style.quotesNumbers) { row, cursor in
        cursor.append(integer: values[row])
      }
    case (_, .int128): preconditionFailure("a wide integer that is no decimal")
    case (let type, .float64(let values)):
      render(values, isSingle: type == .float32, column, rows)
    case (_, .uuid(let values)):
      each(column, rows, limit: 36, quotes: style.quotesTimes) { row, cursor in
        cursor.append(uuid: values[row])
      }
    case (.json, .text(let text)) where style.isJSON:
      let documents = text.gathered(Array(rows)).plain.compactJSON()
      let ends = documents.offsets.map { Int($0) }
      render(ByteBuffer(documents.bytes), ends, column, rows)
    case (_, .list), (_, .structure):
      let texts = JSONTexts(column, rows: rows, style.ofParts)
      if texts.isRefused && refusedColumn == nil { refusedColumn = -1 }
      render(texts.bytes, texts.ends, column, rows)
    case (_, .text(.plain(let text))): render(text, column.validity, rows)
    case (_, .text(.dictionary(let codes, let dictionary))):
      render(codes, dictionary, column, rows)
    }
  }

  /// Texts that are JSON already; formats of other kinds quote them like any text.
  ///
  /// - Parameter ends: where the texts of the rows end, after a 0.
  private mutating func render(
    _ texts: consuming ByteBuffer, _ ends: [Int], _ column: Column, _ rows: Range<Int>
  ) {
    // Copies take sixteen bytes at once.
    texts.reserve(16)
    let source = texts.bytesWithSpare
    let places = ends.span
    let style = style
    let byteCount = ends[rows.count]
    let limit =
      (style.isJSON ? byteCount : style.limit(forText: byteCount))
      + rows.count * (2 + style.null.count)
    fill(rows, column.validity, limit: limit) { row, cursor in
      let index = row &- rows.lowerBound
      let start = places[index]
      let count = places[index &+ 1] &- start
      if style.isJSON {
        cursor.append(source, at: start, count: count)
      } else {
        style.append(text: source, at: start, count: count, to: &cursor)
      }
    }
  }

  /// Hands over the cells of the one column there is, and where they end.
  mutating func takeCells() -> (bytes: ByteBuffer, ends: [Int]) {
    defer { self = CellTable(style, leads: leads) }
    return (cells, bounds)
  }

  private mutating func render(times values: [Int64], _ column: Column, _ rows: Range<Int>) {
    let quotes = style.quotesTimes
    var digits = TimeDigits()
    switch column.type {
    case .date:
      each(column, rows, limit: 10, quotes: quotes) { row, cursor in
        digits.append(date: values[row], to: &cursor)
      }
    case .time:
      each(column, rows, limit: 16, quotes: quotes) { row, cursor in
        TimeDigits.append(time: values[row], to: &cursor)
      }
    case .timestamp(let utc):
      each(column, rows, limit: 28, quotes: quotes) { row, cursor in
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
    each(column, rows, limit: FloatDigits.limit, quotes: style.quotesNumbers) { row, cursor in
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
    let isPlain = !style.hasSpecial(
      bytes, Int(offsets[rows.lowerBound]), Int(offsets[rows.upperBound]))
    let limit =
      (isPlain ? byteCount : style.limit(forText: byteCount))
      + rows.count * (2 + style.null.count)
    fill(rows, validity, limit: limit) { row, cursor in
      let start = Int(offsets[row])
      style.append(
        text: bytes, at: start, count: Int(offsets[row &+ 1]) &- start, isPlain: isPlain,
        to: &cursor)
    }
  }

  private mutating func render(
    _ codes: [Int32], _ dictionary: TextDictionary, _ column: Column, _ rows: Range<Int>
  ) {
    guard dictionary.count <= 4 * max(rows.count, 1024) else {
      // Most entries are not used here: render the rows' texts alone.
      let used = TextColumn.dictionary(codes: codes, dictionary).gathered(Array(rows)).plain
      let validity = column.validity.map { $0.gathered(Array(rows)) }
      render(used, validity, 0..<rows.count)
      return
    }
    let known = self.known(dictionary)
    let bytes = known.bytes.bytesWithSpare
    let entries = known.bounds.span
    let codeSpan = codes.span
    let limit = rows.count * max(known.longest, style.null.count)
    fill(rows, column.validity, limit: limit) { row, cursor in
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
    _ column: Column, _ rows: Range<Int>, limit: Int, quotes: Bool,
    _ body: (Int, inout ByteCursor) -> Void
  ) {
    let limit = rows.count * max(limit + 2, style.null.count)
    if quotes {
      fill(rows, column.validity, limit: limit) { row, cursor in
        cursor.append(ascii: "\"")
        body(row, &cursor)
        cursor.append(ascii: "\"")
      }
    } else {
      fill(rows, column.validity, limit: limit, body)
    }
  }

  @inline(__always)
  private mutating func fill(
    _ rows: Range<Int>, _ validity: Bitmap?, limit: Int, _ body: (Int, inout ByteCursor) -> Void
  ) {
    CellTable.fill(
      &cells, &bounds, rows, validity, limit: limit + rows.count * lead.count, lead,
      null: style.null, body)
  }

  @inline(__always)
  private static func fill(
    _ cells: inout ByteBuffer, _ bounds: inout [Int], _ rows: Range<Int>, _ validity: Bitmap?,
    limit: Int, _ lead: CellLead, null: [UInt8], _ body: (Int, inout ByteCursor) -> Void
  ) {
    let start = bounds.count
    bounds.append(contentsOf: repeatElement(0, count: rows.count))
    var ends = bounds.mutableSpan
    let words = validity?.words ?? []
    let bits = words.span
    let isNullable = validity != nil
    let leadSpan = lead.bytes.span
    let leadBytes = leadSpan.rawBytes
    let leadCount = lead.count
    cells.write(atMost: limit) { cursor in
      for row in rows {
        cursor.append(leadBytes, at: 0, count: leadCount)
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

/// What stands before each cell of a column; spare bytes behind let copies take sixteen at once.
package struct CellLead: Sendable {
  let bytes: [UInt8]
  let count: Int

  package init(_ text: [UInt8]) {
    bytes = text + [UInt8](repeating: 0, count: 16)
    count = text.count
  }
}
