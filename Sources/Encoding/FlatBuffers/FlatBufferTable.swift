/// A table in a FlatBuffer that may be damaged: every place is checked before it is read.
///
/// - Reference: FlatBuffers, *Internals*.
package struct FlatBufferTable: Sendable {
  private let bytes: [UInt8]
  private let position: Int
  private let slots: Range<Int>

  /// The root table.
  package init(_ bytes: [UInt8]) throws(DecodingError) {
    let root = try FlatBufferTable.load(UInt32.self, bytes, at: 0)
    try self.init(bytes, at: Int(root))
  }

  private init(_ bytes: [UInt8], at position: Int) throws(DecodingError) {
    self.bytes = bytes
    self.position = position
    let fields = position - Int(try FlatBufferTable.load(Int32.self, bytes, at: position))
    let byteCount = Int(try FlatBufferTable.load(UInt16.self, bytes, at: fields))
    guard byteCount >= 4, byteCount <= bytes.count - fields else { throw .endsEarly }
    slots = fields + 4..<fields + byteCount
  }

  package func bool(_ slot: Int) throws(DecodingError) -> Bool {
    try integer(slot, default: UInt8(0)) != 0
  }

  package func integer<Value: FixedWidthInteger>(
    _ slot: Int, default standard: Value
  ) throws(DecodingError) -> Value {
    guard let place = try place(slot) else { return standard }
    return try FlatBufferTable.load(Value.self, bytes, at: place)
  }

  package func table(_ slot: Int) throws(DecodingError) -> FlatBufferTable? {
    guard let target = try target(slot) else { return nil }
    return try FlatBufferTable(bytes, at: target)
  }

  package func tables(_ slot: Int) throws(DecodingError) -> [FlatBufferTable] {
    guard let (start, count) = try vector(slot, width: 4) else { return [] }
    var result: [FlatBufferTable] = []
    for place in stride(from: start, to: start + 4 * count, by: 4) {
      let distance = Int(try FlatBufferTable.load(UInt32.self, bytes, at: place))
      result.append(try FlatBufferTable(bytes, at: place + distance))
    }
    return result
  }

  package func text(_ slot: Int) throws(DecodingError) -> String? {
    guard let (start, count) = try vector(slot, width: 1) else { return nil }
    guard let text = String(validating: bytes[start..<start + count], as: UTF8.self) else {
      throw DecodingError("a name that is not UTF-8")
    }
    return text
  }

  /// The words of eight bytes of a vector of structures.
  package func structures(_ slot: Int, wordCount: Int) throws(DecodingError) -> [Int64] {
    guard let (start, count) = try vector(slot, width: 8 * wordCount) else { return [] }
    var words: [Int64] = []
    for index in 0..<count * wordCount {
      words.append(try FlatBufferTable.load(Int64.self, bytes, at: start + 8 * index))
    }
    return words
  }

  /// Where the field's value lies; nil for one that is not written.
  private func place(_ slot: Int) throws(DecodingError) -> Int? {
    let entry = slots.lowerBound + 2 * slot
    guard entry + 2 <= slots.upperBound else { return nil }
    let distance = Int(try FlatBufferTable.load(UInt16.self, bytes, at: entry))
    return distance == 0 ? nil : position + distance
  }

  private func target(_ slot: Int) throws(DecodingError) -> Int? {
    guard let place = try place(slot) else { return nil }
    return place + Int(try FlatBufferTable.load(UInt32.self, bytes, at: place))
  }

  private func vector(
    _ slot: Int, width: Int
  ) throws(DecodingError) -> (start: Int, count: Int)? {
    guard let target = try target(slot) else { return nil }
    let count = Int(try FlatBufferTable.load(UInt32.self, bytes, at: target))
    guard count <= (bytes.count - target - 4) / width else { throw .endsEarly }
    return (target + 4, count)
  }

  private static func load<Value: FixedWidthInteger>(
    _ type: Value.Type, _ bytes: [UInt8], at place: Int
  ) throws(DecodingError) -> Value {
    let width = Value.bitWidth / 8
    guard place >= 0, place <= bytes.count - width else { throw .endsEarly }
    var value: Value = 0
    for byte in 0..<width { value |= Value(truncatingIfNeeded: bytes[place + byte]) << (8 * byte) }
    return value
  }
}
