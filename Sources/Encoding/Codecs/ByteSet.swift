/// Up to four bytes and all below a limit, looked for sixteen at a time.
package struct ByteSet: Sendable {
  @usableFromInline let members: SIMD4<UInt8>
  /// Bytes below are members too.
  @usableFromInline let limit: UInt8

  /// - Parameter members: one to four bytes.
  package init(_ members: [UInt8], below limit: UInt8 = 0) {
    precondition((1...4).contains(members.count), "one to four bytes")
    var all = SIMD4<UInt8>(repeating: members[0])
    for (index, member) in members.enumerated() { all[index] = member }
    self.members = all
    self.limit = limit
  }

  @inlinable @inline(__always)
  package func contains(_ byte: UInt8) -> Bool {
    byte < limit || byte == members[0] || byte == members[1] || byte == members[2]
      || byte == members[3]
  }

  /// The place of the first member from `start` on; `end` if there is none before it.
  @inlinable @inline(__always)
  package func first(in bytes: borrowing RawSpan, from start: Int, to end: Int) -> Int {
    var place = start
    while place < end, place &+ 16 <= bytes.byteCount {
      let found = mask(bytes.vector(at: place))
      if found != 0 { return min(end, place &+ found.trailingZeroBitCount &>> 3) }
      place &+= 16
    }
    while place < end, !contains(bytes.byte(at: place)) { place &+= 1 }
    return min(place, end)
  }

  /// All ones in the bytes that are members.
  @inlinable @inline(__always)
  func mask(_ vector: SIMD16<UInt8>) -> UInt128 {
    let found =
      (vector .== members[0]) .| (vector .== members[1]) .| (vector .== members[2])
      .| (vector .== members[3]) .| (vector .< limit)
    let bytes = SIMD16<UInt8>(repeating: 0).replacing(with: 255, where: found)
    // Two types of sixteen bytes, for which every pattern of bits is a value.
    return unsafe unsafeBitCast(bytes, to: UInt128.self)
  }
}
