/// The gamma function, its incomplete ratios and what they share with Poisson and binomial
/// probabilities.
///
/// - Reference: Loader, *Fast and accurate computation of binomial probabilities* (2000), for the
///   form of the factor in front.
extension Elementary {
  /// log Γ(x) for x > 0; absolute error below 2 × 10^-15 under x = 10, relative error below
  /// 10^-15 above.
  package static func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? .infinity : .nan }
    if x == 1 || x == 2 { return 0 }
    if x < 0x1p-60 { return -log(x) }
    if x >= 0x1p1000 { return x * (log(x) - 1) }
    return stirlingError(x) + ((x - 0.5) * (log(x) - 1) - 0.5) + halfLog2Pi
  }

  /// log Γ(x + 1) - ((x + 1/2) log x - x + log(2 pi) / 2), for x > 0.
  static func stirlingError(_ x: Double) -> Double {
    var (y, sum) = (x, 0.0)
    if x <= 15, x == x.rounded() { return x > 0 ? stirlingErrors[Int(x) - 1] : .infinity }
    if y < 1 {
      sum = (y + 0.5) * log1p(1 / y) - 1
      y += 1
    }
    while y < 16 {
      // (y + 1/2) log(1 + 1/y) - 1 as a series of positive terms.
      let t = 1 / (2 * y + 1)
      let z = t * t
      var order = y < 4 ? 41.0 : 17.0
      var tail = 0.0
      while order >= 3 {
        tail = (tail + 1 / order) * z
        order -= 2
      }
      sum += tail
      y += 1
    }
    let z = 1 / (y * y)
    var p = -0x1.e4286cb0f5398p-6
    p = p * z + 0x1.a41a41a41a41ap-8
    p = p * z - 0x1.f6ab0d9993c7dp-10
    p = p * z + 0x1.b951e2b18ff23p-11
    p = p * z - 0x1.3813813813814p-11
    p = p * z + 0x1.a01a01a01a01ap-11
    p = p * z - 0x1.6c16c16c16c17p-9
    p = p * z + 0x1.5555555555555p-4
    return sum + p / y
  }

  /// `stirlingError` of 1…15, by mpmath.
  private static let stirlingErrors: [Double] = [
    0x1.4c071bcda0a5bp-4,
    0x1.52a9b923ea649p-5,
    0x1.c579a268d80b3p-6,
    0x1.54a2662fd78a9p-6,
    0x1.10b4e513fcbedp-6,
    0x1.c6b167bebdf36p-7,
    0x1.85d4d612e4a86p-7,
    0x1.552805e7b3076p-7,
    0x1.2f4871b12ab64p-7,
    0x1.10f9d4c0743a7p-7,
    0x1.f0593088014f8p-8,
    0x1.c7018733aa9c6p-8,
    0x1.a40514700f36cp-8,
    0x1.86076c002d4a7p-8,
    0x1.6c08f6f194a10p-8,
  ]

  /// a log(a / x) + x - a: what a Poisson probability at a loses by a mean of x; never negative.
  static func deviance(_ a: Double, _ x: Double) -> Double {
    let ratio = (x - a) / a
    if ratio > -0.5, ratio < 4 { return -a * log1pMinus(ratio) }
    return a * log(a / x) + (x - a)
  }

  /// x^a e^-x / Γ(a + 1): the Poisson probability of a when the mean is x, for any real a >= 0.
  static func poissonTerm(_ a: Double, _ x: Double) -> Double {
    if x <= 0 { return x == 0 && a == 0 ? 1 : 0 }
    if a == 0 { return exp(-x) }
    if a < 1 { return exp(a * log(x) - x - logGamma(a + 1)) }
    return exp(-stirlingError(a) - deviance(a, x)) / (2 * .pi * a).squareRoot()
  }

  /// P(a, x): the probability that a gamma value of shape a is at most x; relative error below
  /// 256 ulp × max(1, √a / 16), or 2^-50 absolutely for shapes below 0.1.
  package static func regularizedGammaP(_ a: Double, _ x: Double) -> Double {
    gammaRatios(a, x).lower
  }

  /// Q(a, x) = 1 - P(a, x), accurate in the upper tail.
  package static func regularizedGammaQ(_ a: Double, _ x: Double) -> Double {
    gammaRatios(a, x).upper
  }

  static func gammaRatios(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    guard a >= 0, x >= 0, a < .infinity else { return (.nan, .nan) }
    if x == 0 { return a == 0 ? (1, 0) : (0, 1) }
    if a == 0 || x == .infinity { return (1, 0) }
    if a > 5000 {
      if x >= a {
        let upper = gammaTail(a, from: x, direction: 1)
        return (1 - upper, upper)
      }
      let lower = gammaTail(a, from: x, direction: -1)
      return (lower, 1 - lower)
    }
    if x < a + 1 {
      let lower = gammaSeries(a, x)
      return (lower, 1 - lower)
    }
    let upper = gammaFraction(a, x)
    return (1 - upper, upper)
  }

  private static func gammaSeries(_ a: Double, _ x: Double) -> Double {
    var (term, sum, n) = (1.0, 1.0, a)
    while term > sum * 0x1p-56 {
      n += 1
      term *= x / n
      sum += term
    }
    return min(1, poissonTerm(a, x) * sum)
  }

  /// Lentz's evaluation of the continued fraction of Q.
  private static func gammaFraction(_ a: Double, _ x: Double) -> Double {
    let front = poissonTerm(a, x)
    if front == 0 { return 0 }
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    var i = 1.0
    while i < 100_000 {
      let numerator = -i * (i - a)
      b += 2
      d = 1 / nonZero(numerator * d + b)
      c = nonZero(b + numerator / c)
      let change = d * c
      h *= change
      if (change - 1).magnitude < 0x1p-53 { break }
      i += 1
    }
    return min(1, front * a * h)
  }

  @inline(__always) static func nonZero(_ x: Double) -> Double { x == 0 ? 1e-300 : x }

  /// The probability beyond x on one side for a large shape, by Gauss–Legendre panels outward.
  private static func gammaTail(_ a: Double, from x: Double, direction: Double) -> Double {
    let front = exp(-stirlingError(a)) / (2 * .pi * a).squareRoot()
    // The density at t is the Poisson term at a with mean t, times a / t.
    return Quadrature.tail(
      from: x, direction: direction, scale: a.squareRoot(), distance: (x - a).magnitude,
      end: direction < 0 ? 0 : .infinity
    ) { t in t > 0 ? front * exp(-deviance(a, t)) * (a / t) : 0 }
  }

  /// x with P(a, x) = p, given q = 1 - p; the smaller of the two decides.
  package static func inverseGammaP(_ a: Double, _ p: Double, complement q: Double) -> Double {
    guard a > 0, p >= 0, q >= 0 else { return .nan }
    if p == 0 { return 0 }
    if q == 0 { return .infinity }
    return QuantileSearch.solve(
      p: p, q: q, start: gammaStart(a, p, q), lower: 0, upper: .infinity,
      probabilities: { gammaRatios(a, $0) },
      density: { x in x > 0 ? poissonTerm(a, x) * (a / x) : 0 })
  }

  private static func gammaStart(_ a: Double, _ p: Double, _ q: Double) -> Double {
    // Below 0.1 the leading term of the series; elsewhere Wilson and Hilferty's cube.
    let small = exp((log(p) + logGamma(a + 1)) / a)
    if a < 0.5 || small < 0.05 * a { return max(small, 1e-300) }
    let z = p < q ? normalQuantile(p) : -normalQuantile(q)
    let root = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
    let cube = a * root * root * root
    return root > 0.1 ? cube : max(small, 1e-300)
  }
}
