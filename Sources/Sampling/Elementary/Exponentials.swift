extension Elementary {
  /// exp(x), within 1 ulp; 0 below -745.2, infinite above 709.8.
  package static func exp(_ x: Double) -> Double {
    if x.magnitude <= 700 { return exponential(x) }
    return exp(DoubleDouble(x))
  }

  /// The kernel's exp for |x| <= 700, operation by operation.
  @inline(__always) static func exponential(_ x: Double) -> Double {
    let shifted = x * log2e + 0x1.8p52
    let k = shifted - 0x1.8p52
    let high = x - k * ln2High
    let low = k * ln2Low
    let r = high - low
    let error = (high - r) - low
    let value = 1 + (r + (error + r * r * expTail(r)))
    return Double(bitPattern: value.bitPattern &+ shifted.bitPattern &<< 52)
  }

  /// 1/2 + r/6 + r^2/24 + …, |r| below 0.35.
  @inline(__always) static func expTail(_ r: Double) -> Double {
    var p = 0x1.6124613a86d09p-33
    p = p * r + 0x1.1eed8eff8d898p-29
    p = p * r + 0x1.ae64567f544e4p-26
    p = p * r + 0x1.27e4fb7789f5cp-22
    p = p * r + 0x1.71de3a556c734p-19
    p = p * r + 0x1.a01a01a01a01ap-16
    p = p * r + 0x1.a01a01a01a01ap-13
    p = p * r + 0x1.6c16c16c16c17p-10
    p = p * r + 0x1.1111111111111p-7
    p = p * r + 0x1.5555555555555p-5
    p = p * r + 0x1.5555555555555p-3
    return p * r + 0.5
  }

  /// exp of a sum, with the low part to first order.
  static func exp(_ x: DoubleDouble) -> Double {
    guard x.high < 710 else { return x.high.isNaN ? .nan : .infinity }
    guard x.high > -746 else { return x.high.isNaN ? .nan : 0 }
    let shifted = x.high * log2e + 0x1.8p52
    let k = shifted - 0x1.8p52
    let high = x.high - k * ln2High
    let low = k * ln2Low - x.low
    let r = high - low
    let error = (high - r) - low
    return scaled(1 + (r + (error + r * r * expTail(r))), byPowerOfTwo: Int(k))
  }

  /// exp(x) - 1, within 2 ulp.
  package static func expm1(_ x: Double) -> Double {
    if x.magnitude < 0x1p-54 { return x }
    if x.magnitude < 0.35 { return x + x * x * expTail(x) }
    if x > 40 { return exp(x) }
    if x < -40 { return -1 }
    return exp(x) - 1
  }

  /// x to the power y, within 1 ulp; special cases as in C: pow(x, 0) = 1, pow(1, y) = 1, NaN for
  /// a negative x and a y that is not whole.
  package static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x.isNaN || y.isNaN { return .nan }
    if y == 1 { return x }
    let isWhole = y == y.rounded(.towardZero)
    let isOdd = isWhole && y.magnitude < 0x1p53 && Int64(y) & 1 == 1
    let sign = x.sign == .minus && isOdd ? -1.0 : 1.0
    if x == 0 { return y > 0 ? 0 * sign : .infinity * sign }
    if y.isInfinite {
      let grows = x.magnitude > 1
      if x.magnitude == 1 { return 1 }
      return grows == (y > 0) ? .infinity : 0
    }
    if x.isInfinite { return y > 0 ? .infinity * sign : 0 * sign }
    guard x > 0 || isWhole else { return .nan }
    let base = logarithm(x.magnitude)
    let rough = base.high * y
    if rough > 720 { return .infinity * sign }
    if rough < -760 { return 0 * sign }
    return sign * exp(base * DoubleDouble(y))
  }
}
