import CKernels
import Columnar

/// The C loops of encodings; the pointers never leave a call.
///
/// - Oracle: what the decoders of this module, which are Swift alone, read back.
enum EncodingKernels {
  /// 0 baseline, 1 AVX2, 2 AVX-512; what this processor can run at most.
  static let bestLevel: Int32 = ck_best_level()

  static func deltas(
    _ values: Span<Int64>, isNarrow: Bool, to output: inout ByteBuffer,
    level: Int32 = bestLevel
  ) {
    let count = values.count
    unsafe values.withUnsafeBufferPointer { values in
      unsafe output.appendUnsafely(atMost: 40 + (count / 128 + 1) * 1038) { target in
        let start = unsafe target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return unsafe ck_delta_pack(count, start, values.baseAddress, level, isNarrow ? 1 : 0)
      }
    }
  }

  static func split(
    _ values: Span<Double>, to output: inout ByteBuffer, level: Int32 = bestLevel
  ) {
    unsafe split(values, to: &output) { count, target, bytes in
      unsafe ck_split8(count, target, bytes.assumingMemoryBound(to: UInt64.self), level)
    }
  }

  static func split(
    _ values: Span<Float>, to output: inout ByteBuffer, level: Int32 = bestLevel
  ) {
    unsafe split(values, to: &output) { count, target, bytes in
      unsafe ck_split4(count, target, bytes.assumingMemoryBound(to: UInt32.self), level)
    }
  }

  /// The rows among which the smallest and the largest text are, judged by their first eight bytes.
  static func extremes(_ text: PlainText, level: Int32 = bestLevel) -> [Int32] {
    let count = text.wholeWordCount
    var rows = [Int32](repeating: 0, count: count + 1)
    var heads = [UInt64](repeating: 0, count: count)
    let found = unsafe ck_text_extremes(
      count, &rows, &heads, text.bytes, text.offsets, level)
    rows.removeSubrange(found...)
    // The last ones are too near to the end of the bytes to be judged so.
    for row in count..<text.count { rows.append(Int32(row)) }
    return rows
  }

  static func extremes(
    _ values: Span<Int64>, level: Int32 = bestLevel
  ) -> (low: Int64, high: Int64) {
    var found: [Int64] = [0, 0]
    unsafe values.withUnsafeBufferPointer { values in
      unsafe ck_integer_extremes(values.count, &found, values.baseAddress, level)
    }
    return (found[0], found[1])
  }

  static func extremes(
    _ values: Span<Double>, level: Int32 = bestLevel
  ) -> (low: Double, high: Double, hasNaN: Bool) {
    var found: [Double] = [0, 0]
    let nans = unsafe values.withUnsafeBufferPointer { values in
      unsafe ck_float_extremes(values.count, &found, values.baseAddress, level)
    }
    return (found[0], found[1], nans != 0)
  }

  /// Sixteen bytes with the CRC-32 remainder of the first ones, and how many these are; nil where
  /// the processor or the length does not suit.
  static func foldedForCRC(
    _ bytes: borrowing RawSpan, after crc: UInt32
  ) -> (bytes: [UInt8], count: Int)? {
    var folded = [UInt8](repeating: 0, count: 16)
    let count = unsafe bytes.withUnsafeBytes { bytes in
      unsafe ck_crc_fold(
        bytes.count, &folded, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), crc)
    }
    return count > 0 ? (folded, count) : nil
  }

  /// Hands the bytes of numbers to a kernel that writes as many.
  private static func split<Number: BitwiseCopyable>(
    _ values: Span<Number>, to output: inout ByteBuffer,
    _ kernel: (Int, UnsafeMutablePointer<UInt8>, UnsafeRawPointer) -> Void
  ) {
    let count = values.count
    unsafe values.withUnsafeBytes { bytes in
      unsafe output.appendUnsafely(atMost: bytes.count) { target in
        guard let start = target.baseAddress, let first = bytes.baseAddress
        else { return 0 }
        unsafe kernel(count, start.assumingMemoryBound(to: UInt8.self), first)
        return bytes.count
      }
    }
  }
}

extension Span where Element == Int64 {
  /// The smallest and the largest value; `Int64.max` and `Int64.min` without values.
  package var extremes: (low: Int64, high: Int64) { EncodingKernels.extremes(self) }
}

extension Span where Element == Double {
  /// The smallest and the largest number, +∞ and −∞ without numbers, and whether there is a NaN.
  package var extremes: (low: Double, high: Double, hasNaN: Bool) {
    EncodingKernels.extremes(self)
  }
}

extension PlainText {
  /// Few rows among which the smallest and the largest text are, in order.
  package var extremeRows: [Int32] { EncodingKernels.extremes(self) }
}
