/// A law rounded to the multiples of a step.
///
/// The chance of a multiple is exactly that of what is rounded to it: a difference of the law's
/// distribution function.
///
/// - Support: the multiples nearest to that of the law.
/// - Draws: those of the law.
/// - Oracle: differences of SciPy's distribution functions.
package struct Discretised<Base: Distribution>: Distribution {
  private let law: Base
  private let grid: Grid

  package init(_ law: Base, to grid: Grid) {
    self.law = law
    self.grid = grid
  }

  /// A multiple of the step is whole where the step is.
  package var isWhole: Bool { grid.step == grid.step.rounded() && grid.parts == 1 }
  package var hasQuantileFormula: Bool { law.hasQuantileFormula }
  package var mean: Double { moments.mean }
  package var variance: Double { moments.variance }

  private var moments: NumericMoments { NumericMoments(self, on: grid, from: law) }

  package var support: ClosedRange<Double> { rounded(law.support) }
  package var drawnRange: ClosedRange<Double> { rounded(law.drawnRange) }

  private func rounded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    grid.rounded(range.lowerBound)...grid.rounded(range.upperBound)
  }

  package func cdf(_ x: Double) -> Double { lower(upTo: grid.number(atMost: x)) }
  package func survival(_ x: Double) -> Double { upper(above: grid.number(atMost: x)) }

  package func cdfBelow(_ x: Double) -> Double { lower(upTo: grid.number(atLeast: x) - 1) }

  package func survivalFrom(_ x: Double) -> Double { upper(above: grid.number(atLeast: x) - 1) }

  private func lower(upTo number: Double) -> Double {
    let (edge, isOwn) = grid.edge(above: number)
    return isOwn ? law.cdf(edge) : law.cdfBelow(edge)
  }

  private func upper(above number: Double) -> Double {
    let (edge, isOwn) = grid.edge(above: number)
    return isOwn ? law.survival(edge) : law.survivalFrom(edge)
  }

  package func quantile(_ p: Double) -> Double { grid.rounded(law.quantile(p)) }
  package func upperQuantile(_ q: Double) -> Double { grid.rounded(law.upperQuantile(q)) }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    grid.rounded(law.draw(stream, row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    law.draws(stream, rows).map { grid.rounded($0) }
  }

  package func canBeCut(to interval: ClosedRange<Double>) -> Bool {
    preimage(of: interval).map { law.canBeCut(to: $0.values) } ?? false
  }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>
  ) -> Double {
    guard let (values, kept) = preimage(of: interval) else { return .nan }
    return held(law.draw(stream, row, within: values), kept)
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard let (values, kept) = preimage(of: interval) else {
      return [Double](repeating: .nan, count: rows.count)
    }
    return law.draws(stream, rows, within: values).map { held($0, kept) }
  }

  private func held(_ value: Double, _ kept: ClosedRange<Double>) -> Double {
    value.isNaN ? value : min(max(grid.rounded(value), kept.lowerBound), kept.upperBound)
  }

  /// What is rounded to the multiples in an interval, and the least and largest of these; nil where
  /// there are none.
  private func preimage(
    of interval: ClosedRange<Double>
  ) -> (values: ClosedRange<Double>, kept: ClosedRange<Double>)? {
    let first = grid.number(atLeast: interval.lowerBound)
    let last = grid.number(atMost: interval.upperBound)
    guard first <= last else { return nil }
    let low = first.isFinite ? grid.edge(above: first - 1) : (value: first, isOwn: false)
    let high = last.isFinite ? grid.edge(above: last) : (value: last, isOwn: true)
    // An edge belongs to one side only; values are doubles, so the next one is the first inside.
    let start = low.isOwn ? low.value.nextUp : low.value
    let end = high.isOwn ? high.value : high.value.nextDown
    guard start <= end else { return nil }
    return (start...end, grid.value(first)...grid.value(last))
  }
}

extension Distribution {
  package func discretised(to grid: Grid) -> any Distribution { Discretised(self, to: grid) }
}

/// The multiples of a step, and how values are brought to them.
package struct Grid: Hashable, Sendable {
  package enum Mode: Hashable, Sendable {
    /// Half to even.
    case nearest
    case down
  }

  /// The step is `step / parts`: two numbers, so that 0.1 is 1 / 10 and its multiples the doubles
  /// nearest to them.
  package let step: Double
  package let parts: Double
  package let mode: Mode

  package init(step: Double = 1, parts: Double = 1, mode: Mode = .nearest) {
    precondition(step > 0 && parts > 0, "a step above 0")
    self.step = step
    self.parts = parts
    self.mode = mode
  }

  package func value(_ number: Double) -> Double { number * step / parts }

  private func number(_ x: Double) -> Double { x * parts / step }

  package func rounded(_ x: Double) -> Double {
    value(number(x).rounded(mode == .down ? .down : .toNearestOrEven))
  }

  /// The largest number whose multiple is at most x.
  func number(atMost x: Double) -> Double {
    let near = number(x).rounded()
    return !near.isFinite || value(near) <= x ? near : near - 1
  }

  /// The smallest number whose multiple is at least x.
  func number(atLeast x: Double) -> Double {
    let near = number(x).rounded()
    return !near.isFinite || value(near) >= x ? near : near + 1
  }

  package func holds(_ x: Double) -> Bool {
    !x.isFinite || number(atLeast: x) == number(atMost: x)
  }

  /// The least and the largest multiple between two ends; nil where there is none.
  package func multiples(from low: Double, to high: Double) -> ClosedRange<Double>? {
    let (first, last) = (number(atLeast: low), number(atMost: high))
    return first <= last ? value(first)...value(last) : nil
  }

  /// Where the values of a number end, and whether that place is one of them.
  func edge(above number: Double) -> (value: Double, isOwn: Bool) {
    guard number.isFinite else { return (number, true) }
    switch mode {
    case .down: return (value(number + 1), false)
    case .nearest: return ((number + 0.5) * step / parts, (number * 0.5).rounded() == number * 0.5)
    }
  }
}
