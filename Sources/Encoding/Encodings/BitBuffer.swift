import Columnar

/// Bits that grow at the end, lowest bit first: truth values and definition levels of a page.
package struct BitBuffer: Sendable {
  package private(set) var words: [UInt64] = []
  package private(set) var count = 0
  package private(set) var setCount = 0

  package init() {}

  package mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    count = 0
    setCount = 0
  }

  /// Appends the low `length` bits of `bits`; the others must be clear.
  package mutating func append(_ bits: UInt64, length: Int) {
    precondition(length == 64 || bits >> UInt64(length) == 0, "bits beyond the length")
    let shift = count & 63
    if shift == 0 {
      words.append(bits)
    } else {
      words[words.count - 1] |= bits << UInt64(shift)
      if shift + length > 64 { words.append(bits >> UInt64(64 - shift)) }
    }
    count += length
    setCount += bits.nonzeroBitCount
  }

  package mutating func append(repeating value: Bool, count length: Int) {
    var rest = length
    while rest > 0 {
      let step = min(rest, 64)
      append(value ? ~0 >> UInt64(64 - step) : 0, length: step)
      rest -= step
    }
  }

  package mutating func append(_ bitmap: Bitmap, rows: Range<Int>) {
    let source = bitmap.words
    var row = rows.lowerBound
    while row < rows.upperBound {
      let length = min(64, rows.upperBound - row)
      append(BitBuffer.bits(of: source, at: row, length: length), length: length)
      row += length
    }
  }

  package mutating func append(_ values: Span<Bool>) {
    var start = 0
    while start < values.count {
      let length = min(64, values.count - start)
      var bits: UInt64 = 0
      for index in 0..<length { bits |= (values[start + index] ? 1 : 0) << UInt64(index) }
      append(bits, length: length)
      start += length
    }
  }

  /// Writes the bits as bytes; the last byte is filled with clear bits.
  package func encode(into output: inout ByteBuffer) {
    let byteCount = (count + 7) / 8
    output.write(atMost: words.count * 8) { cursor in
      var rest = byteCount
      for word in words {
        cursor.append(word, keeping: min(rest, 8))
        rest -= 8
      }
    }
  }

  private static func bits(of words: [UInt64], at row: Int, length: Int) -> UInt64 {
    let index = row >> 6
    let shift = UInt64(row & 63)
    var result = words[index] >> shift
    if shift > 0, index + 1 < words.count { result |= words[index + 1] << (64 - shift) }
    return length == 64 ? result : result & (1 << UInt64(length) - 1)
  }
}
