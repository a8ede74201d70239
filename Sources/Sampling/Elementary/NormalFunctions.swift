extension Elementary {
  /// The error function, within 2 ulp.
  package static func erf(_ x: Double) -> Double {
    if x.magnitude >= 0.5 { return x > 0 ? 1 - erfc(x) : erfc(-x) - 1 }
    let z = x * x
    var sum = 0.0
    var order = 15.0
    // Horner over (-1)^n z^n / (n! (2 n + 1)), the factorial folded into each step.
    while order >= 0 {
      sum = 1 / (2 * order + 1) - z / (order + 1) * sum
      order -= 1
    }
    return x * 0x1.20dd750429b6dp+0 * sum
  }

  /// 1 - erf(x), within 8 ulp far into the upper tail.
  package static func erfc(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x < 0 { return x > -0.5 ? 1 - erf(x) : 2 - erfc(-x) }
    if x < 0.5 { return 1 - erf(x) }
    if x > 27.3 { return 0 }
    let square = DoubleDouble.product(x, x)
    return exp(DoubleDouble(-square.high, -square.low))
      * scaledTail(x, ErrorFunctionTables.scaledErfc)
  }

  /// The normal distribution function, accurate in the lower tail down to 10^-308.
  package static func normalCDF(_ x: Double) -> Double {
    x < 0 ? normalTail(-x) : 1 - normalTail(x)
  }

  /// The probability above x >= 0.
  private static func normalTail(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 38.6 { return 0 }
    let square = DoubleDouble.product(x, x)
    return exp(DoubleDouble(-0.5 * square.high, -0.5 * square.low))
      * scaledTail(x, ErrorFunctionTables.normalTail)
  }

  /// exp(-x^2 / 2), the square in twice the precision.
  package static func gaussian(_ x: Double) -> Double {
    guard x.magnitude < 40 else { return x.isNaN ? x : 0 }
    let square = DoubleDouble.product(x, x)
    return exp(DoubleDouble(-0.5 * square.high, -0.5 * square.low))
  }

  /// The probability above x >= 0, times exp(x^2 / 2); within 8 ulp.
  static func scaledNormalTail(_ x: Double) -> Double {
    x == .infinity ? 0 : scaledTail(x, ErrorFunctionTables.normalTail)
  }

  /// t times the Chebyshev series in 2 t - 1, t = 4 / (4 + x).
  private static func scaledTail(_ x: Double, _ coefficients: [Double]) -> Double {
    let t = 4 / (4 + x)
    let y = 2 * t - 1
    var (a, b) = (0.0, 0.0)
    for c in coefficients.dropFirst().reversed() { (a, b) = (2 * y * a - b + c, a) }
    return t * (y * a - b + coefficients[0])
  }

  /// The x below which a normal value lies with probability p; within 4 ulp away from the median,
  /// monotone there; -inf at 0, inf at 1, NaN outside.
  package static func normalQuantile(_ p: Double) -> Double {
    p < 0.5 ? normalQuantile(lowerHalf: p) : -normalQuantile(lowerHalf: 1 - p)
  }

  /// The same for p <= 1/2, operation by operation as in the kernel.
  static func normalQuantile(lowerHalf p: Double) -> Double {
    if p >= 0.0625 {
      let q = p - 0.5
      let t = 0.19140625 - q * q
      return q * (NormalTables.centralNumerator(t) / NormalTables.centralDenominator(t))
    }
    guard p > 0 else { return p == 0 ? -.infinity : .nan }
    let r = (-log(p)).squareRoot()
    if r <= 8 {
      let t = r - 2
      return -(NormalTables.tailNumerator(t) / NormalTables.tailDenominator(t))
    }
    let t = r - 8
    return -(NormalTables.farNumerator(t) / NormalTables.farDenominator(t))
  }
}
