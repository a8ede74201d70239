/// Values that were seen, each as likely as it was seen.
///
/// - Support: the values.
/// - Draws: one uniform through the shares in order of the values; monotone.
/// - Oracle: `numpy.quantile(values, p, method="inverted_cdf")`.
package struct Resample: Distribution {
  /// Rising, each once.
  private let values: [Double]
  /// How many were seen up to and with each value; exact.
  private let counts: [Double]
  package let isWhole: Bool

  /// - Parameter seen: not empty, finite, fewer than 2^52.
  package init(_ seen: [Double]) {
    precondition(!seen.isEmpty, "values to draw from")
    var values: [Double] = []
    var counts: [Double] = []
    for (index, value) in seen.sorted().enumerated() {
      if value != values.last {
        values.append(value)
        counts.append(0)
      }
      counts[counts.count - 1] = Double(index + 1)
    }
    self.values = values
    self.counts = counts
    isWhole = values.allSatisfy { $0 == $0.rounded() }
  }

  private var total: Double { counts[counts.count - 1] }

  /// The value seen at each place of the sorted list, straight between them.
  ///
  /// - Reference: Hyndman and Fan, *Sample quantiles in statistical packages* (1996), type 7.
  package static func smooth(_ seen: [Double]) -> any Distribution {
    let sorted = seen.sorted()
    guard sorted.count > 1, sorted[0] < sorted[sorted.count - 1] else {
      return PointMass(sorted[0])
    }
    let last = Double(sorted.count - 1)
    return Polyline(sorted.enumerated().map { (Double($0) / last, $1) })
  }

  private func sum(_ value: (Double) -> Double) -> Double {
    var sum = 0.0
    for index in values.indices { sum += count(index) * value(values[index]) }
    return sum / total
  }

  private func count(_ index: Int) -> Double {
    counts[index] - (index > 0 ? counts[index - 1] : 0)
  }

  package var mean: Double {
    let middle = values[values.count / 2]
    return middle + sum { $0 - middle }
  }

  package var variance: Double {
    let mean = mean
    return sum { ($0 - mean) * ($0 - mean) }
  }

  package var support: ClosedRange<Double> { values[0]...values[values.count - 1] }
  package var drawnRange: ClosedRange<Double> { support }

  package func cdf(_ x: Double) -> Double { seen(before: first(values) { $0 > x }) / total }
  package func cdfBelow(_ x: Double) -> Double { seen(before: first(values) { $0 >= x }) / total }

  package func survival(_ x: Double) -> Double {
    (total - seen(before: first(values) { $0 > x })) / total
  }

  package func survivalFrom(_ x: Double) -> Double {
    (total - seen(before: first(values) { $0 >= x })) / total
  }

  private func seen(before index: Int) -> Double { index > 0 ? counts[index - 1] : 0 }

  private func first(_ list: [Double], _ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(list[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? values[min(first(counts) { $0 / total >= p }, values.count - 1)] : .nan
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return values[min(first(counts) { (total - $0) / total <= q }, values.count - 1)]
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    value(stream.uniform(at: row), (0, total))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    let all = (before: 0.0, count: total)
    return stream.uniforms(for: rows).map { value($0, all) }
  }

  /// The value that a uniform stands for among so many behind others.
  @inline(__always) private func value(
    _ u: Double, _ part: (before: Double, count: Double)
  ) -> Double {
    values[min(first(counts) { $0 - part.before > u * part.count }, values.count - 1)]
  }

  /// How many values were seen before an interval and in it; nil where there are none.
  private func part(_ interval: ClosedRange<Double>) -> (before: Double, count: Double)? {
    let before = seen(before: first(values) { $0 >= interval.lowerBound })
    let count = seen(before: first(values) { $0 > interval.upperBound }) - before
    return count > 0 ? (before, count) : nil
  }

  package func canBeCut(to interval: ClosedRange<Double>) -> Bool { part(interval) != nil }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>
  ) -> Double {
    part(interval).map { value(stream.uniform(at: row), $0) } ?? .nan
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard let part = part(interval) else { return [Double](repeating: .nan, count: rows.count) }
    return stream.uniforms(for: rows).map { value($0, part) }
  }
}
