import Encoding

/// The hash that Parquet's Bloom filters are made of, with seed 0.
///
/// - Reference: Y. Collet, *xxHash*, XXH64.
enum XXHash64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  static func hash(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> UInt64 {
    var place = range.lowerBound
    var hash = prime5
    if range.count >= 32 {
      var (one, two, three, four) = (prime1 &+ prime2, prime2, UInt64(0), 0 &- prime1)
      while place &+ 32 <= range.upperBound {
        one = round(one, bytes.word64(at: place))
        two = round(two, bytes.word64(at: place &+ 8))
        three = round(three, bytes.word64(at: place &+ 16))
        four = round(four, bytes.word64(at: place &+ 24))
        place &+= 32
      }
      hash = rotated(one, 1) &+ rotated(two, 7) &+ rotated(three, 12) &+ rotated(four, 18)
      for lane in [one, two, three, four] {
        hash = (hash ^ round(0, lane)) &* prime1 &+ prime4
      }
    }
    hash &+= UInt64(range.count)
    while place &+ 8 <= range.upperBound {
      hash = rotated(hash ^ round(0, bytes.word64(at: place)), 27) &* prime1 &+ prime4
      place &+= 8
    }
    if place &+ 4 <= range.upperBound {
      let word = UInt64(bytes.word32(at: place)) &* prime1
      hash = rotated(hash ^ word, 23) &* prime2 &+ prime3
      place &+= 4
    }
    while place < range.upperBound {
      hash = rotated(hash ^ UInt64(bytes.byte(at: place)) &* prime5, 11) &* prime1
      place &+= 1
    }
    return finished(hash)
  }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotated(lane &+ word &* prime2, 31) &* prime1
  }

  private static func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
    word &<< count | word &>> (64 &- count)
  }

  private static func finished(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ hash &>> 33) &* prime2
    hash = (hash ^ hash &>> 29) &* prime3
    return hash ^ hash &>> 32
  }
}
