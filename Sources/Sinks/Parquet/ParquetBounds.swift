import Columnar
import Encoding

/// The smallest and largest value of a column chunk, in the order Parquet defines for its type.
///
/// Values with a NaN among them have none: some readers order it behind all numbers and would leave
/// out what they seek, others leave it out of the order. A zero bound is written as −0.0 below and
/// +0.0 above, because readers cannot know which zeros the chunk holds. Texts are compared as
/// bytes; long ones are cut to a beginning below the smallest and raised to one above the largest.
enum ParquetBounds: Hashable, Sendable {
  case none
  case integers(Int64, Int64)
  case wide(Int128, Int128)
  case unsigned(UInt128, UInt128)
  case floats(Double, Double)
  case texts([UInt8], [UInt8])
  /// There is a NaN among the values.
  case unordered

  private static let longestText = 64

  /// Bounds as PLAIN bytes of the type, without length.
  struct Encoded: Sendable {
    var low: [UInt8]
    var high: [UInt8]
    /// Whether the bounds are values of the column.
    var isLowExact = true
    var isHighExact = true
  }

  /// The bounds of a page's values.
  init(_ values: PageValues, _ type: ParquetType) {
    self = .none
    switch type.logical.storage {
    case .boolean: include(values.truths.span)
    case .int64: include(values.integers.span)
    case .int128: include(values.wide.span)
    case .float64: include(values.floats.span)
    case .uuid: include(values.uuids.span)
    case .text: include(values.text)
    case .list, .structure: preconditionFailure("nested values in a page")
    }
  }

  /// Takes in the bounds of other values of the column.
  mutating func merge(_ other: ParquetBounds) {
    switch other {
    case .none: break
    case .unordered: self = .unordered
    case .integers(let low, let high): include([low, high].span)
    case .wide(let low, let high): include([low, high].span)
    case .unsigned(let low, let high): include([low, high].span)
    case .floats(let low, let high): include([low, high].span)
    case .texts(let low, let high):
      include(text: low)
      include(text: high)
    }
  }

  mutating func include(_ values: Span<Int64>) {
    guard values.count > 0 else { return }
    var (smallest, largest) = values.extremes
    if case .integers(let low, let high) = self {
      (smallest, largest) = (min(low, smallest), max(high, largest))
    }
    self = .integers(smallest, largest)
  }

  mutating func include(_ values: Span<Int128>) {
    guard values.count > 0 else { return }
    var smallest = values[0]
    var largest = values[0]
    if case .wide(let low, let high) = self { (smallest, largest) = (low, high) }
    for index in values.indices {
      smallest = min(smallest, values[index])
      largest = max(largest, values[index])
    }
    self = .wide(smallest, largest)
  }

  mutating func include(_ values: Span<UInt128>) {
    guard values.count > 0 else { return }
    var smallest = values[0]
    var largest = values[0]
    if case .unsigned(let low, let high) = self { (smallest, largest) = (low, high) }
    for index in values.indices {
      smallest = min(smallest, values[index])
      largest = max(largest, values[index])
    }
    self = .unsigned(smallest, largest)
  }

  mutating func include(_ values: Span<Double>) {
    guard values.count > 0 else { return }
    var (smallest, largest, hasNaN) = values.extremes
    if case .floats(let low, let high) = self {
      (smallest, largest) = (min(low, smallest), max(high, largest))
    }
    self = hasNaN || self == .unordered ? .unordered : .floats(smallest, largest)
  }

  mutating func include(_ values: Span<Bool>) {
    guard values.count > 0 else { return }
    var anyFalse = false
    var anyTrue = false
    for index in values.indices {
      anyTrue = anyTrue || values[index]
      anyFalse = anyFalse || !values[index]
    }
    if case .integers(let low, let high) = self {
      anyFalse = anyFalse || low == 0
      anyTrue = anyTrue || high == 1
    }
    self = .integers(anyFalse ? 0 : 1, anyTrue ? 1 : 0)
  }

  mutating func include(text: [UInt8]) {
    guard case .texts(let low, let high) = self else {
      self = .texts(text, text)
      return
    }
    if text.lexicographicallyPrecedes(low) {
      self = .texts(text, high)
    } else if high.lexicographicallyPrecedes(text) {
      self = .texts(low, text)
    }
  }

  mutating func include(_ text: PlainText) {
    include(codes: text.extremeRows, of: text)
  }

