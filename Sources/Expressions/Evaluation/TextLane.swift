import Columnar

/// Texts of one batch: the same for every row, or a column's.
enum TextLane: Sendable {
  /// A dictionary of one entry.
  case constant(TextDictionary)
  case column(TextColumn)

  func string(at row: Int) -> String {
    switch self {
    case .constant(let text): text[0]
    case .column(let column): column.string(at: row)
    }
  }

  func column(_ count: Int) -> TextColumn {
    switch self {
    case .constant(let text): .dictionary(codes: [Int32](repeating: 0, count: count), text)
    case .column(let column): column
    }
  }

  var reader: TextReader {
    switch self {
    case .constant(let text): TextReader(codes: nil, fixed: 0, plain: text.values)
    case .column(.plain(let plain)): TextReader(codes: nil, fixed: nil, plain: plain)
    case .column(.dictionary(let codes, let dictionary)):
      TextReader(codes: codes, fixed: nil, plain: dictionary.values)
    }
  }

  /// How many texts there are to look at: one, the dictionary's, or one per row.
  func distinctCount(_ count: Int) -> Int {
    switch self {
    case .constant: 1
    case .column(.plain): count
    case .column(.dictionary(_, let dictionary)): min(count, dictionary.count)
    }
  }
}

/// The bytes of each row's text, wherever they lie.
struct TextReader: Sendable {
  let codes: [Int32]?
  let fixed: Int?
  let plain: PlainText

  @inline(__always)
  func index(_ row: Int) -> Int {
    if let codes { return Int(codes[row]) }
    return fixed ?? row
  }

  @inline(__always)
  func range(_ row: Int) -> Range<Int> {
    let index = index(row)
    return Int(plain.offsets[index])..<Int(plain.offsets[index + 1])
  }

  var bytes: [UInt8] { plain.bytes }
}

/// Texts in the making, appended byte by byte.
struct TextBuilder {
  var offsets: [Int32]
  var bytes: [UInt8] = []

  init(capacity: Int, bytes byteCount: Int) {
    offsets = [0]
    offsets.reserveCapacity(capacity + 1)
    bytes.reserveCapacity(byteCount)
  }

  mutating func append(_ text: TextReader, _ row: Int) {
    bytes.append(contentsOf: text.bytes[text.range(row)])
  }

  /// Decimal digits, with a point before the last `scale` of them.
  mutating func append(_ value: Int128, scale: Int = 0) {
    if value < 0 { bytes.append(45) }
    var digits: [UInt8] = []
    var rest = value.magnitude
    while rest > 0 || digits.count <= scale {
      if let small = UInt64(exactly: rest) {
        digits.append(UInt8(truncatingIfNeeded: small % 10) &+ 48)
        rest = UInt128(small / 10)
      } else {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        digits.append(UInt8(truncatingIfNeeded: digit) &+ 48)
        rest = quotient
      }
    }
    for index in digits.indices.reversed() {
      bytes.append(digits[index])
      if index == scale, scale > 0 { bytes.append(46) }
    }
  }

  /// Ends the current text.
  mutating func finish() { offsets.append(Int32(bytes.count)) }

  var lane: TextLane { .column(.plain(PlainText(offsets: offsets, bytes: bytes))) }
}
