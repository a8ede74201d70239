/// Functions of one Double made of IEEE operations in a fixed order: no libm, no contraction, the
/// same bits on every machine, optimised or not.
///
/// - Oracle: mpmath at 50 digits; Tests/SamplingTests holds the fixtures and the bounds in ulp.
package enum Elementary {
  static let ln2High = 0x1.62e42fef00000p-1
  static let ln2Low = 0x1.473de6af278edp-34
  static let log2e = 0x1.71547652b82fep+0
  static let halfLog2Pi = 0x1.d67f1c864beb5p-1

  @inline(__always) package static func sqrt(_ x: Double) -> Double { x.squareRoot() }

  /// 2^k times a finite x, rounded once unless the result is subnormal.
  static func scaled(_ x: Double, byPowerOfTwo k: Int) -> Double {
    var (value, left) = (x, k)
    while left > 1000 { (value, left) = (value * 0x1p1000, left - 1000) }
    while left < -900 { (value, left) = (value * 0x1p-900, left + 900) }
    return value * Double(sign: .plus, exponent: left, significand: 1)
  }
}

/// A sum of two doubles that do not overlap: about 106 bits.
struct DoubleDouble {
  var high: Double
  var low: Double

  @inline(__always) init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// a + b exactly.
  @inline(__always) static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let t = s - a
    return DoubleDouble(s, (a - (s - t)) + (b - t))
  }

  /// a × b exactly, by Veltkamp's splitting; |a|, |b| below 2^990.
  @inline(__always) static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    let (ah, al) = halves(a)
    let (bh, bl) = halves(b)
    return DoubleDouble(p, ((ah * bh - p) + ah * bl + al * bh) + al * bl)
  }

  @inline(__always) static func halves(_ a: Double) -> (Double, Double) {
    let c = a * 134_217_729
    let high = c - (c - a)
    return (high, a - high)
  }

  @inline(__always) static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = sum(a.high, b.high)
    return sum(s.high, s.low + a.low + b.low)
  }

  @inline(__always) static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.high, b.high)
    return sum(p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  @inline(__always) static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let q = a.high / b.high
    let p = product(q, b.high)
    let rest = ((a.high - p.high) - p.low) + a.low - q * b.low
    return sum(q, rest / b.high)
  }
}
