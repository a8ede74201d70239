extension Elementary {
  /// ζ(s), Riemann's zeta function for s > 1; within 8 ulp.
  package static func zeta(_ s: Double) -> Double { zeta(s, from: 1) }

  /// The sum of n^-s over n = a, a + 1, … for s > 1, a >= 1; relative error below 16 ulp.
  ///
  /// Term by term as long as that is short, then by Euler and Maclaurin's formula.
  package static func zeta(_ s: Double, from a: Double) -> Double {
    guard s > 1, a >= 1 else { return .nan }
    if a == .infinity { return 0 }
    var (n, sum) = (a, 0.0)
    while n < 24 + 3 * s {
      let term = pow(n, -s)
      sum += term
      if term < sum * 0x1p-70 { return sum }
      n += 1
    }
    let square = n * n
    // Bernoulli numbers over factorials: 1/12, -1/720, 1/30240, -1/1209600, …
    var correction = 0.0
    for j in stride(from: bernoulliRatios.count - 1, through: 0, by: -1) {
      let order = Double(2 * j)
      correction =
        bernoulliRatios[j] + correction * ((s + order + 1) * (s + order + 2) / square)
    }
    let tail = n / (s - 1) + 0.5 + correction * s / n
    return sum + pow(n, -s) * tail
  }

  /// B_2j / (2 j)! for j = 1…8.
  private static let bernoulliRatios: [Double] = [
    1 / 12.0, -1 / 720.0, 1 / 30_240.0, -1 / 1_209_600.0, 1 / 47_900_160.0,
    -691 / 1_307_674_368_000.0, 1 / 74_724_249_600.0, -3617 / 10_670_622_842_880_000.0,
  ]
}
