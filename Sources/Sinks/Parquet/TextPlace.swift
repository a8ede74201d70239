import Columnar
import Encoding

/// A text among bytes, with its first sixteen: they decide nearly always.
struct TextPlace {
  let start: Int
  let end: Int
  /// Eight bytes each as a number of the same order; shorter texts are filled with zeros.
  let first: UInt64
  let second: UInt64

  @inline(__always)
  init(_ bytes: borrowing RawSpan, _ start: Int, _ end: Int) {
    self.start = start
    self.end = end
    first = TextPlace.key(bytes, start, end)
    second = end &- start > 8 ? TextPlace.key(bytes, start &+ 8, end) : 0
  }

  @inline(__always)
  func precedes(_ other: TextPlace, in bytes: borrowing RawSpan) -> Bool {
    if first != other.first { return first < other.first }
    if second != other.second { return second < other.second }
    return precedesBehind(other, bytes)
  }

  private func precedesBehind(_ other: TextPlace, _ bytes: borrowing RawSpan) -> Bool {
    var offset = 16
    while start &+ offset < end, other.start &+ offset < other.end {
      let own = TextPlace.key(bytes, start &+ offset, end)
      let others = TextPlace.key(bytes, other.start &+ offset, other.end)
      if own != others { return own < others }
      offset &+= 8
    }
    // Equal but for zeros, which fill the shorter one and may stand in the longer.
    return end &- start < other.end &- other.start
  }

  @inline(__always)
  private static func key(_ bytes: borrowing RawSpan, _ start: Int, _ end: Int) -> UInt64 {
    let count = end &- start
    if start &+ 8 <= bytes.byteCount {
      let word = bytes.word64(at: start).byteSwapped
      return count >= 8 ? word : word & ~(UInt64.max >> UInt64(count * 8))
    }
    var word: UInt64 = 0
    for offset in 0..<min(count, 8) {
      word |= UInt64(bytes.byte(at: start + offset)) << UInt64(56 - offset * 8)
    }
    return word
  }
}
