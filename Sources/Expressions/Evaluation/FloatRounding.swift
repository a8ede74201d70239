/// Floats rounded to digits behind the point: the decimal nearest to the exact value, ties to even,
/// as the nearest float. `round(x, 2)`, `round: 2` and `type: decimal(10,2)` give the same decimal.
///
/// - Complexity: one multiplication and one division per value; in full precision only beside ties.
package struct FloatRounding: Sendable {
  private let digits: Int
  private let power: Double

  package init(digits: Int) {
    self.digits = digits
    power = Double(powerOfTen(digits))
  }

  package func rounded(_ value: Double) -> Double {
    // From 2^53 last digits on, floats lie farther apart than the decimals do.
    guard value.magnitude * power < 0x1p53 else { return value }
    if digits <= 15 {
      let (unscaled, isSure) = Kernels.quicklyRounded(value, power)
      if isSure { return Double(unscaled) / power }
    }
    let all = Int128.min...Int128.max
    guard let unscaled = Kernels.exactlyRounded(value, scale: digits, within: all) else {
      return value
    }
    return Double(unscaled) / power
  }
}
