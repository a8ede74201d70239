import Columnar
import Encoding

/// A record batch back to columns; every place and every count is checked.
struct ArrowBatchDecoder {
  let rowCount: Int
  private let body: [UInt8]
  private let isCompressed: Bool
  private var nodes: ArraySlice<Int64>
  private var places: ArraySlice<Int64>

  /// Many more than batches of ours have: a damaged count must not take all memory.
  private static let largestCount = 1 << 28
  private static let largestBuffer = 1 << 33

  init(_ batch: FlatBufferTable, _ body: [UInt8]) throws(DecodingError) {
    let count = try batch.integer(0, default: Int64(0))
    guard (0...Int64(ArrowBatchDecoder.largestCount)).contains(count) else {
      throw DecodingError("\(count) rows in one batch")
    }
    rowCount = Int(count)
    self.body = body
    nodes = try batch.structures(1, wordCount: 2)[...]
    places = try batch.structures(2, wordCount: 2)[...]
    let compression = try batch.table(3)
    isCompressed = compression != nil
    if let compression {
      guard try compression.integer(0, default: UInt8(0)) == 1,
        try compression.integer(1, default: UInt8(0)) == 0
      else { throw DecodingError("a compression that is not read here") }
    }
  }

  /// The next column, with those within.
  ///
  /// - Parameter texts: what codes stand for; nil where the column holds its values.
  mutating func column(
    _ field: Field, texts: PlainText?
  ) throws(DecodingError) -> Column {
    try column(field, texts: texts, rowCount)
  }

  private mutating func column(
    _ field: Field, texts: PlainText?, _ count: Int
  ) throws(DecodingError) -> Column {
    guard let length = nodes.popFirst(), let nullCount = nodes.popFirst(),
      length == Int64(count), (0...length).contains(nullCount)
    else { throw DecodingError("'\(field.name)' has another number of rows") }
    let validity = try validity(field, count, nullCount: Int(nullCount))
    let values: ColumnValues
    if let texts {
      values = try coded(texts, validity, count)
    } else {
      switch field.type.storage {
      case .text: values = .text(.plain(try text(count)))
      case .list: values = .list(try lists(field.type, count))
      case .structure: values = .structure(try structures(field.type, count))
      default: values = try fixed(field.type, count)
      }
    }
    try ArrowBatchDecoder.checkRange(values, field, validity)
    return Column(field.type, values, validity: validity)
  }

  /// - Throws: when the batch has more columns than were asked for.
  func finish() throws(DecodingError) {
    guard nodes.isEmpty, places.isEmpty else { throw DecodingError("more columns than announced") }
  }

  private mutating func buffer() throws(DecodingError) -> ByteBuffer {
    guard let offset = places.popFirst(), let count = places.popFirst(), offset >= 0,
      offset <= Int64(body.count), count >= 0, count <= Int64(body.count) - offset
    else { throw DecodingError("a buffer that lies outside its batch") }
    let range = Int(offset)..<Int(offset + count)
    var result = ByteBuffer()
    let bytes = body.span.rawBytes.extracting(range)
    guard isCompressed, !range.isEmpty else {
      result.append(bytes)
      return result
    }
    guard range.count >= 8 else { throw .endsEarly }
    let length = Int64(bitPattern: bytes.word64(at: 0))
    let rest = bytes.extracting(8..<bytes.byteCount)
    if length == -1 {
      result.append(rest)
    } else {
      guard (0...Int64(ArrowBatchDecoder.largestBuffer)).contains(length) else {
        throw DecodingError("a buffer of \(length) bytes")
      }
      try Zstandard.decompress(rest, count: Int(length), into: &result)
    }
    return result
  }

  private mutating func validity(
    _ field: Field, _ count: Int, nullCount: Int
  ) throws(DecodingError) -> Bitmap? {
    let bits = try buffer()
    guard nullCount > 0 else { return nil }
    guard field.isNullable else {
      throw DecodingError("null in '\(field.name)', which has none")
    }
    guard bits.count >= (count + 7) / 8 else { throw .endsEarly }
    let bytes = bits.bytes
    let result = Bitmap(count: count) { bytes.byte(at: $0 >> 3) >> UInt8($0 & 7) & 1 == 1 }
    guard result.count - result.setCount == nullCount else {
      throw DecodingError("'\(field.name)' has another number of nulls")
    }
    return result
  }

  private mutating func lists(
    _ type: LogicalType, _ count: Int
  ) throws(DecodingError) -> ListValues {
    let offsets = try offsets(count)
    let last = Int(offsets[count])
    guard last <= ArrowBatchDecoder.largestCount else {
      throw DecodingError("\(last) elements in one batch")
    }
    let elements = try column(type.arrowChildren[0], texts: nil, last)
    return ListValues(offsets: offsets, elements: elements)
  }

  private mutating func structures(
    _ type: LogicalType, _ count: Int
  ) throws(DecodingError) -> StructureValues {
    var columns: [Column] = []
    for field in type.arrowChildren {
      columns.append(try column(field, texts: nil, count))
    }
    return StructureValues(columns, count: count)
  }

