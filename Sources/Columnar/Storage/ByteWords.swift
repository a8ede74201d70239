/// Words out of a span of bytes at any place, checked against its end.
extension Span where Element == UInt8 {
  /// The `count` bytes from `start` on as little-endian words of eight, the last filled with zeros.
  @inline(__always)
  func forEachWord(at start: Int, count byteCount: Int, _ body: (UInt64) -> Void) {
    precondition(start >= 0 && byteCount >= 0 && byteCount <= count - start, "bytes out of bounds")
    let raw = unsafe bytes
    var done = 0
    while done &+ 8 <= byteCount {
      body(unsafe raw.unsafeLoadUnaligned(fromByteOffset: start &+ done, as: UInt64.self))
      done &+= 8
    }
    guard done < byteCount else { return }
    let rest = byteCount &- done
    if start &+ done &+ 8 <= count {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: start &+ done, as: UInt64.self)
      body(UInt64(littleEndian: word) & (1 &<< UInt64(rest &* 8) &- 1))
    } else {
      var word: UInt64 = 0
      for offset in 0..<rest {
        word |= UInt64(self[start &+ done &+ offset]) &<< UInt64(offset &* 8)
      }
      body(word)
    }
  }
}