  /// The texts that codes stand for, compared where they lie: nothing is copied but the two that
  /// are kept.
  mutating func include(codes codeArray: [Int32], of text: PlainText) {
    let codes = codeArray.span
    let (offsetArray, byteArray) = (text.offsets, text.bytes)
    let offsets = offsetArray.span
    let bytes = byteArray.span.rawBytes
    var low: TextPlace?
    var high: TextPlace?
    for index in codes.indices {
      let code = Int(codes[index])
      let text = TextPlace(bytes, Int(offsets[code]), Int(offsets[code &+ 1]))
      guard let smallest = low, let largest = high else {
        (low, high) = (text, text)
        continue
      }
      // Texts that count up, as keys do, need the first look alone.
      if largest.precedes(text, in: bytes) {
        high = text
      } else if text.precedes(smallest, in: bytes) {
        low = text
      }
    }
    if let low { include(text: Array(byteArray[low.start..<low.end])) }
    if let high { include(text: Array(byteArray[high.start..<high.end])) }
  }

  /// Nil when there are none, or no text above the largest is short.
  func encoded(_ type: ParquetType) -> Encoded? {
    switch self {
    case .none, .unordered: nil
    case .integers(let low, let high):
      Encoded(low: ParquetBounds.bytes(low, type), high: ParquetBounds.bytes(high, type))
    case .wide(let low, let high):
      Encoded(low: ParquetBounds.bytes(low, type), high: ParquetBounds.bytes(high, type))
    case .unsigned(let low, let high):
      Encoded(low: ParquetBounds.bytes(low), high: ParquetBounds.bytes(high))
    case .floats(let low, let high):
      Encoded(
        low: ParquetBounds.bytes(low == 0 ? -0.0 : low, type),
        high: ParquetBounds.bytes(high == 0 ? 0.0 : high, type))
    case .texts(let low, let high): ParquetBounds.cut(low, high)
    }
  }

  private static func cut(_ low: [UInt8], _ high: [UInt8]) -> Encoded? {
    var result = Encoded(low: beginning(of: low), high: high)
    result.isLowExact = result.low.count == low.count
    if high.count > longestText {
      guard let raised = raised(beginning(of: high)) else { return nil }
      result.high = raised
      result.isHighExact = false
    }
    return result
  }

  /// As many whole characters as fit.
  private static func beginning(of text: [UInt8]) -> [UInt8] {
    guard text.count > longestText else { return text }
    var end = longestText
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(text[..<end])
  }

  /// The first text behind all that begin like this one; nil when there is none.
  private static func raised(_ text: [UInt8]) -> [UInt8]? {
    var scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    while let last = scalars.popLast() {
      // Between the surrogates there are no characters.
      let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
      guard let scalar = Unicode.Scalar(next) else { continue }
      scalars.append(scalar)
      var result = String.UnicodeScalarView()
      result.append(contentsOf: scalars)
      return Array(String(result).utf8)
    }
    return nil
  }

  /// Whether one of the two bounds lies before the other's.
  func isBelow(_ other: ParquetBounds) -> Bool {
    switch (self, other) {
    case (.integers(let low, let high), .integers(let otherLow, let otherHigh)):
      low < otherLow || high < otherHigh
    case (.wide(let low, let high), .wide(let otherLow, let otherHigh)):
      low < otherLow || high < otherHigh
    case (.unsigned(let low, let high), .unsigned(let otherLow, let otherHigh)):
      low < otherLow || high < otherHigh
    case (.floats(let low, let high), .floats(let otherLow, let otherHigh)):
      low < otherLow || high < otherHigh
    case (.texts(let low, let high), .texts(let otherLow, let otherHigh)):
      low.lexicographicallyPrecedes(otherLow) || high.lexicographicallyPrecedes(otherHigh)
    default: true
    }
  }

  private static func bytes(_ value: Int64, _ type: ParquetType) -> [UInt8] {
    var buffer = ByteBuffer()
    switch type.physical {
    case .boolean: return [UInt8(value)]
    case .int32: Plain.append(int32: [value].span, to: &buffer)
    default: Plain.append(int64: [value].span, to: &buffer)
    }
    return buffer.takeArray()
  }

  private static func bytes(_ value: Int128, _ type: ParquetType) -> [UInt8] {
    var buffer = ByteBuffer()
    Plain.append(bigEndian: [value].span, byteCount: type.length ?? 16, to: &buffer)
    return buffer.takeArray()
  }

  private static func bytes(_ value: UInt128) -> [UInt8] {
    var buffer = ByteBuffer()
    Plain.append(uuid: [value].span, to: &buffer)
    return buffer.takeArray()
  }

  private static func bytes(_ value: Double, _ type: ParquetType) -> [UInt8] {
    var buffer = ByteBuffer()
    if type.physical == .float {
      Plain.append(float: [value].span, to: &buffer)
    } else {
      Plain.append(double: [value].span, to: &buffer)
    }
    return buffer.takeArray()
  }
}