  /// Where texts and lists end, after a 0.
  private mutating func offsets(_ count: Int) throws(DecodingError) -> [Int32] {
    let ends = try buffer()
    guard ends.count >= 4 * (count + 1) else { throw .endsEarly }
    var offsets: [Int32] = []
    offsets.reserveCapacity(count + 1)
    var last: Int32 = 0
    for row in 0...count {
      let next = Int32(bitPattern: ends.bytes.word32(at: 4 * row))
      guard next >= last, row > 0 || next == 0 else {
        throw DecodingError("texts or lists that overlap")
      }
      offsets.append(next)
      last = next
    }
    return offsets
  }

  private mutating func text(_ count: Int) throws(DecodingError) -> PlainText {
    let offsets = try offsets(count)
    let last = offsets[count]
    var source = try buffer()
    guard Int(last) <= source.count else {
      throw DecodingError("texts that end outside their buffer")
    }
    var bytes = source.takeArray()
    bytes.removeLast(bytes.count - Int(last))
    guard String(validating: bytes, as: UTF8.self) != nil,
      offsets.allSatisfy({ $0 == last || bytes[Int($0)] & 0xC0 != 0x80 })
    else { throw DecodingError("text that is not UTF-8") }
    return PlainText(offsets: offsets, bytes: bytes)
  }

  private mutating func coded(
    _ texts: PlainText, _ validity: Bitmap?, _ rowCount: Int
  ) throws(DecodingError) -> ColumnValues {
    var codes: [Int64] = []
    let source = try buffer()
    try Plain.int32(source.bytes, at: 0, count: rowCount, into: &codes)
    var result = PlainText(capacity: rowCount, bytes: 0)
    var byteCount = 0
    for row in 0..<rowCount {
      if validity.map({ !$0[row] }) ?? false {
        result.offsets.append(Int32(result.bytes.count))
        continue
      }
      guard (0..<Int64(texts.count)).contains(codes[row]) else {
        throw DecodingError("a code that no text has")
      }
      byteCount += texts.range(at: Int(codes[row])).count
      guard byteCount <= PlainText.largestByteCount else {
        throw DecodingError("a batch with more than 2 GiB of text")
      }
      result.append(contentsOf: texts, at: Int(codes[row]))
    }
    return .text(.plain(result))
  }

  private mutating func fixed(
    _ type: LogicalType, _ rowCount: Int
  ) throws(DecodingError) -> ColumnValues {
    let source = try buffer()
    let bytes = source.bytes
    var truths: [Bool] = []
    var integers: [Int64] = []
    var floats: [Double] = []
    switch type {
    case .boolean: try Plain.boolean(bytes, at: 0, count: rowCount, into: &truths)
    case .int8:
      integers = try narrow(bytes, rowCount, width: 1) {
        Int64(Int8(bitPattern: bytes.byte(at: $0)))
      }
    case .int16:
      integers = try narrow(bytes, rowCount, width: 2) {
        Int64(Int8(bitPattern: bytes.byte(at: $0 + 1))) << 8 | Int64(bytes.byte(at: $0))
      }
    case .int32, .date: try Plain.int32(bytes, at: 0, count: rowCount, into: &integers)
    case .int64, .time, .timestamp:
      try Plain.int64(bytes, at: 0, count: rowCount, into: &integers)
    case .float32: try Plain.float(bytes, at: 0, count: rowCount, into: &floats)
    case .float64: try Plain.double(bytes, at: 0, count: rowCount, into: &floats)
    case .decimal:
      let wide = try narrow(bytes, rowCount, width: 16) {
        Int128(bitPattern: ArrowBatchDecoder.wide(bytes, $0))
      }
      if type.storage == .int128 { return .int128(wide) }
      for value in wide {
        guard let narrow = Int64(exactly: value) else {
          throw DecodingError("a number out of the range of '\(type.name)'")
        }
        integers.append(narrow)
      }
    case .uuid:
      return .uuid(
        try narrow(bytes, rowCount, width: 16) { ArrowBatchDecoder.wide(bytes, $0).byteSwapped })
    case .text, .json, .duration, .list, .structure, .map:
      preconditionFailure("values of no fixed width")
    }
    switch type.storage {
    case .boolean: return .boolean(truths)
    case .float64: return .float64(floats)
    default: return .int64(integers)
    }
  }

  private func narrow<Value>(
    _ bytes: borrowing RawSpan, _ rowCount: Int, width: Int, _ read: (Int) -> Value
  ) throws(DecodingError) -> [Value] {
    guard bytes.byteCount >= rowCount * width else { throw .endsEarly }
    return (0..<rowCount).map { read($0 * width) }
  }

  private static func wide(_ bytes: borrowing RawSpan, _ start: Int) -> UInt128 {
    UInt128(bytes.word64(at: start + 8)) << 64 | UInt128(bytes.word64(at: start))
  }

  private static func checkRange(
    _ values: ColumnValues, _ field: Field, _ validity: Bitmap?
  ) throws(DecodingError) {
    guard case .decimal = field.type, let range = field.type.unscaledRange else { return }
    let isInside =
      switch values {
      case .int64(let all): all.allSatisfy { range.contains(Int128($0)) }
      case .int128(let all): all.allSatisfy(range.contains)
      default: true
      }
    guard isInside else { throw DecodingError("a number out of the range of '\(field.type.name)'") }
  }
}
