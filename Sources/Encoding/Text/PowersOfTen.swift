/// The powers of ten that shortest digits need, as 128 bits each, rounded up.
///
/// The power `10^k` stands for `⌈10^k · 2^(127 − ⌊log₂ 10^k⌋)⌉`; made once, with whole numbers of
/// as many words as it takes, so that every bit is exact.
struct PowersOfTen: Sendable {
  static let lowest = -292
  static let highest = 324
  static let standard = PowersOfTen()

  /// High and low word of each power, the lowest power first.
  let words: [UInt64]

  private init() {
    var powers: [(UInt64, UInt64)] = []
    // 2^1216 keeps more than 128 bits when it is divided by 10^292.
    var fraction = [UInt64](repeating: 0, count: 19) + [1]
    for _ in PowersOfTen.lowest..<0 {
      PowersOfTen.divideByTen(&fraction)
      // No negative power of ten ends in binary.
      powers.append(PowersOfTen.leadingBits(fraction, isCut: true))
    }
    powers.reverse()
    var number: [UInt64] = [1]
    for _ in 0...PowersOfTen.highest {
      powers.append(PowersOfTen.leadingBits(number, isCut: false))
      PowersOfTen.multiplyByTen(&number)
    }
    words = powers.flatMap { [$0.0, $0.1] }
  }

  private static func multiplyByTen(_ number: inout [UInt64]) {
    var carry: UInt64 = 0
    for index in number.indices {
      let (high, low) = number[index].multipliedFullWidth(by: 10)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      number[index] = sum
      carry = high + (overflow ? 1 : 0)
    }
    if carry > 0 { number.append(carry) }
  }

  private static func divideByTen(_ number: inout [UInt64]) {
    var rest: UInt64 = 0
    for index in number.indices.reversed() {
      (number[index], rest) = UInt64(10).dividingFullWidth((rest, number[index]))
    }
  }

  /// The first 128 bits of a number; one more when bits behind them are cut off.
  private static func leadingBits(_ number: [UInt64], isCut: Bool) -> (UInt64, UInt64) {
    let used = number[...(number.lastIndex { $0 != 0 } ?? 0)]
    let shift = used[used.endIndex - 1].leadingZeroBitCount
    let word = { (place: Int) in place >= 0 ? used[place] : 0 }
    let top = used.endIndex - 1
    let shifted = { (place: Int) in
      word(place) << UInt64(shift) | (shift == 0 ? 0 : word(place - 1) >> UInt64(64 - shift))
    }
    var bits = UInt128(shifted(top)) << 64 | UInt128(shifted(top - 1))
    let cutsBits =
      shifted(top - 2) != 0 || used.prefix(max(0, top - 2)).contains { $0 != 0 }
    if isCut || cutsBits { bits += 1 }
    return (UInt64(bits >> 64), UInt64(truncatingIfNeeded: bits))
  }
}
