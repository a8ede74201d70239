/// A part of a distribution, as the probabilities below it, above it and in it; kept from both
/// ends so that neither tail loses digits.
struct TailedPart: Hashable, Sendable {
  var lower: Double
  var upper: Double
  var mass: Double

  static let whole = TailedPart(lower: 0, upper: 0, mass: 1)

  init(lower: Double, upper: Double, mass: Double) {
    (self.lower, self.upper, self.mass) = (lower, upper, mass)
  }

  /// The part that a law has between two ends, both included.
  init(_ law: some Distribution, within ends: ClosedRange<Double>) {
    let (below, belowEnd) = (law.cdfBelow(ends.lowerBound), law.cdf(ends.upperBound))
    let (aboveStart, above) = (law.survivalFrom(ends.lowerBound), law.survival(ends.upperBound))
    var mass = (1 - below) - above
    if aboveStart < 0.5 {
      mass = aboveStart - above
    } else if belowEnd < 0.5 {
      mass = belowEnd - below
    }
    self.init(lower: below, upper: above, mass: mass)
  }

  /// The probability below (positive side false) or above the point a uniform stands for,
  /// whichever is smaller.
  @inline(__always) func side(_ u: Double) -> (probability: Double, isUpper: Bool) {
    let p = lower + u * mass
    let q = upper + (1 - u) * mass
    return p < q ? (p, false) : (q, true)
  }

  /// Whether every point lies inside the range the normal kernel is fitted for.
  var suitsKernel: Bool {
    let least = 0x1p-92
    return lower + 0x1p-53 * mass > least && upper + 0x1p-53 * mass > least
  }
}

/// A law cut to an interval.
struct CutLaw<Base: Distribution> {
  let law: Base
  let interval: ClosedRange<Double>
  let part: TailedPart
  /// So narrow that the density is constant in it to about 10^-7; differences of the
  /// distribution function would leave few digits.
  let isFlat: Bool

  /// Nil when the interval holds no probability, or lies so far out that too few digits are left.
  init?(_ law: Base, to wanted: ClosedRange<Double>) {
    var low = max(wanted.lowerBound, law.support.lowerBound)
    var high = min(wanted.upperBound, law.support.upperBound)
    if law.isWhole { (low, high) = (low.rounded(.up), high.rounded(.down)) }
    guard low <= high else { return nil }
    part = TailedPart(law, within: low...high)
    self.law = law
    interval = low...high
    let tail = min(law.cdf(high), law.survivalFrom(low))
    isFlat = !law.isWhole && low < high && tail > 0 && part.mass < tail * 0x1p-26
    guard part.mass > 0 || isFlat, tail >= 1e-300 else { return nil }
  }

  func value(_ u: Double) -> Double {
    if isFlat {
      let width = interval.upperBound - interval.lowerBound
      return min(interval.lowerBound + u * width, interval.upperBound)
    }
    let (probability, isUpper) = part.side(u)
    let x = isUpper ? law.upperQuantile(probability) : law.quantile(probability)
    return min(max(x, interval.lowerBound), interval.upperBound)
  }
}
