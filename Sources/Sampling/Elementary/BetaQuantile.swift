extension Elementary {
  /// The odds x / (1 - x) where I_x(a, b) = p, given q = 1 - p; the smaller of the two decides.
  ///
  /// Odds keep the digits of x near 0 and of 1 - x near 1.
  static func inverseBetaOdds(
    _ a: Double, _ b: Double, _ p: Double, complement q: Double
  ) -> Double {
    guard a > 0, b > 0, p >= 0, q >= 0 else { return .nan }
    if p == 0 { return 0 }
    if q == 0 { return .infinity }
    return QuantileSearch.solvePositive(
      p: p, q: q, start: oddsStart(a, b, p, q),
      probabilities: { odds in betaRatios(a, b, odds / (1 + odds), 1 / (1 + odds)) },
      slope: { odds in betaFront(a, b, odds / (1 + odds), 1 / (1 + odds)) })
  }

  /// From the leading term of a small x or 1 - x; elsewhere normal in the logarithm of the odds.
  private static func oddsStart(_ a: Double, _ b: Double, _ p: Double, _ q: Double) -> Double {
    if min(a, b) < 1 {
      let logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
      let low = (log(p) + log(a) + logBeta) / a
      let high = (log(q) + log(b) + logBeta) / b
      if low < -1, low < high { return exp(max(low, -705)) }
      if high < -1 { return exp(min(-high, 705)) }
    }
    let z = p < q ? normalQuantile(p) : -normalQuantile(q)
    let deviation = min((1 / a + 1 / b).squareRoot(), 4)
    return a / b * exp(min(max(z * deviation, -300), 300))
  }
}
