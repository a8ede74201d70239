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
}

/// The bytes of each row's text, wherever they lie.
package struct TextReader: Sendable {
  let codes: [Int32]?
  let fixed: Int?
  let plain: PlainText

  /// - Parameters:
  ///   - codes: which text stands in each row; nil for one text a row, or the same in all.
  ///   - fixed: the text that stands in all rows.
  package init(codes: [Int32]?, fixed: Int? = nil, plain: PlainText) {
    self.codes = codes
    self.fixed = fixed
    self.plain = plain
  }

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
    let start = bytes.count
    var rest = value.magnitude
    while rest > UInt128(UInt64.max) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      appendReversed(UInt8(truncatingIfNeeded: digit), from: start, scale)
      rest = quotient
    }
    var small = UInt64(truncatingIfNeeded: rest)
    let least = start + scale + (scale > 0 ? 2 : 1)
    while small > 0 || bytes.count < least {
      appendReversed(UInt8(truncatingIfNeeded: small % 10), from: start, scale)
      small /= 10
    }
    var (left, right) = (start, bytes.count - 1)
    while left < right {
      bytes.swapAt(left, right)
      left += 1
      right -= 1
    }
  }

  /// The next digit of a number written from its end.
  private mutating func appendReversed(_ digit: UInt8, from start: Int, _ scale: Int) {
    bytes.append(digit &+ 48)
    if scale > 0, bytes.count == start + scale { bytes.append(46) }
  }

  /// So many digits of a small number, with zeros in front.
  mutating func append(_ value: Int, digits count: Int) {
    var power = 1
    for _ in 1..<count { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(truncatingIfNeeded: value / power % 10) &+ 48)
      power /= 10
    }
  }

  /// `2024-11-29`.
  mutating func append(date days: Int64) {
    let day = CivilTime.civil(days)
    append(day.year, digits: 4)
    bytes.append(45)
    append(day.month, digits: 2)
    bytes.append(45)
    append(day.day, digits: 2)
  }

  /// `18:30:00.000000`
  mutating func append(clock microseconds: Int64) {
    let seconds = Int(microseconds / CivilTime.microsecondsPerSecond)
    append(seconds / 3600, digits: 2)
    bytes.append(58)
    append(seconds / 60 % 60, digits: 2)
    bytes.append(58)
    append(seconds % 60, digits: 2)
    bytes.append(46)
    append(Int(microseconds % CivilTime.microsecondsPerSecond), digits: 6)
  }

  /// Ends the current text.
  mutating func finish() { offsets.append(Int32(bytes.count)) }

  var lane: TextLane { .column(.plain(PlainText(offsets: offsets, bytes: bytes))) }
}
