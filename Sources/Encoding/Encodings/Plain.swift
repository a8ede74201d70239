import Columnar

/// Values one after another: little-endian numbers, length-prefixed texts, packed truth values.
///
/// - Reference: Apache Parquet, *Encodings*, PLAIN.
package enum Plain: ValueEncoding {
  package static let name = "plain"
  package static let parquetCode: Int32 = 0

  package static func append(int64 values: Span<Int64>, to output: inout ByteBuffer) {
    output.append(values.rawBytes)
  }

  package static func append(double values: Span<Double>, to output: inout ByteBuffer) {
    output.append(values.rawBytes)
  }

  /// Narrows; planning has proved that the values fit.
  package static func append(int32 values: Span<Int64>, to output: inout ByteBuffer) {
    output.write(atMost: values.count * 4) { cursor in
      for index in values.indices {
        cursor.append(UInt32(truncatingIfNeeded: values[index]))
      }
    }
  }

  package static func append(float values: Span<Double>, to output: inout ByteBuffer) {
    output.write(atMost: values.count * 4) { cursor in
      for index in values.indices { cursor.append(Float(values[index]).bitPattern) }
    }
  }

  /// The low `byteCount` bytes of each value, highest first, in two's complement.
  package static func append(
    bigEndian values: Span<Int128>, byteCount: Int, to output: inout ByteBuffer
  ) {
    precondition((1...16).contains(byteCount), "a decimal takes 1 to 16 bytes")
    let shift = Int128(128 - 8 * byteCount)
    let first = min(byteCount, 8)
    output.write(atMost: values.count * byteCount) { cursor in
      for index in values.indices {
        let bytes = UInt128(bitPattern: values[index] << shift).byteSwapped
        cursor.append(UInt64(truncatingIfNeeded: bytes), keeping: first)
        if byteCount > 8 {
          cursor.append(UInt64(truncatingIfNeeded: bytes >> 64), keeping: byteCount - 8)
        }
      }
    }
  }

  /// Sixteen bytes each, in the order a UUID is written.
  package static func append(uuid values: Span<UInt128>, to output: inout ByteBuffer) {
    output.write(atMost: values.count * 16) { cursor in
      for index in values.indices {
        let bytes = values[index].byteSwapped
        cursor.append(UInt64(truncatingIfNeeded: bytes))
        cursor.append(UInt64(truncatingIfNeeded: bytes >> 64))
      }
    }
  }

  /// A length of four bytes, then the text; rows without value leave nothing.
  package static func append(
    text: PlainText, rows: Range<Int>, validity: Bitmap?, to output: inout ByteBuffer
  ) {
    guard !rows.isEmpty else { return }
    let offsetArray = text.offsets
    let byteArray = text.bytes
    let offsets = offsetArray.span
    let bytes = byteArray.span.rawBytes
    let limit = Int(offsets[rows.upperBound] - offsets[rows.lowerBound]) + 4 * rows.count
    guard let validity else {
      output.write(atMost: limit) { cursor in
        var start = offsets[rows.lowerBound]
        for row in rows {
          let end = offsets[row &+ 1]
          cursor.append(UInt32(truncatingIfNeeded: end &- start))
          cursor.append(bytes, at: Int(start), count: Int(end &- start))
          start = end
        }
      }
      return
    }
    let wordArray = validity.words
    let words = wordArray.span
    output.write(atMost: limit) { cursor in
      for row in rows where words[row &>> 6] &>> UInt64(row & 63) & 1 == 1 {
        let start = Int(offsets[row])
        let length = Int(offsets[row &+ 1]) &- start
        cursor.append(UInt32(truncatingIfNeeded: length))
        cursor.append(bytes, at: start, count: length)
      }
    }
  }

  /// The texts that codes stand for; rows without value leave nothing.
  package static func append(
    codes: Span<Int32>, of dictionary: PlainText, rows: Range<Int>, validity: Bitmap?,
    to output: inout ByteBuffer
  ) {
    let byteArray = dictionary.bytes
    let bytes = byteArray.span.rawBytes
    for row in rows where validity.map({ $0[row] }) ?? true {
      let range = dictionary.range(at: Int(codes[row]))
      output.write(atMost: range.count + 4) { cursor in
        cursor.append(UInt32(truncatingIfNeeded: range.count))
        cursor.append(bytes, at: range.lowerBound, count: range.count)
      }
    }
  }
}
