/// A product of two 128-bit integers, in full, to be shifted and rounded once.
struct WideProduct {
  private let high: UInt128
  private let low: UInt128

  /// `a · b · 2^shift`, ties to even, and whether that exceeds 128 bits.
  static func rounded(_ a: UInt128, _ b: UInt128, shiftedBy shift: Int) -> (UInt128, Bool) {
    let full = a.multipliedFullWidth(by: b)
    let product = WideProduct(high: full.high, low: full.low)
    if shift < 0 { return product.shiftedRight(by: -shift) }
    guard full.high == 0, shift <= full.low.leadingZeroBitCount else { return (0, full.low != 0) }
    return (shift < 128 ? full.low << UInt128(shift) : 0, false)
  }

  private func shiftedRight(by distance: Int) -> (UInt128, Bool) {
    guard distance <= 256 else { return (0, false) }
    var quotient: UInt128 = 0
    if distance < 128 {
      guard high >> UInt128(distance) == 0 else { return (0, true) }
      quotient = low >> UInt128(distance) | high << UInt128(128 - distance)
    } else if distance < 256 {
      quotient = high >> UInt128(distance - 128)
    }
    let isUp = bit(distance - 1) && (isAny(below: distance - 1) || quotient & 1 == 1)
    return isUp ? quotient.addingReportingOverflow(1) : (quotient, false)
  }

  private func bit(_ index: Int) -> Bool {
    (index < 128 ? low >> UInt128(index) : high >> UInt128(index - 128)) & 1 == 1
  }

  /// Whether one of the lowest `count` bits is set.
  private func isAny(below count: Int) -> Bool {
    if count <= 128 { return count > 0 && low << UInt128(128 - count) != 0 }
    return low != 0 || high << UInt128(256 - count) != 0
  }
}
