/// A distribution of numbers: sampler, distribution function, quantile and moments.
///
/// - Draws: `draw` and `draws` give the same bits for the same stream and row, whatever the batch.
/// - Oracle: SciPy and mpmath; Tests/SamplingTests/Fixtures.
package protocol Distribution: Sendable {
  /// Whether all values are whole numbers.
  var isWhole: Bool { get }
  /// Whether `quantile` is a formula; where it is a search, cut draws try the whole law first.
  var hasQuantileFormula: Bool { get }

  var mean: Double { get }
  var variance: Double { get }
  /// Where the law has probability; the ends may be infinite.
  var support: ClosedRange<Double> { get }
  /// What `draw` can return; finite.
  var drawnRange: ClosedRange<Double> { get }

  /// The probability of at most x.
  func cdf(_ x: Double) -> Double
  /// The probability of more than x, accurate where it is small.
  func survival(_ x: Double) -> Double
  /// The probability of less than x.
  func cdfBelow(_ x: Double) -> Double
  /// The probability of at least x, accurate where it is small.
  func survivalFrom(_ x: Double) -> Double
  /// The smallest x whose `cdf` reaches p; NaN outside 0…1.
  func quantile(_ p: Double) -> Double
  /// The smallest x whose `survival` is at most q, accurate where q is small.
  func upperQuantile(_ q: Double) -> Double

  func draw(_ stream: StreamKey, _ row: UInt64) -> Double
  func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double]

  /// Whether the law can be cut to an interval, both ends included: whether it has any probability
  /// there, and in what lies around it more than 10^-300, below which too few digits are left.
  func canBeCut(to interval: ClosedRange<Double>) -> Bool

  /// A draw of the law cut to an interval, both ends included; NaN where it cannot be cut so.
  ///
  /// By the inverse of the distribution function on that part. Laws without a formula for it first
  /// try the whole law up to 16 times and keep what falls inside; either way the value has exactly
  /// the law's distribution given the interval.
  func draw(_ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>) -> Double
  func draws(_ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>) -> [Double]
}

extension Distribution {
  package var hasQuantileFormula: Bool { true }

  package func cdfBelow(_ x: Double) -> Double { cdf(isWhole ? x.rounded(.up) - 1 : x) }

  package func survivalFrom(_ x: Double) -> Double { survival(isWhole ? x.rounded(.up) - 1 : x) }

  package func survival(_ x: Double) -> Double { 1 - cdf(x) }

  package func upperQuantile(_ q: Double) -> Double { quantile(1 - q) }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    rows.map { draw(stream, $0) }
  }

  package func canBeCut(to interval: ClosedRange<Double>) -> Bool {
    CutLaw(self, to: interval) != nil
  }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>
  ) -> Double {
    guard meets(interval) else { return .nan }
    if !hasQuantileFormula {
      let first = draw(stream, row)
      if let value = interval.contains(first) ? first : redrawn(stream, row, interval) {
        return value
      }
    }
    return CutLaw(self, to: interval)?.value(cutUniform(stream, row)) ?? .nan
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard meets(interval) else { return [Double](repeating: .nan, count: rows.count) }
    if hasQuantileFormula {
      guard let cut = CutLaw(self, to: interval) else {
        return [Double](repeating: .nan, count: rows.count)
      }
      return stream.uniforms(for: rows).map { cut.value($0) }
    }
    var out = draws(stream, rows)
    var cut: CutLaw<Self>?
    for i in out.indices where !interval.contains(out[i]) {
      if let value = redrawn(stream, rows[i], interval) {
        out[i] = value
        continue
      }
      if cut == nil { cut = CutLaw(self, to: interval) }
      out[i] = cut?.value(cutUniform(stream, rows[i])) ?? .nan
    }
    return out
  }

  /// The second to sixteenth try of the whole law; nil when none falls inside.
  private func redrawn(
    _ stream: StreamKey, _ row: UInt64, _ interval: ClosedRange<Double>
  ) -> Double? {
    let tries = stream.lane("redraw")
    for attempt in 1..<16 as Range<UInt64> {
      let value = draw(tries.lane(attempt), row)
      if interval.contains(value) { return value }
    }
    return nil
  }

  private func cutUniform(_ stream: StreamKey, _ row: UInt64) -> Double {
    (hasQuantileFormula ? stream : stream.lane("cut")).uniform(at: row)
  }

  /// False where the support says that nothing can fall inside.
  private func meets(_ interval: ClosedRange<Double>) -> Bool {
    let low = max(interval.lowerBound, support.lowerBound)
    let high = min(interval.upperBound, support.upperBound)
    return isWhole ? low.rounded(.up) <= high.rounded(.down) : low <= high
  }
}

extension RowKeys {
  /// One value per row, in order.
  @inline(__always) func map<Value>(_ body: (UInt64) -> Value) -> [Value] {
    switch self {
    case .range(let first, let count):
      (0..<count).map { body(first &+ UInt64(truncatingIfNeeded: $0)) }
    case .list(let rows): rows.map(body)
    }
  }
}
