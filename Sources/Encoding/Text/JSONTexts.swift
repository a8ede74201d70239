import Columnar

/// The values of some rows as JSON (RFC 8259), one text behind the other.
///
/// - Shape: a list is an array; a structure is an object of all its fields; a map is an object
///   whose names are its keys as text, in order; a document is what it is, without white space.
struct JSONTexts {
  private(set) var bytes = ByteBuffer()
  /// Where texts end, after a 0 for the start of the first.
  private(set) var ends = [0]
  /// Whether a number was met that is not finite, and the style refuses those.
  private(set) var isRefused = false

  init(_ column: Column, rows: Range<Int>, _ style: CellStyle) {
    ends.reserveCapacity(rows.count + 1)
    switch column.values {
    case .list(let lists):
      if case .map = column.type, case .structure(let entries) = lists.elements.values {
        appendMaps(lists, entries, column.validity, rows, style)
      } else {
        appendLists(lists, column.validity, rows, style)
      }
    case .structure(let parts):
      guard case .structure(let fields) = column.type else {
        preconditionFailure("structures of a type without fields")
      }
      append(parts, fields, column.validity, rows, style)
    case .boolean, .int64, .int128, .float64, .text, .uuid:
      var table = CellTable(style, leads: [CellLead([])])
      table.render([column], rows: rows)
      isRefused = table.refusedColumn != nil
      (bytes, ends) = table.takeCells()
    }
  }

  private mutating func appendLists(
    _ lists: ListValues, _ validity: Bitmap?, _ rows: Range<Int>, _ style: CellStyle
  ) {
    let first = Int(lists.offsets[rows.lowerBound])
    let all = first..<Int(lists.offsets[rows.upperBound])
    let elements = JSONTexts(lists.elements, rows: all, style)
    isRefused = elements.isRefused
    each(rows, validity, style) { row, output in
      output.append(UInt8(ascii: "["))
      for index in lists.range(at: row) {
        if index > Int(lists.offsets[row]) { output.append(UInt8(ascii: ",")) }
        elements.copy(index - first, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    }
  }

  private mutating func appendMaps(
    _ lists: ListValues, _ entries: StructureValues, _ validity: Bitmap?, _ rows: Range<Int>,
    _ style: CellStyle
  ) {
    let first = Int(lists.offsets[rows.lowerBound])
    let all = first..<Int(lists.offsets[rows.upperBound])
    var keyStyle = style
    keyStyle.quotesNumbers = true
    let keys = JSONTexts(entries.columns[0], rows: all, keyStyle)
    let values = JSONTexts(entries.columns[1], rows: all, style)
    isRefused = keys.isRefused || values.isRefused
    each(rows, validity, style) { row, output in
      output.append(UInt8(ascii: "{"))
      for index in lists.range(at: row) {
        if index > Int(lists.offsets[row]) { output.append(UInt8(ascii: ",")) }
        keys.copy(index - first, to: &output)
        output.append(UInt8(ascii: ":"))
        values.copy(index - first, to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private mutating func append(
    _ parts: StructureValues, _ fields: [Field], _ validity: Bitmap?, _ rows: Range<Int>,
    _ style: CellStyle
  ) {
    let texts = parts.columns.map { JSONTexts($0, rows: rows, style) }
    isRefused = texts.contains(where: \.isRefused)
    let leads = fields.enumerated().map { index, field in
      [UInt8(ascii: index == 0 ? "{" : ",")] + style.cell(field.name) + [UInt8(ascii: ":")]
    }
    each(rows, validity, style) { row, output in
      for (lead, text) in zip(leads, texts) {
        output.append(lead)
        text.copy(row - rows.lowerBound, to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private mutating func each(
    _ rows: Range<Int>, _ validity: Bitmap?, _ style: CellStyle,
    _ body: (Int, inout ByteBuffer) -> Void
  ) {
    for row in rows {
      if validity?[row] ?? true { body(row, &bytes) } else { bytes.append(style.null) }
      ends.append(bytes.count)
    }
  }

  private func copy(_ index: Int, to output: inout ByteBuffer) {
    output.append(bytes.bytes.extracting(ends[index]..<ends[index + 1]))
  }
}
