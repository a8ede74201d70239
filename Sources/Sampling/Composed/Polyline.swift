/// A law given by its quantile function, straight between points: a histogram, or quantiles.
///
/// - Support: from the first to the last value.
/// - Draws: one uniform through the quantile function; monotone.
/// - Oracle: `numpy.interp`; `scipy.stats.rv_histogram`.
package struct Polyline: Distribution {
  /// Probabilities from 0 to 1 and the values they are reached at; neither falls.
  private let levels: [Double]
  private let values: [Double]

  /// - Parameter points: probabilities from 0 to 1, and values; neither falls.
  package init(_ points: [(level: Double, value: Double)]) {
    precondition(
      points.count > 1 && points.first?.level == 0 && points.last?.level == 1,
      "quantiles from 0 to 1")
    self.init(levels: points.map(\.level), values: points.map(\.value))
  }

  /// Even between two edges, as likely as the count between them.
  ///
  /// - Parameters:
  ///   - edges: rising, one more than there are counts.
  ///   - counts: at least 0, one of them above 0.
  package init(edges: [Double], counts: [Double]) {
    let total = counts.reduce(0, +)
    var (levels, values) = ([0.0], [edges[0]])
    var sum = 0.0
    for (index, count) in counts.enumerated() {
      sum += count
      levels.append(sum / total)
      values.append(edges[index + 1])
    }
    // Where nothing lies at an end, the law ends before it.
    while levels.count > 2, levels[1] == 0 {
      levels.removeFirst()
      values.removeFirst()
    }
    while levels.count > 2, levels[levels.count - 2] == 1 {
      levels.removeLast()
      values.removeLast()
    }
    self.init(levels: levels, values: values)
  }

  private init(levels: [Double], values: [Double]) {
    self.levels = levels
    self.values = values
  }

  package var isWhole: Bool { false }

  package var mean: Double {
    segments { share, low, high in share * (low + 0.5 * (high - low)) }
  }

  package var variance: Double {
    let mean = mean
    return segments { share, low, high in
      let (a, b) = (low - mean, high - mean)
      return share * (a * a + a * b + b * b) / 3
    }
  }

  private func segments(_ value: (Double, Double, Double) -> Double) -> Double {
    levels.indices.dropLast().reduce(0) { sum, i in
      sum + value(levels[i + 1] - levels[i], values[i], values[i + 1])
    }
  }

  package var support: ClosedRange<Double> { values[0]...values[values.count - 1] }
  package var drawnRange: ClosedRange<Double> { support }

  package func cdf(_ x: Double) -> Double {
    if x >= values[values.count - 1] { return 1 }
    return x < values[0] ? 0 : level(first(values) { $0 > x }, x)
  }

  package func cdfBelow(_ x: Double) -> Double {
    if x > values[values.count - 1] { return 1 }
    return x <= values[0] ? 0 : level(first(values) { $0 >= x }, x)
  }

  package func survivalFrom(_ x: Double) -> Double { 1 - cdfBelow(x) }

  /// The first place of a rising list for which `holds`, which does from there on.
  private func first(_ list: [Double], _ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(list[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The level of a value between the point before a place and that at it.
  private func level(_ place: Int, _ x: Double) -> Double {
    let (low, high) = (values[place - 1], values[place])
    let part = (x - low) / (high - low)
    return levels[place - 1] + part * (levels[place] - levels[place - 1])
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let place = max(1, first(levels) { $0 >= p })
    let (low, high) = (levels[place - 1], levels[place])
    // Points of one level are a gap without probability, which ends before the next value.
    guard high > low else { return values[place - 1] }
    let part = (p - low) / (high - low)
    let value = values[place - 1] + part * (values[place] - values[place - 1])
    return min(max(value, values[place - 1]), values[place])
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    quantile(stream.uniform(at: row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    stream.uniforms(for: rows).map { quantile($0) }
  }

  /// The levels between which an interval lies; nil where it has no probability.
  private func part(_ interval: ClosedRange<Double>) -> (low: Double, mass: Double)? {
    let (low, high) = (cdfBelow(interval.lowerBound), cdf(interval.upperBound))
    return high > low ? (low, high - low) : nil
  }

  @inline(__always) private func value(
    _ u: Double, _ part: (low: Double, mass: Double), _ interval: ClosedRange<Double>
  ) -> Double {
    let value = quantile(min(part.low + u * part.mass, 1))
    return min(max(value, interval.lowerBound), interval.upperBound)
  }

  package func canBeCut(to interval: ClosedRange<Double>) -> Bool { part(interval) != nil }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>
  ) -> Double {
    part(interval).map { value(stream.uniform(at: row), $0, interval) } ?? .nan
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard let part = part(interval) else { return [Double](repeating: .nan, count: rows.count) }
    return stream.uniforms(for: rows).map { value($0, part, interval) }
  }
}
