/// The shortest digits that read back as the same float; whole floats end in `.0`.
///
/// From 0.0001 up to the last float that has all whole numbers below it with a point, beyond with
/// an exponent of at least two digits: `0.0001`, `9007199254740992.0`, `1e-05`, `1.5e+16`.
struct FloatDigits {
  /// What a float takes at most, with what is stored behind it in passing.
  static let limit = 48

  private let powers = PowersOfTen.standard.words
  private let tens = Digits.tens

  /// - Parameters:
  ///   - value: finite; one that 32 bits hold when `isSingle`.
  ///   - isSingle: shortest among floats of 32 bits.
  @inline(__always) @_lifetime(cursor: copy cursor)
  func append(_ value: Double, isSingle: Bool, to cursor: inout ByteCursor) {
    if value.sign == .minus { cursor.append(ascii: "-") }
    let magnitude = value.magnitude
    let wholeLimit: Double = isSingle ? 0x1p24 : 0x1p53
    if magnitude <= wholeLimit {
      let whole = UInt64(magnitude)
      if Double(whole) == magnitude {
        cursor.append(number: whole)
        cursor.append(0x302E as UInt16)
        return
      }
    }
    let decimal =
      isSingle
      ? ShortestDecimal(single: Float(magnitude).bitPattern, powers.span)
      : ShortestDecimal(double: magnitude.bitPattern, powers.span)
    cursor.append(decimal, hasPoint: magnitude <= wholeLimit, tens.span)
  }

  @_lifetime(cursor: copy cursor)
  static func append(nonFinite value: Double, to cursor: inout ByteCursor) {
    let text: StaticString = value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf"
    for byte in text.description.utf8 { cursor.append(byte) }
  }
}

extension ByteCursor {
  /// - Parameters:
  ///   - hasPoint: whether a number that is not very small is written without exponent.
  ///   - tens: `Digits.tens`.
  @inline(__always) @_lifetime(self: copy self)
  fileprivate mutating func append(
    _ decimal: ShortestDecimal, hasPoint: Bool, _ tens: Span<UInt64>
  ) {
    // Seventeen digits, the first not zero: one, then sixteen in two words.
    let length = Digits.count(decimal.digits, tens)
    let digits = decimal.digits &* tens[17 &- length]
    let first = digits / Digits.tenTo16
    let rest = digits &- first &* Digits.tenTo16
    let middle = rest / Digits.tenTo8
    let upper = Digits.eight(middle)
    let lower = Digits.eight(rest &- middle &* Digits.tenTo8)
    let count = 17 &- Digits.zerosBehind(upper, lower)
    let lead = UInt8(truncatingIfNeeded: first) &+ 48
    // How many digits stand before the point.
    let point = length &+ decimal.exponent
    if point <= 0, point > -4 {
      append(0x3030_3030_3030_2E30, keeping: 2 &- point)
      append(lead)
      append(upper)
      append(lower)
      position &+= count &- 17
    } else if hasPoint, point > 0 {
      append(lead)
      append(upper, lower, pointAt: point &- 1)
      position &+= count
    } else {
      append(lead)
      append(0x2E as UInt8)
      append(upper)
      append(lower)
      position &-= count == 1 ? 17 : 17 &- count
      append(exponent: point &- 1)
    }
  }

  /// Stores sixteen digits with a point behind the first `place` of them, and stays where it is.
  @inline(__always) @_lifetime(self: copy self)
  private mutating func append(_ upper: UInt64, _ lower: UInt64, pointAt place: Int) {
    let all = UInt128(upper) | UInt128(lower) &<< 64
    let shift = UInt128(truncatingIfNeeded: place &* 8)
    let before = (1 as UInt128) &<< shift &- 1
    let moved = all & before | 0x2E &<< shift | (all & ~before) &<< 8
    append(UInt64(truncatingIfNeeded: moved))
    append(UInt64(truncatingIfNeeded: moved &>> 64))
    append(UInt8(truncatingIfNeeded: lower &>> 56))
    position &-= 17
  }

  /// `e+16`, `e-05`, `e-324`
  @inline(__always) @_lifetime(self: copy self)
  private mutating func append(exponent: Int) {
    append(exponent < 0 ? 0x2D65 : 0x2B65 as UInt16)
    let magnitude = UInt64(exponent.magnitude)
    append(digits: magnitude, count: magnitude < 100 ? 2 : 3)
  }
}
