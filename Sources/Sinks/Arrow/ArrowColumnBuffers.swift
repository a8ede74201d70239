import Columnar
import Encoding

/// Rows of a column as Arrow lays them down, with those of the columns within.
package struct ArrowColumnData: Sendable {
  package var rowCount: Int
  package var nullCount: Int
  /// The first, which says what rows have a value, is empty where all do.
  package var buffers: [ByteBuffer]
  package var children: [ArrowColumnData]
}

/// The rows of one column in the buffers that Arrow lays down for its type.
///
/// - Shape: what stands where a value is missing is 0, a text of no length, or a list without
///   elements; where a structure is missing, its fields are too, unless they cannot be.
package struct ArrowColumnBuffers: Sendable {
  package let field: Field
  package let dictionary: ArrowDictionary?
  private(set) var rowCount = 0
  private var validity = BitBuffer()
  private var truths = BitBuffer()
  private var offsets = ByteBuffer()
  private var values = ByteBuffer()
  private var children: [ArrowColumnBuffers]

  package init(_ field: Field, dictionary: ArrowDictionary?) {
    self.field = field
    self.dictionary = dictionary
    children = field.type.arrowChildren.map {
      ArrowColumnBuffers($0, dictionary: nil)
    }
  }

  var nullCount: Int { rowCount - validity.setCount }

  /// Whether the column holds texts and not the codes of a dictionary.
  var isPlainText: Bool { field.type.storage == .text && dictionary == nil }

  /// What offsets count: bytes of texts and elements of lists, of the columns within too.
  var extent: Int {
    let elementCount = field.type.storage == .list ? children[0].rowCount : 0
    return (isPlainText ? values.count : elementCount) + children.reduce(0) { $0 + $1.extent }
  }

  /// - Parameter parents: where the structures are that the rows are part of; nil where all are.
  mutating func append(_ column: Column, rows: Range<Int>, within parents: Bitmap? = nil) {
    var present = column.validity
    if let parents {
      present?.formIntersection(parents)
      present = present ?? parents
    }
    if let bits = present, parents == nil || field.isNullable {
      validity.append(bits, rows: rows)
    } else {
      validity.append(repeating: true, count: rows.count)
    }
    rowCount += rows.count
    switch column.values {
    case .boolean(let all): append(all, rows, present)
    case .int64(let all): append(all, rows, present)
    case .float64(let all): append(all, rows, present)
    case .int128(let all): appendWide(all, rows, present) { UInt128(bitPattern: $0) }
    case .uuid(let all): appendWide(all, rows, present) { $0.byteSwapped }
    case .list(let lists): append(lists, rows, present)
    case .structure(let parts):
      for index in children.indices {
        children[index].append(parts.columns[index], rows: rows, within: present)
      }
    case .text(let texts):
      if let dictionary {
        let codes = dictionary.codes(of: texts, rows: rows, validity: present)
        appendWords(codes, rows, present, width: 4) { UInt64(UInt32(bitPattern: $0)) }
      } else {
        append(texts, rows, present)
      }
    }
  }

  private mutating func append(_ all: [Bool], _ rows: Range<Int>, _ present: Bitmap?) {
    let known = rows.map { row in all[row] && present?[row] ?? true }
    truths.append(known.span)
  }

  private mutating func append(_ all: [Int64], _ rows: Range<Int>, _ present: Bitmap?) {
    switch field.type {
    case .decimal: appendWide(all, rows, present) { UInt128(bitPattern: Int128($0)) }
    case .int8: appendWords(all, rows, present, width: 1) { UInt64(bitPattern: $0) }
    case .int16: appendWords(all, rows, present, width: 2) { UInt64(bitPattern: $0) }
    case .int32, .date: appendWords(all, rows, present, width: 4) { UInt64(bitPattern: $0) }
    default:
      guard present == nil else {
        appendWords(all, rows, present, width: 8) { UInt64(bitPattern: $0) }
        return
      }
      values.append(all.span.extracting(rows).rawBytes)
    }
  }

  private mutating func append(_ all: [Double], _ rows: Range<Int>, _ present: Bitmap?) {
    if field.type == .float32 {
      appendWords(all, rows, present, width: 4) { UInt64(Float($0).bitPattern) }
    } else if present == nil {
      values.append(all.span.extracting(rows).rawBytes)
    } else {
      appendWords(all, rows, present, width: 8) { $0.bitPattern }
    }
  }

  /// The low `width` bytes of a word for each row.
  @inline(__always)
  private mutating func appendWords<Value>(
    _ all: [Value], _ rows: Range<Int>, _ present: Bitmap?, width: Int, _ word: (Value) -> UInt64
  ) {
    let source = all.span
    guard let present else {
      values.write(atMost: rows.count * width) { cursor in
        for row in rows { cursor.append(word(source[row]), keeping: width) }
      }
      return
    }
    let bitArray = present.words
    let bits = bitArray.span
    values.write(atMost: rows.count * width) { cursor in
      for row in rows {
        let mask = 0 &- (bits[row &>> 6] &>> UInt64(row & 63) & 1)
        cursor.append(word(source[row]) & mask, keeping: width)
      }
    }
  }

  /// Sixteen bytes for each row, lowest first.
  @inline(__always)
  private mutating func appendWide<Value: FixedWidthInteger>(
    _ all: [Value], _ rows: Range<Int>, _ present: Bitmap?, _ value: (Value) -> UInt128
  ) {
    var all = all
    if let present {
      for row in rows where !present[row] { all[row] = 0 }
    }
    let source = all.span
    values.write(atMost: rows.count * 16) { cursor in
      for row in rows {
        let bits = value(source[row])
        cursor.append(UInt64(truncatingIfNeeded: bits))
        cursor.append(UInt64(truncatingIfNeeded: bits >> 64))
      }
    }
  }

  private mutating func append(_ texts: TextColumn, _ rows: Range<Int>, _ present: Bitmap?) {
    if offsets.isEmpty { offsets.write(atMost: 4) { $0.append(UInt32(0)) } }
    if case .plain(let plain) = texts, present == nil {
      append(plain, rows)
      return
    }
    for row in rows {
      if present?[row] ?? true {
        switch texts {
        case .plain(let plain): append(plain, at: row)
        case .dictionary(let codes, let dictionary):
          append(dictionary.values, at: Int(codes[row]))
        }
      }
      let end = UInt32(values.count)
      offsets.write(atMost: 4) { $0.append(end) }
    }
  }

  private mutating func append(_ lists: ListValues, _ rows: Range<Int>, _ present: Bitmap?) {
    if offsets.isEmpty { offsets.write(atMost: 4) { $0.append(UInt32(0)) } }
    var end = UInt32(children[0].rowCount)
    // Elements that stand together are appended at once.
    let first = Int(lists.offsets[rows.lowerBound])
    var waiting = first..<first
    for row in rows {
      let elements = lists.range(at: row)
      if present?[row] ?? true {
        if elements.lowerBound != waiting.upperBound {
          children[0].append(lists.elements, rows: waiting)
          waiting = elements
        }
        waiting = waiting.lowerBound..<elements.upperBound
        end += UInt32(elements.count)
      }
      let place = end
      offsets.write(atMost: 4) { $0.append(place) }
    }
    if !waiting.isEmpty { children[0].append(lists.elements, rows: waiting) }
  }

  private mutating func append(_ texts: PlainText, _ rows: Range<Int>) {
    let ends = texts.offsets
    let bytes = texts.bytes
    let source = ends.span
    let first = Int(source[rows.lowerBound])
    let shift = UInt32(values.count) &- UInt32(first)
    offsets.write(atMost: rows.count * 4) { cursor in
      for row in rows { cursor.append(UInt32(bitPattern: source[row &+ 1]) &+ shift) }
    }
    let all = bytes.span.rawBytes
    values.append(all.extracting(first..<Int(source[rows.upperBound])))
  }

  private mutating func append(_ texts: PlainText, at index: Int) {
    let range = texts.range(at: index)
    let all = texts.bytes
    let bytes = all.span.rawBytes
    values.write(atMost: range.count) {
      $0.append(bytes, at: range.lowerBound, count: range.count)
    }
  }

  /// Hands the rows over, the buffers in Arrow's order, and starts again.
  mutating func take() -> ArrowColumnData {
    var bits = ByteBuffer()
    if nullCount > 0 { validity.encode(into: &bits) }
    var result = [bits]
    if isPlainText || field.type.storage == .list {
      // A column without rows has one offset as well.
      if offsets.isEmpty { offsets.write(atMost: 4) { $0.append(UInt32(0)) } }
      result.append(offsets)
    }
    if field.type == .boolean { truths.encode(into: &values) }
    if !field.type.isNested { result.append(values) }
    var data = ArrowColumnData(
      rowCount: rowCount, nullCount: nullCount, buffers: result, children: [])
    for index in children.indices { data.children.append(children[index].take()) }
    self = ArrowColumnBuffers(field, dictionary: dictionary)
    return data
  }
}
