/// Values of a fixed number of bits, lowest bit first, in groups of eight.
package enum BitPacking {
  /// Values beyond the width are a fault of the caller; the last group is filled with zeros.
  package static func append(_ values: Span<Int32>, width: Int, to output: inout ByteBuffer) {
    let groupCount = (values.count + 7) / 8
    let full = values.count / 8
    output.write(atMost: groupCount * width) { cursor in
      // A constant width turns the shifts into constants: 0.7 ns a value against 1.
      switch width {
      case 0: break
      case 1: packNarrow(values, full, 1, &cursor)
      case 2: packNarrow(values, full, 2, &cursor)
      case 3: packNarrow(values, full, 3, &cursor)
      case 4: packNarrow(values, full, 4, &cursor)
      case 5: packNarrow(values, full, 5, &cursor)
      case 6: packNarrow(values, full, 6, &cursor)
      case 7: packNarrow(values, full, 7, &cursor)
      case 8: packNarrow(values, full, 8, &cursor)
      default: packWide(values, 0, full * 8, width, &cursor)
      }
      if full < groupCount, width > 0 { packLast(values, full * 8, width, &cursor) }
    }
  }

  /// Eight values of at most eight bits fill one word.
  @inline(__always)
  private static func packNarrow(
    _ values: Span<Int32>, _ groupCount: Int, _ width: Int, _ cursor: inout ByteCursor
  ) {
    let bits = UInt64(width)
    for group in 0..<groupCount {
      let first = group &* 8
      var word: UInt64 = 0
      for index in 0..<8 {
        let value = UInt64(UInt32(bitPattern: values[first &+ index]))
        word |= value &<< (UInt64(index) &* bits)
      }
      cursor.append(word, keeping: width)
    }
  }

  /// A word collects bits; its whole bytes are written after each value.
  @inline(__always)
  private static func packWide(
    _ values: Span<Int32>, _ start: Int, _ end: Int, _ width: Int, _ cursor: inout ByteCursor
  ) {
    var word: UInt64 = 0
    var bits = 0
    for index in start..<end {
      word |= UInt64(UInt32(bitPattern: values[index])) &<< UInt64(bits)
      bits &+= width
      cursor.append(word, keeping: bits &>> 3)
      word &>>= UInt64(bits & ~7)
      bits &= 7
    }
  }

  private static func packLast(
    _ values: Span<Int32>, _ start: Int, _ width: Int, _ cursor: inout ByteCursor
  ) {
    var group: [Int32] = []
    for index in start..<values.count { group.append(values[index]) }
    group.append(contentsOf: repeatElement(0, count: 8 - group.count))
    packWide(group.span, 0, 8, width, &cursor)
  }

  /// Reads `count` values; the caller has made sure that their bytes are there.
  static func decode(
    _ bytes: borrowing RawSpan, at start: Int, width: Int, count: Int, into values: inout [Int32]
  ) {
    let mask: UInt64 = width == 32 ? 0xFFFF_FFFF : 1 << UInt64(width) - 1
    values.reserveCapacity(values.count + count)
    for index in 0..<count {
      let bit = index * width
      let first = start + bit >> 3
      var word: UInt64 = 0
      if first + 8 <= bytes.byteCount {
        word = bytes.word64(at: first)
      } else {
        for offset in 0..<max(0, bytes.byteCount - first) {
          word |= UInt64(bytes.byte(at: first + offset)) << UInt64(offset * 8)
        }
      }
      let value = word >> UInt64(bit & 7) & mask
      values.append(Int32(truncatingIfNeeded: value))
    }
  }
}
