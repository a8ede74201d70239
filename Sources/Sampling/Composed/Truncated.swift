/// A law cut to an interval, both ends included, as a law of its own.
///
/// - Support: the part of the interval that the law reaches.
/// - Draws: those of the law within the interval.
package struct Truncated<Base: Distribution>: Distribution {
  private let law: Base
  private let interval: ClosedRange<Double>
  private let part: TailedPart

  /// Nil where the law cannot be cut so.
  package init?(_ law: Base, to interval: ClosedRange<Double>) {
    guard law.canBeCut(to: interval) else { return nil }
    let low = max(interval.lowerBound, law.support.lowerBound)
    let high = min(interval.upperBound, law.support.upperBound)
    self.law = law
    self.interval = low...high
    part = TailedPart(law, within: low...high)
  }

  /// The probability that the whole law gives the interval.
  var mass: Double { part.mass }

  package var isWhole: Bool { law.isWhole }
  package var hasQuantileFormula: Bool { law.hasQuantileFormula }
  package var support: ClosedRange<Double> { interval }

  package var drawnRange: ClosedRange<Double> {
    let low = max(interval.lowerBound, law.quantile(part.lower + 0x1p-54 * part.mass))
    let high = min(interval.upperBound, law.upperQuantile(part.upper + 0x1p-54 * part.mass))
    let most = Double.greatestFiniteMagnitude
    return max(low, -most)...max(min(high, most), max(low, -most))
  }

  package var mean: Double { moments.mean }
  package var variance: Double { moments.variance }
  private var moments: NumericMoments { NumericMoments(self) }

  package func cdf(_ x: Double) -> Double { ratio(upTo: x, law.cdf(x), law.survival(x)) }

  package func cdfBelow(_ x: Double) -> Double {
    x > interval.upperBound ? 1 : ratio(upTo: x, law.cdfBelow(x), law.survivalFrom(x))
  }

  package func survival(_ x: Double) -> Double { ratio(from: x, law.cdf(x), law.survival(x)) }

  package func survivalFrom(_ x: Double) -> Double {
    x > interval.upperBound ? 0 : ratio(from: x, law.cdfBelow(x), law.survivalFrom(x))
  }

  /// What lies between the lower end and a place with these probabilities on its sides.
  private func ratio(upTo x: Double, _ below: Double, _ above: Double) -> Double {
    if x < interval.lowerBound { return 0 }
    if x >= interval.upperBound, below >= law.cdf(interval.upperBound) { return 1 }
    return held(above < 0.5 ? part.mass - (above - part.upper) : below - part.lower)
  }

  private func ratio(from x: Double, _ below: Double, _ above: Double) -> Double {
    if x < interval.lowerBound { return 1 }
    if x >= interval.upperBound, below >= law.cdf(interval.upperBound) { return 0 }
    return held(below < 0.5 ? part.mass - (below - part.lower) : above - part.upper)
  }

  private func held(_ mass: Double) -> Double { min(max(mass / part.mass, 0), 1) }

  package func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value(p, 1 - p) : .nan }
  package func upperQuantile(_ q: Double) -> Double { q >= 0 && q <= 1 ? value(1 - q, q) : .nan }

  private func value(_ p: Double, _ q: Double) -> Double {
    let lower = part.lower + p * part.mass
    let upper = part.upper + q * part.mass
    let x = lower < upper ? law.quantile(lower) : law.upperQuantile(upper)
    return min(max(x, interval.lowerBound), interval.upperBound)
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    law.draw(stream, row, within: interval)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    law.draws(stream, rows, within: interval)
  }

  package func canBeCut(to other: ClosedRange<Double>) -> Bool {
    common(other).map { law.canBeCut(to: $0) } ?? false
  }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within other: ClosedRange<Double>
  ) -> Double {
    common(other).map { law.draw(stream, row, within: $0) } ?? .nan
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within other: ClosedRange<Double>
  ) -> [Double] {
    common(other).map { law.draws(stream, rows, within: $0) }
      ?? [Double](repeating: .nan, count: rows.count)
  }

  private func common(_ other: ClosedRange<Double>) -> ClosedRange<Double>? {
    interval.overlaps(other) ? interval.clamped(to: other) : nil
  }
}

extension Distribution {
  /// The law cut to an interval, with the probability of that; nil where it cannot be cut so.
  func truncated(
    to interval: ClosedRange<Double>
  ) -> (law: any Distribution, mass: Double)? {
    guard let cut = Truncated(self, to: interval) else { return nil }
    return (cut, cut.mass)
  }

  /// The same without the probability.
  package func cut(to interval: ClosedRange<Double>) -> (any Distribution)? {
    truncated(to: interval)?.law
  }
}
