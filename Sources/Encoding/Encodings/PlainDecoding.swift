import Columnar

/// Reading PLAIN back; bytes may be damaged, so every count is compared with what is there.
extension Plain {
  package static func int64(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into values: inout [Int64]
  ) throws(DecodingError) {
    try fixed(bytes, start, count, width: 8, &values) { Int64(bitPattern: bytes.word64(at: $0)) }
  }

  package static func int32(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into values: inout [Int64]
  ) throws(DecodingError) {
    try fixed(bytes, start, count, width: 4, &values) {
      Int64(Int32(bitPattern: bytes.word32(at: $0)))
    }
  }

  package static func double(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into values: inout [Double]
  ) throws(DecodingError) {
    try fixed(bytes, start, count, width: 8, &values) { Double(bitPattern: bytes.word64(at: $0)) }
  }

  package static func float(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into values: inout [Double]
  ) throws(DecodingError) {
    try fixed(bytes, start, count, width: 4, &values) {
      Double(Float(bitPattern: bytes.word32(at: $0)))
    }
  }

  package static func boolean(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into values: inout [Bool]
  ) throws(DecodingError) {
    try require(bytes, start, (count + 7) / 8, width: 1)
    for index in 0..<count {
      values.append(bytes.byte(at: start + index >> 3) >> UInt8(index & 7) & 1 == 1)
    }
  }

  package static func bigEndian(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, byteCount: Int,
    into values: inout [Int128]
  ) throws(DecodingError) {
    try fixed(bytes, start, count, width: byteCount, &values) { first in
      var value = Int128(Int8(bitPattern: bytes.byte(at: first)))
      for offset in 1..<byteCount { value = value << 8 | Int128(bytes.byte(at: first + offset)) }
      return value
    }
  }

  package static func uuid(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into values: inout [UInt128]
  ) throws(DecodingError) {
    try fixed(bytes, start, count, width: 16, &values) { first in
      UInt128(bytes.word64(at: first).byteSwapped) << 64
        | UInt128(bytes.word64(at: first + 8).byteSwapped)
    }
  }

  package static func text(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into text: inout PlainText
  ) throws(DecodingError) {
    try require(bytes, start, count, width: 4)
    var position = start
    var target = ByteBuffer(capacity: bytes.byteCount - start)
    var ends: [Int] = []
    ends.reserveCapacity(count)
    for _ in 0..<count {
      guard position + 4 <= bytes.byteCount else { throw .endsEarly }
      let length = Int(bytes.word32(at: position))
      guard length <= bytes.byteCount - position - 4 else { throw .endsEarly }
      target.write(atMost: length) { $0.append(bytes, at: position + 4, count: length) }
      ends.append(target.count)
      position += 4 + length
    }
    let base = text.byteCount
    guard base + target.count <= Int(Int32.max) else {
      throw DecodingError("a row group with more than 2 GiB of text")
    }
    text.bytes.removeLast(text.bytes.count - base)
    text.bytes.append(contentsOf: target.takeArray())
    for end in ends { text.offsets.append(Int32(base + end)) }
  }

  /// Values of one width, one behind the other.
  ///
  /// - Parameter read: the value that begins at a byte; its bytes are there.
  @inline(__always)
  private static func fixed<Value>(
    _ bytes: borrowing RawSpan, _ start: Int, _ count: Int, width: Int,
    _ values: inout [Value], _ read: (_ first: Int) -> Value
  ) throws(DecodingError) {
    try require(bytes, start, count, width: width)
    values.reserveCapacity(values.count + count)
    for index in 0..<count { values.append(read(start + index * width)) }
  }

  private static func require(
    _ bytes: borrowing RawSpan, _ start: Int, _ count: Int, width: Int
  ) throws(DecodingError) {
    precondition(width >= 1, "values of no width")
    guard start <= bytes.byteCount, count >= 0, count <= (bytes.byteCount - start) / width else {
      throw .endsEarly
    }
  }
}
