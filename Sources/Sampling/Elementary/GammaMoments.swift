/// What moments need of the gamma function.
extension Elementary {
  /// log Γ(1 + 2 t) - 2 log Γ(1 + t) for t > 0, without cancellation where t is small; relative
  /// error below 64 ulp.
  static func logGammaExcess(_ t: Double) -> Double {
    guard t < 0.0625 else { return logGamma(1 + 2 * t) - 2 * logGamma(1 + t) }
    // The sum of (-t)^k (2^k - 2) ζ(k) / k from k = 2 on.
    var sum = 0.0
    for k in stride(from: 20, through: 2, by: -1) {
      let order = Double(k)
      let power = Double(1 << k) - 2
      sum = power * zeta(order) / order - t * sum
    }
    return t * (t * sum)
  }
}
