/// Up to four bytes and all below a limit, looked for 32 bytes at a time.
///
/// The highest bit of each byte of a word says whether the byte is zero, or less than the limit:
/// right in the first byte that has it, and right in no other byte below. Whole words, not masks of
/// single bytes, are what the compiler keeps in vector registers.
package struct ByteSet: Sendable {
  @usableFromInline let members: SIMD4<UInt64>
  /// Bytes below are members too.
  @usableFromInline let limit: UInt64

  @usableFromInline static let ones: UInt64 = 0x0101_0101_0101_0101
  @usableFromInline static let highs: UInt64 = 0x8080_8080_8080_8080

  /// - Parameters:
  ///   - members: one to four bytes.
  ///   - limit: at most 128.
  package init(_ members: [UInt8], below limit: UInt8 = 0) {
    precondition((1...4).contains(members.count) && limit <= 128, "one to four bytes of ASCII")
    var all = SIMD4<UInt64>(repeating: UInt64(members[0]) &* ByteSet.ones)
    for (index, member) in members.enumerated() { all[index] = UInt64(member) &* ByteSet.ones }
    self.members = all
    self.limit = UInt64(limit) &* ByteSet.ones
  }

  /// The place of the first member from `start` on; `end` if there is none before it.
  @inlinable @inline(__always)
  package func first(in bytes: borrowing RawSpan, from start: Int, to end: Int) -> Int {
    var place = start
    while place &+ 32 <= end, !isMet(bytes.words(at: place)) { place &+= 32 }
    while place < end, place &+ 8 <= bytes.byteCount {
      let found = flags(bytes.word64(at: place))
      if found != 0 { return min(end, place &+ found.trailingZeroBitCount &>> 3) }
      place &+= 8
    }
    while place < end, flags(UInt64(bytes.byte(at: place)) | ByteSet.highs &<< 8) & 0x80 == 0 {
      place &+= 1
    }
    return min(place, end)
  }

  @inlinable @inline(__always)
  func flags(_ word: UInt64) -> UInt64 {
    let a = word ^ members[0]
    let b = word ^ members[1]
    let c = word ^ members[2]
    let d = word ^ members[3]
    let found =
      (a &- ByteSet.ones) & ~a | (b &- ByteSet.ones) & ~b | (c &- ByteSet.ones) & ~c
      | (d &- ByteSet.ones) & ~d | (word &- limit) & ~word
    return found & ByteSet.highs
  }

  @inlinable @inline(__always)
  func isMet(_ words: SIMD4<UInt64>) -> Bool {
    let ones = SIMD4<UInt64>(repeating: ByteSet.ones)
    let a = words ^ SIMD4(repeating: members[0])
    let b = words ^ SIMD4(repeating: members[1])
    let c = words ^ SIMD4(repeating: members[2])
    let d = words ^ SIMD4(repeating: members[3])
    let found =
      (a &- ones) & ~a | (b &- ones) & ~b | (c &- ones) & ~c | (d &- ones) & ~d
      | (words &- SIMD4(repeating: limit)) & ~words
    return (found[0] | found[1] | found[2] | found[3]) & ByteSet.highs != 0
  }
}
