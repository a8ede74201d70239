extension Elementary {
  /// n! / (k! (n - k)!) p^k q^(n - k) for real 0 <= k <= n, with q = 1 - p given.
  package static func binomialTerm(_ k: Double, _ n: Double, _ p: Double, _ q: Double) -> Double {
    if p == 0 { return k == 0 ? 1 : 0 }
    if q == 0 { return k == n ? 1 : 0 }
    if k == 0 { return exp(n * (p < 0.5 ? log1p(-p) : log(q))) }
    if k == n { return exp(n * (q < 0.5 ? log1p(-q) : log(p))) }
    guard k > 0, k < n else { return 0 }
    let error = stirlingError(n) - stirlingError(k) - stirlingError(n - k)
    let loss = deviance(k, n * p) + deviance(n - k, n * q)
    return exp(error - loss) * (n / (2 * .pi * k * (n - k))).squareRoot()
  }

  /// I_x(a, b): the probability that a beta value is at most x; relative error below
  /// 512 ulp × max(1, √max(a, b) / 16).
  package static func regularizedBeta(_ a: Double, _ b: Double, _ x: Double) -> Double {
    betaRatios(a, b, x, 1 - x).lower
  }

  /// I_x(a, b) and its complement, x and y = 1 - x both given for the sake of small ones.
  package static func betaRatios(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double
  ) -> (lower: Double, upper: Double) {
    guard a > 0, b > 0, x >= 0, y >= 0 else { return (.nan, .nan) }
    if x == 0 { return (0, 1) }
    if y == 0 { return (1, 0) }
    let isLower = x <= (a + 1) / (a + b + 2)
    if min(a, b) > 3000 {
      let tail = betaTail(a, b, x, y)
      return x <= a / (a + b) ? (tail, 1 - tail) : (1 - tail, tail)
    }
    if isLower {
      let lower = betaFraction(a, b, x, y)
      return (lower, 1 - lower)
    }
    let upper = betaFraction(b, a, y, x)
    return (1 - upper, upper)
  }

  /// I_x(a, b) for x up to its mean, by the even part of its continued fraction.
  ///
  /// x stands in it only through x itself and `excess` = a - (a + b) x, which is taken from the
  /// smaller of x and y: no digits are lost where x is near 1.
  ///
  /// - Reference: DiDonato and Morris, *Significant digit computation of the incomplete beta
  ///   function ratios* (1992).
  private static func betaFraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let front = betaFront(a, b, x, y)
    if front == 0 { return 0 }
    return min(1, front / betaDenominator(a, b, x, y))
  }

  /// x^a y^b / B(a, b) as a binomial term: the density times x y.
  static func betaFront(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    binomialTerm(a, a + b, x, y) * (a * b / (a + b))
  }

  /// What divides x^a y^b in the incomplete beta function, b = 0 included.
  static func betaDenominator(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let excess = y < x ? (a + b) * y - b : a - (a + b) * x
    var value = nonZero(a / (a + 1) * (excess + 1))
    var c = value
    var d = 0.0
    var n = 1.0
    while n < 100_000 {
      let middle = a + 2 * n - 1
      let share = n * (b - n) * x / middle
      let alpha = (a + n - 1) * (a + b + n - 1) * x / middle * share
      let beta = n + share + (a + n) / (middle + 2) * (excess + 1 + n * (1 + y))
      d = 1 / nonZero(beta + alpha * d)
      c = nonZero(beta + alpha / c)
      let change = c * d
      value *= change
      if (change - 1).magnitude < 0x1p-53 { break }
      n += 1
    }
    return value
  }

  /// The probability beyond x away from the mean, for large a and b, by Gauss–Legendre panels.
  private static func betaTail(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let n = a + b
    let mean = a / n
    let error = stirlingError(n) - stirlingError(a) - stirlingError(b)
    let front = exp(error) * (a * b / (2 * .pi * n)).squareRoot()
    let scale = (mean * (b / n) / (n + 1)).squareRoot()
    // From the side where the variable is small, so that t and 1 - t keep their digits.
    if x <= mean {
      return Quadrature.tail(from: x, direction: -1, scale: scale, distance: mean - x, end: 0) {
        t in
        betaDensity(a, b, t, 1 - t, n, front)
      }
    }
    return Quadrature.tail(from: y, direction: -1, scale: scale, distance: b / n - y, end: 0) { s in
      betaDensity(a, b, 1 - s, s, n, front)
    }
  }

  private static func betaDensity(
    _ a: Double, _ b: Double, _ t: Double, _ s: Double, _ n: Double, _ front: Double
  ) -> Double {
    guard t > 0, s > 0 else { return 0 }
    return front * exp(-deviance(a, n * t) - deviance(b, n * s)) / (t * s)
  }
}
