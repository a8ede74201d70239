/// A law whose parameters are its two ends: cut to an interval, it is the same law between others.
protocol LawBetweenEnds: Law, CutToInterval {}

extension LawBetweenEnds {
  /// The law on the part of the interval inside the support; nil when they do not meet, or only in
  /// a point that has no probability.
  func cut(to interval: ClosedRange<Double>) -> Self? {
    var low = max(support.lowerBound, interval.lowerBound)
    var high = min(support.upperBound, interval.upperBound)
    if Self.isDiscrete { (low, high) = (low.rounded(.up), high.rounded(.down)) }
    let mayBePoint = Self.isDiscrete || support.lowerBound == support.upperBound
    guard low < high || (low == high && mayBePoint) else { return nil }
    return try? Self(form: 0, [low, high])
  }
}
