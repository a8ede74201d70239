/// Mean and variance of a law that states none itself, from its distribution function.
///
/// By the sum over the values of a grid, at most 10,000 on each side of the median; beyond them, and
/// for laws that are on none, by the integral of the tails between quantiles, in each part by 24
/// points: to about 10^-9 for laws that are smooth between their ends.
struct NumericMoments {
  /// The median, and E[X - c], E[(X - c)²].
  private let centre: Double
  private var first = 0.0
  private var second = 0.0

  var mean: Double { centre + first }
  var variance: Double { max(0, second - first * first) }

  /// Of a law whose values are whole, or on no grid.
  init(_ law: some Distribution) {
    centre = law.quantile(0.5)
    if law.isWhole {
      sum(over: Grid(), law, tailsOf: law)
    } else {
      let (low, high) = NumericMoments.ends(law)
      lowerTail(of: law, from: low, to: centre)
      upperTail(of: law, from: centre, to: high)
    }
  }

  /// Of a law rounded to a grid.
  init(_ law: some Distribution, on grid: Grid, from whole: some Distribution) {
    centre = law.quantile(0.5)
    sum(over: grid, law, tailsOf: whole)
  }

  /// Between which values all but 10^-18 of the probability lies on each side.
  private static func ends(_ law: some Distribution) -> (low: Double, high: Double) {
    let (low, high) = (law.support.lowerBound, law.support.upperBound)
    return (
      low.isFinite ? low : law.quantile(1e-18), high.isFinite ? high : law.upperQuantile(1e-18)
    )
  }

  private mutating func sum(
    over grid: Grid, _ law: some Distribution, tailsOf whole: some Distribution
  ) {
    let (low, high) = NumericMoments.ends(law)
    let middle = grid.number(atMost: centre)
    let start = max(grid.number(atLeast: low), middle - 10_000)
    let end = min(grid.number(atMost: high), middle + 10_000)
    var number = start
    while number <= end {
      let value = grid.value(number)
      let below = law.cdf(value)
      let p =
        below < 0.5
        ? below - law.cdfBelow(value) : law.survivalFrom(value) - law.survival(value)
      first += p * (value - centre)
      second += p * (value - centre) * (value - centre)
      number += 1
    }
    // That far out the steps are too small to be seen; Sheppard's correction is for their width.
    let width = grid.value(1)
    let shift = grid.mode == .down ? -0.5 * width : 0
    if grid.value(end) < high {
      let edge = grid.edge(above: end).value
      let (mass, before) = (whole.survival(edge), first)
      upperTail(of: whole, from: edge, to: high)
      first += mass * (edge - centre + shift)
      second += mass * ((edge - centre) * (edge - centre) + width * width / 12)
      second += 2 * shift * (first - before)
    }
    if grid.value(start) > low {
      let edge = grid.edge(above: start - 1).value
      let (mass, before) = (whole.cdf(edge), first)
      lowerTail(of: whole, from: low, to: edge)
      first += mass * (edge - centre + shift)
      second += mass * ((edge - centre) * (edge - centre) + width * width / 12)
      second += 2 * shift * (first - before)
    }
  }

  /// What lies above `start` counts from there.
  private mutating func upperTail(of law: some Distribution, from start: Double, to end: Double) {
    for (low, high) in panels(law, start, end) {
      let (middle, half) = (0.5 * (low + high), 0.5 * (high - low))
      first += Quadrature.panel(middle: middle, half: half) { law.survival($0) }
      second += Quadrature.panel(middle: middle, half: half) {
        2 * ($0 - centre) * law.survival($0)
      }
    }
  }

  private mutating func lowerTail(of law: some Distribution, from start: Double, to end: Double) {
    for (low, high) in panels(law, start, end) {
      let (middle, half) = (0.5 * (low + high), 0.5 * (high - low))
      first -= Quadrature.panel(middle: middle, half: half) { law.cdf($0) }
      second += Quadrature.panel(middle: middle, half: half) { 2 * (centre - $0) * law.cdf($0) }
    }
  }

  /// Parts between quantiles, narrower in the tails.
  private func panels(
    _ law: some Distribution, _ start: Double, _ end: Double
  ) -> [(Double, Double)] {
    guard start < end else { return [] }
    var edges = [start, end]
    for step in 1..<64 {
      let p = Double(step) / 128
      edges += [law.quantile(p), law.upperQuantile(p)]
    }
    for power in 7...60 {
      let p = Double(sign: .plus, exponent: -power, significand: 1)
      edges += [law.quantile(p), law.upperQuantile(p)]
    }
    let sorted = edges.filter { $0 >= start && $0 <= end }.sorted()
    return zip(sorted, sorted.dropFirst()).filter { $0 < $1 }
  }
}
