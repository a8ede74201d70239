import Sampling

/// The bits of UUIDs and ULIDs that differ wherever row keys differ.
enum UUIDBits {
  private static let versionAndVariant: UInt128 = 0x4000_8000_0000_0000_0000
  private static let free: UInt128 = 0xFFFF_FFFF_FFFF_0FFF_3FFF_FFFF_FFFF_FFFF

  /// Version 4 form from two draws.
  static func random(_ high: UInt64, _ low: UInt64) -> UInt128 {
    (UInt128(high) << 64 | UInt128(low)) & free | versionAndVariant
  }

  /// Version 4: a permutation of the key fills 64 free bits.
  static func distinct(_ rowKeys: RowKeys, stream: StreamKey) -> [UInt128] {
    bits(rowKeys, stream).map { drawn, mixed in
      // 64 permuted bits around version and variant: 48 + 12 high, 4 low; 58 drawn bits fill the
      // rest.
      let high = mixed & ~0xFFFF | mixed & 0x0FFF
      let low = (mixed >> 12 & 0xF) << 58 | drawn >> 6
      return random(high, low)
    }
  }

  /// Version 7 (RFC 9562): 48 bits of time, then 10 drawn and 64 permuted ones.
  ///
  /// - Parameter milliseconds: since 1970, of 48 bits.
  static func version7(
    _ milliseconds: [UInt64], _ rowKeys: RowKeys, stream: StreamKey
  ) -> [UInt128] {
    zip(milliseconds, bits(rowKeys, stream)).map { time, bits in
      let high = time << 16 | 7 << 12 | (bits.drawn >> 54) << 2 | bits.mixed >> 62
      return UInt128(high) << 64 | UInt128(1 << 63 | bits.mixed & (1 << 62 - 1))
    }
  }

  /// The number that a ULID writes: 48 bits of time, then 16 drawn and 64 permuted ones.
  static func ulid(
    _ milliseconds: [UInt64], _ rowKeys: RowKeys, stream: StreamKey
  ) -> [UInt128] {
    zip(milliseconds, bits(rowKeys, stream)).map { time, bits in
      UInt128(time << 16 | bits.drawn >> 48) << 64 | UInt128(bits.mixed)
    }
  }

  private static func bits(
    _ rowKeys: RowKeys, _ stream: StreamKey
  ) -> [(drawn: UInt64, mixed: UInt64)] {
    let draws = stream.bits(for: rowKeys)
    let mask = stream.lane("permutation").bits(at: 0)
    return draws.indices.map { (draws[$0], scrambled(rowKeys[$0] ^ mask)) }
  }

  /// A bijection of 64 bits; distinctness is all that is asked of it.
  private static func scrambled(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 32) &* 0xD6E8_FEB8_6659_FD93
    z = (z ^ z >> 32) &* 0xD6E8_FEB8_6659_FD93
    return z ^ z >> 32
  }
}
