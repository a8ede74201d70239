/// The draws of one column, or of one of its lanes: a function of (seed, table, column, lane),
/// counted by row key.
///
/// - Draws: a value is a function of the key and the row alone; order, threads and shares never
///   show. Within one stream the 64-bit draws of all rows are a permutation of 2^64.
/// - Reference: Salmon et al., *Parallel random numbers: as easy as 1, 2, 3*, SC'11; the rounds are
///   multiply-xorshift, with a second key between them so that streams are not shifts of each
///   other. Benchmarks/streams holds the batteries.
package struct StreamKey: Hashable, Sendable {
  package let bits: UInt64

  package init(bits: UInt64) { self.bits = bits }

  package init(seed: UInt64, table: String, column: String) {
    var hash = KeyHash(seed)
    hash.absorb(table)
    hash.absorb(column)
    bits = hash.finished
  }

  /// An independent stream beside this one; lanes of lanes are distinct again.
  @inlinable package func lane(_ index: UInt64) -> StreamKey {
    let spread = KeyHash.mixed(index &+ 0xA076_1D64_78BD_642F)
    return StreamKey(bits: KeyHash.mixed(bits ^ spread) &+ spread)
  }

  /// A lane by name; names and numbers do not meet.
  package func lane(_ name: String) -> StreamKey {
    var hash = KeyHash(bits ^ 0x8EBC_6AF0_9C88_C6E3)
    hash.absorb(name)
    return StreamKey(bits: hash.finished)
  }

  /// The 64 bits of one row; the oracle of the kernels.
  @inlinable package func bits(at row: UInt64) -> UInt64 {
    var z = row &* 0x9E37_79B9_7F4A_7C15 &+ bits
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27) ^ second) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  /// The key that enters between the rounds.
  @inlinable var second: UInt64 {
    let z = (bits ^ (bits &>> 32)) &* 0xD6E8_FEB8_6659_FD93
    return z ^ (z &>> 29)
  }

  /// Uniform in the open interval (0, 1): (k + 1/2) 2^-52 for 52 bits k, exact, symmetrical.
  @inlinable package func uniform(at row: UInt64) -> Double {
    StreamKey.unit(bits(at: row))
  }

  /// The uniform of drawn bits.
  @inlinable package static func unit(_ bits: UInt64) -> Double {
    Double(bitPattern: (bits &>> 12) | 0x3FF0_0000_0000_0000) - (1 - 0x1p-53)
  }

  /// The smallest and largest value of `uniform(at:)`.
  package static let unitRange: ClosedRange<Double> = 0x1p-53...(1 - 0x1p-53)

  /// An integer in `0..<bound` by the upper half of a 128-bit product.
  ///
  /// - Draws: one; the chance of a value is off by at most 2^-64, the relative bias at most
  ///   `bound` 2^-64: 10^-10 at a bound of 2 × 10^9.
  @inlinable package func below(_ bound: UInt64, at row: UInt64) -> UInt64 {
    precondition(bound > 0, "a bound of 0 leaves nothing to draw")
    return bits(at: row).multipliedFullWidth(by: bound).high
  }
}

extension StreamKey {
  /// A key of draws for a value in place of a row.
  package static func key(of value: UInt64) -> UInt64 {
    KeyHash.mixed(value ^ 0xC2B2_AE3D_27D4_EB4F)
  }

  /// The same for a text.
  package static func key(of text: some Sequence<UInt8>) -> UInt64 {
    var hash = KeyHash(0x9FB2_1C65_1E98_DF25)
    hash.absorb(text)
    return hash.finished
  }
}

/// Hashes seeds and names to keys; its mix shares no constant with the draws.
@usableFromInline
struct KeyHash {
  private var state: UInt64

  init(_ seed: UInt64) { state = KeyHash.mixed(seed &+ 0xE703_7ED1_A0B4_28DB) }

  /// Takes in a text with its length, so that ("ab", "c") and ("a", "bc") differ.
  mutating func absorb(_ text: String) { absorb(text.utf8) }

  mutating func absorb(_ bytes: some Sequence<UInt8>) {
    var word: UInt64 = 0
    var filled: UInt64 = 0
    var length: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) &<< (filled &* 8)
      filled += 1
      length += 1
      if filled == 8 {
        absorb(word)
        (word, filled) = (0, 0)
      }
    }
    absorb(word)
    absorb(length ^ 0x5897_65CC_7537_4CC3)
  }

  private mutating func absorb(_ word: UInt64) {
    state = KeyHash.mixed(state ^ word) &+ (state &<< 23 | state &>> 41)
  }

  var finished: UInt64 { KeyHash.mixed(state ^ 0x1D8E_4E27_C47D_124F) }

  /// Three multiply-xorshift rounds; a bijection of 64 bits.
  @usableFromInline
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 32)) &* 0xBEA2_25F9_EB34_556D
    z = (z ^ (z &>> 29)) &* 0xBEA2_25F9_EB34_556D
    z = (z ^ (z &>> 32)) &* 0xAEF1_7502_108E_F2D9
    return z ^ (z &>> 29)
  }
}
