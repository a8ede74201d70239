import CKernels

/// The C loops over row hashes; the pointers never leave a call.
///
/// - Oracle: the fixed hashes of `TableHashTests`, on every instruction set.
struct HashKernels: Sendable {
  /// 0 baseline, 1 AVX2, 2 AVX-512; what this processor can run at most.
  static let bestLevel: Int32 = ck_best_level()

  let level: Int32

  /// Takes in a column of 64-bit values, as they are or as floats.
  ///
  /// - Parameter valid: a bit per row; nil where every row has a value.
  func absorb<Value: BitwiseCopyable>(
    _ values: [Value], isFloat: Bool, valid: [UInt64]?, _ keys: ColumnKeys,
    into first: inout [UInt64], _ second: inout [UInt64]
  ) {
    let count = first.count
    precondition(MemoryLayout<Value>.stride == 8, "values of another width than 64 bits")
    precondition(values.count == count && second.count == count, "rows of another batch")
    HashKernels.check(valid, count)
    unsafe values.withUnsafeBytes { bytes in
      let words = unsafe bytes.assumingMemoryBound(to: UInt64.self).baseAddress
      unsafe HashKernels.pointer(to: valid) { valid in
        if isFloat {
          unsafe ck_hash_floats(count, &first, &second, words, valid, level, keys.forC)
        } else {
          unsafe ck_hash_words(count, &first, &second, words, valid, level, keys.forC)
        }
      }
    }
  }

  /// Takes in texts by their digests.
  func absorb(
    _ digests: TextDigests, valid: [UInt64]?, _ keys: ColumnKeys,
    into first: inout [UInt64], _ second: inout [UInt64]
  ) {
    let count = first.count
    precondition(
      digests.first.count == count && digests.second.count == count && second.count == count,
      "rows of another batch")
    HashKernels.check(valid, count)
    unsafe HashKernels.pointer(to: valid) { valid in
      unsafe ck_hash_digests(
        count, &first, &second, digests.first, digests.second, valid, level, keys.forC)
    }
  }

  func sums(
    _ first: [UInt64], _ second: [UInt64], firstRow: Int64
  ) -> (logical: UInt128, order: UInt128) {
    precondition(first.count == second.count && first.count < 1 << 31, "two words a row")
    var sums = [UInt64](repeating: 0, count: 6)
    unsafe ck_hash_sums(
      first.count, first, second, UInt64(bitPattern: firstRow), level, &sums)
    return (HashKernels.joined(sums[0...2]), HashKernels.joined(sums[3...5]))
  }

  /// Appends the digests of the first texts.
  ///
  /// - Precondition: eight bytes follow the last of them, so that words are read whole.
  func appendDigests(
    _ text: PlainText, count: Int, to first: inout [UInt64], _ second: inout [UInt64]
  ) {
    precondition(
      count < text.offsets.count && Int(text.offsets[count]) + 8 <= text.bytes.count,
      "texts that end too near to the end of the bytes")
    let start = first.count
    precondition(start == second.count, "two words a row")
    first.append(contentsOf: repeatElement(0, count: count))
    second.append(contentsOf: repeatElement(0, count: count))
    unsafe first.withUnsafeMutableBufferPointer { first in
      unsafe second.withUnsafeMutableBufferPointer { second in
        guard let one = first.baseAddress, let other = second.baseAddress else { return }
        unsafe ck_text_digests(
          count, one + start, other + start, text.bytes, text.offsets, level)
      }
    }
  }

  private static func joined(_ sums: ArraySlice<UInt64>) -> UInt128 {
    let start = sums.startIndex
    return UInt128(sums[start]) << 64 &+ UInt128(sums[start + 1]) << 32
      &+ UInt128(sums[start + 2])
  }

  private static func check(_ valid: [UInt64]?, _ count: Int) {
    precondition(valid.map { $0.count * 64 >= count } ?? true, "validity of another length")
  }

  private static func pointer(
    to words: [UInt64]?, _ body: (UnsafePointer<UInt64>?) -> Void
  ) {
    guard let words else { return body(nil) }
    unsafe words.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
  }
}

extension ColumnKeys {
  fileprivate var forC: ck_hash_keys {
    ck_hash_keys(
      first: first, second: second, null_first: null.first, null_second: null.second)
  }
}
