/// Decimal digits, eight in one word.
enum Digits {
  static let tenTo8: UInt64 = 100_000_000
  static let tenTo16: UInt64 = 10_000_000_000_000_000

  /// The eight digits of a number below 10⁸, the first in the lowest byte.
  ///
  /// Divides by 10⁴ once, then by 100 and 10 in lanes, with products in place of divisions.
  @inline(__always)
  static func eight(_ value: UInt64) -> UInt64 {
    let high = value / 10_000
    let low = value &- high &* 10_000
    var lanes = high | low &<< 32
    let hundreds = ((lanes &* 10_486) &>> 20) & 0x0000_007F_0000_007F
    lanes = hundreds | (lanes &- hundreds &* 100) &<< 16
    let tens = ((lanes &* 103) &>> 10) & 0x000F_000F_000F_000F
    lanes = tens | (lanes &- tens &* 10) &<< 8
    return lanes | 0x3030_3030_3030_3030
  }

  /// The eight hexadecimal digits of a number in lower case, the first in the lowest byte.
  @inline(__always)
  static func hexadecimal(_ value: UInt32) -> UInt64 {
    // Each byte moves to a lane of two, which then takes a digit in each byte.
    var lanes = UInt64(value.byteSwapped)
    lanes = (lanes | lanes &<< 16) & 0x0000_FFFF_0000_FFFF
    lanes = (lanes | lanes &<< 8) & 0x00FF_00FF_00FF_00FF
    lanes = (lanes &>> 4 | lanes &<< 8) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = ((lanes &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
    return lanes &+ 0x3030_3030_3030_3030 &+ letters &* 39
  }

  /// The powers of ten that fit in a word.
  static let tens: [UInt64] = {
    var power: UInt64 = 1
    return (0..<20).map { index in
      if index > 0 { power *= 10 }
      return power
    }
  }()

  /// How many digits a number has; none for 0.
  ///
  /// - Parameter tens: `Digits.tens`.
  @inline(__always)
  static func count(_ value: UInt64, _ tens: Span<UInt64>) -> Int {
    // ⌊bits · log₁₀ 2⌋ is right or one too low.
    let least = ((64 &- value.leadingZeroBitCount) &* 1233) &>> 12
    return least &+ (value >= tens[least] ? 1 : 0)
  }

  /// How many of sixteen digits are zeros at the end.
  @inline(__always)
  static func zerosBehind(_ upper: UInt64, _ lower: UInt64) -> Int {
    let isolated = { (word: UInt64) in (word & 0x0F0F_0F0F_0F0F_0F0F).leadingZeroBitCount &>> 3 }
    let zeros = isolated(lower)
    return zeros < 8 ? zeros : 8 &+ isolated(upper)
  }
}

extension ByteCursor {
  @inline(__always) @_lifetime(self: copy self)
  mutating func append(ascii byte: Unicode.Scalar) {
    append(UInt8(truncatingIfNeeded: byte.value))
  }

  /// The number without leading zeros.
  @inline(__always) @_lifetime(self: copy self)
  mutating func append(number value: UInt64) {
    if value < Digits.tenTo8 {
      appendShort(value)
    } else if value < Digits.tenTo16 {
      let high = value / Digits.tenTo8
      appendShort(high)
      append(Digits.eight(value &- high &* Digits.tenTo8))
    } else {
      let high = value / Digits.tenTo16
      appendShort(high)
      append(digits: value &- high &* Digits.tenTo16, count: 16)
    }
  }

  @inline(__always) @_lifetime(self: copy self)
  private mutating func appendShort(_ value: UInt64) {
    let digits = Digits.eight(value)
    let zeros = min((digits & 0x0F0F_0F0F_0F0F_0F0F).trailingZeroBitCount &>> 3, 7)
    append(digits &>> UInt64(zeros &* 8), keeping: 8 &- zeros)
  }

  /// The low `count` digits of a number, with leading zeros; at most sixteen.
  @inline(__always) @_lifetime(self: copy self)
  mutating func append(digits value: UInt64, count: Int) {
    if count <= 8 {
      append(Digits.eight(value) &>> UInt64((8 &- count) &* 8), keeping: count)
    } else {
      let high = value / Digits.tenTo8
      append(Digits.eight(high) &>> UInt64((16 &- count) &* 8), keeping: count &- 8)
      append(Digits.eight(value &- high &* Digits.tenTo8))
    }
  }

  @_lifetime(self: copy self)
  mutating func append(number value: UInt128) {
    if let narrow = UInt64(exactly: value) {
      append(number: narrow)
    } else {
      let (high, low) = value.quotientAndRemainder(dividingBy: UInt128(Digits.tenTo16))
      append(number: high)
      append(digits: UInt64(low), count: 16)
    }
  }

  @_lifetime(self: copy self)
  mutating func append(digits value: UInt128, count: Int) {
    if count <= 16 {
      append(digits: UInt64(value), count: count)
    } else {
      let (high, low) = value.quotientAndRemainder(dividingBy: UInt128(Digits.tenTo16))
      append(digits: high, count: count - 16)
      append(digits: UInt64(low), count: 16)
    }
  }

  @inline(__always) @_lifetime(self: copy self)
  mutating func append(integer value: Int64) {
    if value < 0 { append(ascii: "-") }
    append(number: value.magnitude)
  }

  /// A decimal at its scale: all its digits behind the point, at least one before.
  @inline(__always) @_lifetime(self: copy self)
  mutating func append(decimal value: Int64, scale: Int, divisor: UInt64) {
    if value < 0 { append(ascii: "-") }
    let whole = value.magnitude / divisor
    append(number: whole)
    if scale == 0 { return }
    append(ascii: ".")
    let rest = value.magnitude &- whole &* divisor
    if scale <= 16 {
      append(digits: rest, count: scale)
    } else {
      append(digits: UInt128(rest), count: scale)
    }
  }

  @_lifetime(self: copy self)
  mutating func append(decimal value: Int128, scale: Int, divisor: UInt128) {
    if value < 0 { append(ascii: "-") }
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor)
    append(number: whole)
    if scale == 0 { return }
    append(ascii: ".")
    append(digits: rest, count: scale)
  }

  /// A UUID as 8-4-4-4-12 hexadecimal digits in lower case.
  @inline(__always) @_lifetime(self: copy self)
  mutating func append(uuid value: UInt128) {
    let high = UInt64(truncatingIfNeeded: value &>> 64)
    let low = UInt64(truncatingIfNeeded: value)
    let second = Digits.hexadecimal(UInt32(truncatingIfNeeded: high))
    let third = Digits.hexadecimal(UInt32(truncatingIfNeeded: low &>> 32))
    append(Digits.hexadecimal(UInt32(truncatingIfNeeded: high &>> 32)))
    append(ascii: "-")
    append(UInt32(truncatingIfNeeded: second))
    append(ascii: "-")
    append(UInt32(truncatingIfNeeded: second &>> 32))
    append(ascii: "-")
    append(UInt32(truncatingIfNeeded: third))
    append(ascii: "-")
    append(UInt32(truncatingIfNeeded: third &>> 32))
    append(Digits.hexadecimal(UInt32(truncatingIfNeeded: low)))
  }
}
