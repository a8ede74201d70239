extension Elementary {
  /// Natural logarithm; within 1 ulp. -inf at 0, NaN below.
  package static func log(_ x: Double) -> Double {
    if x >= 0x1p-1022, x < .infinity { return logOfNormal(x) }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    guard x > 0 else { return .nan }
    return logOfNormal(x * 0x1p54) - 54 * ln2High - 54 * ln2Low
  }

  /// The kernel's logarithm of a positive normal number, operation by operation.
  @inline(__always) static func logOfNormal(_ x: Double) -> Double {
    let (k, m) = exponentAndMantissa(x)
    let f = m - 1
    let s = f / (m + 1)
    let z = s * s
    let half = 0.5 * f * f
    let rest = half - (s * (half + z * atanhTail(z)) + k * ln2Low)
    return k * ln2High - (rest - f)
  }

  /// x = 2^k m with m in [sqrt(1/2), sqrt(2)), by integer steps.
  @inline(__always) static func exponentAndMantissa(_ x: Double) -> (k: Double, m: Double) {
    let rootHalf: UInt64 = 0x3FE6_A09E_667F_3BCD
    let shifted = x.bitPattern &- rootHalf
    let exponent = (shifted &+ 0x8000_0000_0000_0000) &>> 52
    let k = Double(bitPattern: exponent | 0x4330_0000_0000_0000) - (0x1p52 + 2048)
    let m = Double(bitPattern: (shifted & 0x000F_FFFF_FFFF_FFFF) &+ rootHalf)
    return (k, m)
  }

  /// 2/3 + 2/5 z + 2/7 z^2 + …: what 2 atanh(s) adds to 2 s, over s z, z = s^2 below 0.0295.
  @inline(__always) static func atanhTail(_ z: Double) -> Double {
    var p = 0x1.642c8590b2164p-4
    p = p * z + 0x1.8618618618618p-4
    p = p * z + 0x1.af286bca1af28p-4
    p = p * z + 0x1.e1e1e1e1e1e1ep-4
    p = p * z + 0x1.1111111111111p-3
    p = p * z + 0x1.3b13b13b13b14p-3
    p = p * z + 0x1.745d1745d1746p-3
    p = p * z + 0x1.c71c71c71c71cp-3
    p = p * z + 0x1.2492492492492p-2
    p = p * z + 0x1.999999999999ap-2
    p = p * z + 0x1.5555555555555p-1
    return p
  }

  /// log(1 + x), within 2 ulp; -inf at -1.
  package static func log1p(_ x: Double) -> Double {
    if x.magnitude < 0x1p-54 { return x }
    if x > -0.25, x < 0.4 {
      let s = x / (2 + x)
      let z = s * s
      let half = 0.5 * x * x
      return x - (half - s * (half + z * atanhTail(z)))
    }
    let sum = 1 + x
    guard sum > 0, sum < .infinity else { return log(sum) }
    // The rounding error of 1 + x, over the sum, is the correction to first order.
    let lost = x > 1 ? 1 - (sum - x) : x - (sum - 1)
    return log(sum) + lost / sum
  }

  /// log(x / y) for positive x and y, whose ratio alone may be beyond the doubles.
  static func logRatio(_ x: Double, _ y: Double) -> Double {
    if x < 2 * y, y < 2 * x { return log1p((x - y) / y) }
    return log(x) - log(y)
  }

  /// log(1 + x) - x, without cancellation.
  static func log1pMinus(_ x: Double) -> Double {
    guard x > -0.25, x < 0.4 else { return log1p(x) - x }
    let s = x / (2 + x)
    let z = s * s
    let half = 0.5 * x * x
    return s * (half + z * atanhTail(z)) - half
  }

  /// Base-2 logarithm; exact at powers of two, otherwise within 2 ulp.
  package static func log2(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return log(x) }
    let result = logarithm(x) * DoubleDouble(log2e, 0x1.777d0ffda0d24p-56)
    return result.high + result.low
  }

  /// Base-10 logarithm; exact at powers of ten that a Double holds.
  package static func log10(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return log(x) }
    let result = logarithm(x) * DoubleDouble(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)
    return result.high + result.low
  }

  /// log x to about 2^-65 relative, for a finite positive x.
  static func logarithm(_ x: Double) -> DoubleDouble {
    let isSmall = x < 0x1p-1022
    let (e, m) = exponentAndMantissa(isSmall ? x * 0x1p54 : x)
    let k = isSmall ? e - 54 : e
    let s = DoubleDouble(m - 1) / DoubleDouble.sum(m, 1)
    let z = s * s
    // 2 s + s z (2/3 + z (2/5 + …)), the first terms in twice the precision.
    let tail = DoubleDouble(0x1.999999999999ap-2, -0x1.999999999999ap-56)
    let thirds = DoubleDouble(0x1.5555555555555p-1, 0x1.5555555555555p-55)
    let rest = z.high * seventhsAndOn(z.high)
    let series = thirds + z * (tail + DoubleDouble(rest))
    let ofMantissa = DoubleDouble(2 * s.high, 2 * s.low) + s * z * series
    let high = DoubleDouble.product(k, ln2High)
    let low = DoubleDouble.product(k, ln2Low)
    return high + (low + ofMantissa)
  }

  /// 2/7 + 2/9 z + …, with two terms more than the single-precision series needs.
  private static func seventhsAndOn(_ z: Double) -> Double {
    var p = 0.0
    var term = 29.0
    while term >= 7 {
      p = p * z + 2 / term
      term -= 2
    }
    return p
  }
}
