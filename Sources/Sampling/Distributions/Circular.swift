/// A time of day around a peak, on the circle of 24 hours: the von Mises law.
///
/// What lies beyond midnight comes in at the other end of the day. The standard deviation is about
/// 24 h / (2 pi sqrt(concentration)) where the concentration is large.
///
/// - Units: microseconds since midnight.
/// - Support: from midnight to the last microsecond before the next.
/// - Draws: an angle by rejection from a wrapped Cauchy law, attempt `a` on lanes `2 a + 1` and
///   `2 a + 2`; 0.66 of the attempts are kept at worst.
/// - Oracle: the Fourier series by mpmath; `scipy.stats.vonmises(concentration)`.
/// - Reference: Best and Fisher, *Efficient simulation of the von Mises distribution* (1979); in the
///   form of Wood (1994), which loses no digits.
package struct Circular: Law {
  package static let word = "circular"
  package static let summary = "A time of day around a peak, round the clock."
  package static let isDiscrete = false
  package static let measure = LawMeasure.timeOfDay
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("peak", .timeOfDay, "The likeliest time of day: `18:30`."),
      LawParameter(
        "concentration", .nonNegative,
        "How narrow the peak is, up to 1,000,000: 0 is even, 2 has a standard deviation of 3 h 14, "
          + "10 of 1 h 14."))
  ]

  private static let day = LawDomain.microsecondsPerDay

  let peak: Double
  let concentration: Double
  /// 2 pi exp(-k) I0(k).
  private let scale: Double
  private let hat: WrappedCauchyHat

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    (peak, concentration) = (parameters[0], parameters[1])
    guard concentration <= 1e6 else {
      throw LawProblem(
        parameter: 1, "'concentration' is too large", expected: "a number from 0 to 1,000,000")
    }
    scale = 2 * .pi * Elementary.scaledBesselI0(concentration)
    hat = WrappedCauchyHat(concentration)
  }

  package var mean: Double { integral(0, Self.day) { $0 } }

  package var variance: Double {
    let mean = mean
    return integral(0, Self.day) { ($0 - mean) * ($0 - mean) }
  }

  package var support: ClosedRange<Double> { 0...(Self.day - 1) }
  package var drawnRange: ClosedRange<Double> { support }

  package func cdf(_ x: Double) -> Double { probabilities(x).lower }
  package func survival(_ x: Double) -> Double { probabilities(x).upper }

  private func probabilities(_ x: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    if x >= Self.day - 1 { return (1, 0) }
    let lower = integral(0, x) { _ in 1 }
    if lower < 0.5 { return (lower, 1 - lower) }
    let upper = integral(x, Self.day) { _ in 1 }
    return (1 - upper, upper)
  }

  private static let turn = 2 * Double.pi / day

  /// Per microsecond.
  private func density(_ time: Double) -> Double {
    let sine = Elementary.sin((time - peak) * (0.5 * Self.turn))
    return Elementary.exp(-2 * concentration * sine * sine) / scale * Self.turn
  }

  /// The integral of a function times the density over a part of the day.
  private func integral(_ low: Double, _ high: Double, _ value: (Double) -> Double) -> Double {
    // Beyond it the density is less than any double.
    let reach =
      concentration > 372
      ? 2 * Elementary.asin((372 / concentration).squareRoot()) / Self.turn : 0.5 * Self.day
    let width = min(1.2, 1.2 / concentration.squareRoot()) / Self.turn
    var sum = 0.0
    for day in -1...1 {
      let centre = peak + Self.day * Double(day)
      let (start, end) = (max(low, centre - reach), min(high, centre + reach))
      guard start < end else { continue }
      let panels = ((end - start) / width).rounded(.up)
      let half = 0.5 * (end - start) / panels
      for panel in 0..<Int(panels) {
        sum += Quadrature.panel(middle: start + (2 * Double(panel) + 1) * half, half: half) {
          value($0) * density($0)
        }
      }
    }
    return sum
  }

  package func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value(p, 1 - p) : .nan }
  package func upperQuantile(_ q: Double) -> Double { q >= 0 && q <= 1 ? value(1 - q, q) : .nan }

  private func value(_ p: Double, _ q: Double) -> Double {
    if p <= 0 { return 0 }
    if q <= 0 { return Self.day - 1 }
    let x = QuantileSearch.solve(
      p: p, q: q, start: p * Self.day, lower: 0, upper: Self.day - 1,
      probabilities: { probabilities($0) },
      density: { density($0) })
    return min(max(x, 0), Self.day - 1)
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    drawn(hat.draw(stream, row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    hat.draws(stream, rows).map { drawn($0) }
  }

  /// The time of an angle from the peak; the last half microsecond of a day is nearest to midnight.
  private func drawn(_ angle: Double) -> Double {
    var x = peak + angle * (Self.day / (2 * .pi))
    if x < 0 { x += Self.day }
    if x >= Self.day - 0.5 { x -= Self.day }
    return min(max(x, 0), Self.day - 1)
  }
}

/// Angles of the von Mises law by rejection from a wrapped Cauchy law.
private struct WrappedCauchyHat: RejectionHat, Sendable {
  private let concentration: Double
  private let b: Double
  private let root: Double
  /// What x0, the cosine at which the ratio of the laws is largest, is less than 1.
  private let gap: Double

  init(_ concentration: Double) {
    self.concentration = concentration
    b = 1 / ((1 + 4 * concentration * concentration).squareRoot() + 2 * concentration)
    root = b.squareRoot()
    gap = 2 * b / (1 + b)
  }

  func accepted(_ u: Double, _ v: Double) -> Double? {
    let t = root * Elementary.tan((u - 0.5) * .pi)
    let z = t * t
    // 1 less the cosine, without cancellation.
    let rise = 2 * z / (1 + z)
    let ratio = (gap + (1 - gap) * rise) * ((1 + b) * (1 + b) / (4 * b))
    guard concentration * (gap - rise) + Elementary.log(ratio / v) >= 0 else { return nil }
    return 2 * Elementary.atan(t)
  }
}
