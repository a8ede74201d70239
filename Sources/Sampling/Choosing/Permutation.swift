/// A keyed shuffle of 0..<size without memory: any position alone, and back.
///
/// Sizes up to 64 hold the shuffled numbers; larger ones are a Feistel network of ten rounds over
/// the next power of two, walked until the value falls inside (fewer than two steps on average).
///
/// - Draws: round keys from lanes of the key; no others.
/// - Complexity: O(1) per value.
/// - Reference: Black and Rogaway, *Ciphers with arbitrary finite domains* (2002).
package struct Permutation: Sendable {
  package let size: UInt64
  private let table: [UInt8]
  private let inverseTable: [UInt8]
  private let roundKeys: [UInt64]
  private let upperBits: UInt64
  private let lowerBits: UInt64

  /// - Parameters:
  ///   - size: 1…2^63.
  package init(_ key: StreamKey, size: UInt64) {
    precondition(size >= 1 && size <= 1 << 63, "a permutation of 1…2^63 values")
    self.size = size
    let rounds = key.lane("feistel")
    roundKeys = (0..<10).map { rounds.bits(at: $0) }
    let width = max(2, UInt64(64 - (size - 1).leadingZeroBitCount))
    upperBits = width / 2
    lowerBits = width - width / 2
    var shuffled: [UInt8] = size <= 64 ? (0..<UInt8(size)).map { $0 } : []
    let swaps = key.lane("shuffle")
    for i in stride(from: shuffled.count - 1, to: 0, by: -1) {
      shuffled.swapAt(i, Int(swaps.below(UInt64(i) + 1, at: UInt64(i))))
    }
    var places = shuffled
    for (place, value) in shuffled.enumerated() { places[Int(value)] = UInt8(place) }
    table = shuffled
    inverseTable = places
  }

  /// The value at position i.
  package func callAsFunction(_ i: UInt64) -> UInt64 {
    precondition(i < size, "a position outside the permutation")
    if size <= 64 { return UInt64(table[Int(i)]) }
    var value = i
    repeat { value = forwards(value) } while value >= size
    return value
  }

  /// The position of a value.
  package func inverse(_ value: UInt64) -> UInt64 {
    precondition(value < size, "a value outside the permutation")
    if size <= 64 { return UInt64(inverseTable[Int(value)]) }
    var i = value
    repeat { i = backwards(i) } while i >= size
    return i
  }

  /// The values at many positions.
  package func values(at positions: RowKeys) -> [UInt64] { positions.map { self($0) } }

  private func forwards(_ value: UInt64) -> UInt64 {
    var upper = value >> lowerBits
    var lower = value & mask(lowerBits)
    for round in stride(from: 0, to: 10, by: 2) {
      upper ^= mixed(lower, roundKeys[round]) >> (64 - upperBits)
      lower ^= mixed(upper, roundKeys[round + 1]) >> (64 - lowerBits)
    }
    return upper << lowerBits | lower
  }

  private func backwards(_ value: UInt64) -> UInt64 {
    var upper = value >> lowerBits
    var lower = value & mask(lowerBits)
    for round in stride(from: 8, through: 0, by: -2) {
      lower ^= mixed(upper, roundKeys[round + 1]) >> (64 - lowerBits)
      upper ^= mixed(lower, roundKeys[round]) >> (64 - upperBits)
    }
    return upper << lowerBits | lower
  }

  @inline(__always) private func mask(_ width: UInt64) -> UInt64 { (1 << width) - 1 }

  /// The upper bits of the result are used.
  @inline(__always) private func mixed(_ half: UInt64, _ key: UInt64) -> UInt64 {
    var z = (half ^ key) &* 0xD6E8_FEB8_6659_FD93
    z = (z ^ (z &>> 32)) &* 0xBEA2_25F9_EB34_556D
    return z ^ (z &>> 29)
  }
}
