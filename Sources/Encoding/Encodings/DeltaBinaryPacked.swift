import Columnar

/// Integers as differences from the value before, packed bit by bit: nearly nothing for sequences,
/// little for values in order, the width of their range and a bit for others.
///
/// - Shape: blocks of 128 differences in four miniblocks; differences wrap around in the width of
///   the column.
/// - Reference: Apache Parquet, *Encodings*, DELTA_BINARY_PACKED.
package enum DeltaBinaryPacked: ValueEncoding {
  package static let name = "delta_binary_packed"
  package static let parquetCode: Int32 = 5

  /// - Parameter isNarrow: whether the column is 32 bits wide.
  package static func append(
    _ values: Span<Int64>, isNarrow: Bool, to output: inout ByteBuffer
  ) {
    EncodingKernels.deltas(values, isNarrow: isNarrow, to: &output)
  }

  /// Reads values back; bytes may be damaged.
  ///
  /// - Parameter count: how many values there must be.
  /// - Returns: where the bytes behind them begin.
  @discardableResult
  package static func decode(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, isNarrow: Bool,
    into values: inout [Int64]
  ) throws(DecodingError) -> Int {
    var position = start
    let blockSize = try Varint.decode(bytes, at: &position)
    let miniCount = try Varint.decode(bytes, at: &position)
    let total = try Varint.decode(bytes, at: &position)
    var value = Varint.signed(try Varint.decode(bytes, at: &position))
    guard blockSize % 128 == 0, blockSize >= 128, blockSize <= 1 << 20, miniCount >= 1,
      blockSize % miniCount == 0, blockSize / miniCount % 32 == 0
    else { throw DecodingError("blocks of \(blockSize) in \(miniCount) parts") }
    guard total == UInt64(count) else {
      throw DecodingError("\(total) differences for \(count) values")
    }
    guard count > 0 else { return position }
    let miniSize = Int(blockSize / miniCount)
    values.append(value)
    var left = count - 1
    while left > 0 {
      let least = Varint.signed(try Varint.decode(bytes, at: &position))
      let widths = position
      guard Int(miniCount) <= bytes.byteCount - position else { throw .endsEarly }
      position += Int(miniCount)
      for mini in 0..<Int(miniCount) where left > 0 {
        let width = Int(bytes.byte(at: widths + mini))
        guard width <= (isNarrow ? 32 : 64) else { throw DecodingError("\(width) bits") }
        let length = miniSize / 8 * width
        guard length <= bytes.byteCount - position else { throw .endsEarly }
        let used = min(miniSize, left)
        for index in 0..<used {
          let packed = bits(bytes, at: position, index: index, width: width)
          value = value &+ least &+ Int64(bitPattern: packed)
          if isNarrow { value = Int64(Int32(truncatingIfNeeded: value)) }
          values.append(value)
        }
        position += length
        left -= used
      }
    }
    return position
  }

  /// One packed number; its bytes are there.
  private static func bits(
    _ bytes: borrowing RawSpan, at start: Int, index: Int, width: Int
  ) -> UInt64 {
    if width == 0 { return 0 }
    let bit = index * width
    var value: UInt64 = 0
    var filled = 0
    var place = start + bit >> 3
    var skip = bit & 7
    while filled < width {
      let byte = UInt64(bytes.byte(at: place)) >> UInt64(skip)
      value |= byte << UInt64(filled)
      filled += 8 - skip
      skip = 0
      place += 1
    }
    return width == 64 ? value : value & (1 << UInt64(width) - 1)
  }
}

/// Unsigned numbers in groups of seven bits, lowest first.
enum Varint {
  static func decode(
    _ bytes: borrowing RawSpan, at position: inout Int
  ) throws(DecodingError) -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      guard position < bytes.byteCount else { throw .endsEarly }
      let next = bytes.byte(at: position)
      position += 1
      result |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return result }
    }
    throw DecodingError("a number longer than ten bytes")
  }

  /// Undoes the zigzag that makes small numbers of both signs short.
  static func signed(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
