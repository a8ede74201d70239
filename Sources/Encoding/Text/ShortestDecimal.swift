/// The shortest decimal that reads back as a float: `digits · 10^exponent`.
///
/// Of several as short, the nearest; digits may end in zeros. The float is positive and finite.
///
/// - Reference: Raffaello Giulietti, "The Schubfach way to render doubles" (2021).
struct ShortestDecimal {
  var digits: UInt64
  var exponent: Int

  /// - Parameters:
  ///   - bits: those of the float without its sign.
  ///   - powers: `PowersOfTen.words`.
  @inline(__always)
  init(double bits: UInt64, _ powers: Span<UInt64>) {
    let fraction = bits & 0xF_FFFF_FFFF_FFFF
    let field = Int(truncatingIfNeeded: bits &>> 52)
    let significand = field == 0 ? fraction : fraction | 1 &<< 52
    let binary = max(field, 1) &- 1075
    let isIrregular = fraction == 0 && field > 1
    let (decimal, shift) = ShortestDecimal.scale(binary, isIrregular)
    let place = (PowersOfTen.lowest.magnitude &- UInt(bitPattern: decimal)) &* 2
    let high = powers[Int(bitPattern: place)]
    let low = powers[Int(bitPattern: place) &+ 1]
    let middle = significand &<< 2
    self = ShortestDecimal.choose(
      lower: ShortestDecimal.product(high, low, (middle &- (isIrregular ? 1 : 2)) &<< shift),
      middle: ShortestDecimal.product(high, low, middle &<< shift),
      upper: ShortestDecimal.product(high, low, (middle &+ 2) &<< shift),
      isOdd: significand & 1, decimal)
  }

  @inline(__always)
  init(single bits: UInt32, _ powers: Span<UInt64>) {
    let fraction = UInt64(bits & 0x7F_FFFF)
    let field = Int(truncatingIfNeeded: bits &>> 23)
    let significand = field == 0 ? fraction : fraction | 1 &<< 23
    let binary = max(field, 1) &- 150
    let isIrregular = fraction == 0 && field > 1
    let (decimal, shift) = ShortestDecimal.scale(binary, isIrregular)
    let place = (PowersOfTen.lowest.magnitude &- UInt(bitPattern: decimal)) &* 2
    let low = powers[Int(bitPattern: place) &+ 1]
    let power = powers[Int(bitPattern: place)] &+ (low == 0 ? 0 : 1)
    let middle = significand &<< 2
    self = ShortestDecimal.choose(
      lower: ShortestDecimal.product(power, (middle &- (isIrregular ? 1 : 2)) &<< shift),
      middle: ShortestDecimal.product(power, middle &<< shift),
      upper: ShortestDecimal.product(power, (middle &+ 2) &<< shift),
      isOdd: significand & 1, decimal)
  }

  @inline(__always)
  private init(_ digits: UInt64, _ exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  /// The power of ten just below the distance of neighbouring floats, and by how many bits a
  /// significand shifts before it is multiplied with the inverse of that power.
  @inline(__always)
  private static func scale(_ binary: Int, _ isIrregular: Bool) -> (Int, UInt64) {
    // ⌊log₁₀ 2^binary⌋, or of ¾ of it; ⌊log₂ 10^−decimal⌋.
    let decimal = (binary &* 1_262_611 &- (isIrregular ? 524_031 : 0)) &>> 22
    let binaryOfInverse = (decimal &* -1_741_647) &>> 19
    return (decimal, UInt64(bitPattern: Int64(binary &+ binaryOfInverse &+ 1)))
  }

  /// The high word of a product of 192 bits; its last bit is set when lower ones are.
  @inline(__always)
  private static func product(_ high: UInt64, _ low: UInt64, _ factor: UInt64) -> UInt64 {
    let carried = low.multipliedFullWidth(by: factor).high
    let (top, bottom) = high.multipliedFullWidth(by: factor)
    let (sum, overflow) = bottom.addingReportingOverflow(carried)
    return (top &+ (overflow ? 1 : 0)) | (sum > 1 ? 1 : 0)
  }

  @inline(__always)
  private static func product(_ power: UInt64, _ factor: UInt64) -> UInt64 {
    // The factor has 32 bits, the product 96: its upper 32 and whether more follow.
    let (high, low) = power.multipliedFullWidth(by: factor)
    return high | (low &>> 32 > 1 ? 1 : 0)
  }

  /// The shortest in an interval given by four times its ends and its middle.
  @inline(__always)
  private static func choose(
    lower: UInt64, middle: UInt64, upper: UInt64, isOdd: UInt64, _ exponent: Int
  ) -> ShortestDecimal {
    // The ends belong to the interval of an even significand: reading rounds to even.
    let lower = lower &+ isOdd
    let upper = upper &- isOdd
    // A digit less, where one of the two neighbours lies inside. Chosen without branches, which
    // nobody could foretell.
    let whole = middle &>> 2
    let tenth = whole / 10
    let isTenthBelow = lower <= 40 &* tenth
    let isTenthAbove = 40 &* tenth &+ 40 <= upper
    let isShorter = isTenthBelow != isTenthAbove && whole >= 10
    let shorter = tenth &+ (isTenthAbove ? 1 : 0)
    let isBelow = lower <= whole &<< 2
    let isAbove = whole &<< 2 &+ 4 <= upper
    let half = whole &<< 2 &+ 2 &- (whole & 1)
    let roundsUp = isBelow != isAbove ? isAbove : middle > half
    let longer = whole &+ (roundsUp ? 1 : 0)
    return ShortestDecimal(isShorter ? shorter : longer, exponent &+ (isShorter ? 1 : 0))
  }
}
