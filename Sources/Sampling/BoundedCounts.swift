/// A law of counts between two ends, near a normal law where they are many: its quantiles are looked
/// for around those of that law.
protocol BoundedCounts: Law {}

extension BoundedCounts {
  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return QuantileSearch.smallest(in: support, near: guess(Elementary.normalQuantile(p))) {
      cdf($0) >= p
    }
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return QuantileSearch.smallest(in: support, near: guess(-Elementary.normalQuantile(q))) {
      survival($0) <= q
    }
  }

  private func guess(_ z: Double) -> Double {
    if !z.isFinite { return z < 0 ? support.lowerBound : support.upperBound }
    return mean + variance.squareRoot() * z
  }
}
