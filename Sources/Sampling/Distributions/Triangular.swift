/// Between two ends, likeliest at a value in between, falling off in straight lines.
///
/// - Support: `from`…`to`.
/// - Draws: one uniform through the inverse distribution function; monotone.
/// - Oracle: `scipy.stats.triang((mode - from) / (to - from), from, to - from)`.
package struct Triangular: Law {
  package static let word = "triangular"
  package static let summary = "Between two ends, likeliest at a mode, falling off in lines."
  package static let isDiscrete = false
  package static let forms = [
    LawForm(
      LawParameter("from", .any, "Lower end; any number."),
      LawParameter("mode", .any, "The likeliest value; from `from` to `to`."),
      LawParameter("to", .any, "Upper end; not below `from`."))
  ]

  let from: Double
  let mode: Double
  let to: Double
  private let width: Double
  /// The probability below the mode, and that above it.
  private let rising: Double
  private let falling: Double

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    (from, mode, to) = (parameters[0], parameters[1], parameters[2])
    try Self.checkOrder([from, to], names: ("from", "to"), second: 2)
    try Self.checkOrder([from, mode], names: ("from", "mode"), second: 1)
    guard mode <= to else {
      throw LawProblem(
        parameter: 1, "'mode' must not be more than 'to'",
        expected: "a number of at most \(Self.written(to))")
    }
    width = to - from
    guard width.isFinite else {
      throw LawProblem(
        parameter: nil, "'from' and 'to' lie too far apart",
        expected: "ends that differ by at most 1.8e308")
    }
    rising = width > 0 ? (mode - from) / width : 0
    falling = width > 0 ? (to - mode) / width : 1
  }

  package var mean: Double { from / 3 + mode / 3 + to / 3 }
  package var variance: Double { width * (width * ((1 - rising * falling) / 18)) }
  package var support: ClosedRange<Double> { from...to }
  package var drawnRange: ClosedRange<Double> { from...to }

  package func cdf(_ x: Double) -> Double {
    if x >= to { return 1 }
    if x <= from { return 0 }
    return x < mode
      ? leg(x - from, rising) : rising + falling * beyond((x - mode) / (to - mode))
  }

  package func survival(_ x: Double) -> Double {
    if x >= to { return 0 }
    if x <= from { return 1 }
    return x < mode
      ? falling + rising * beyond((mode - x) / (mode - from)) : leg(to - x, falling)
  }

  /// The probability between an end and a point that far from it, on the end's side of the mode.
  private func leg(_ distance: Double, _ share: Double) -> Double {
    let part = distance / width
    return part * (part / share)
  }

  /// What part of a leg lies between the mode and a point that part of the way to the end.
  private func beyond(_ part: Double) -> Double { part * (2 - part) }

  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? value(p, 1 - p) : .nan
  }

  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? value(1 - q, q) : .nan
  }

  /// From the end where that is nearer, from the mode otherwise, so that neither loses digits.
  @inline(__always) private func value(_ p: Double, _ q: Double) -> Double {
    let x: Double
    if p < rising {
      x =
        p < 0.25 * rising
        ? from + width * (p * rising).squareRoot()
        : mode - (mode - from) * part((q - falling) / rising)
    } else {
      x =
        q < 0.25 * falling
        ? to - width * (q * falling).squareRoot()
        : mode + (to - mode) * part((p - rising) / falling)
    }
    return min(max(x, from), to)
  }

  /// The inverse of `beyond`; a mode at an end leaves nothing on that side.
  @inline(__always) private func part(_ probability: Double) -> Double {
    let held = min(max(probability, 0), 1)
    return held / (1 + (1 - held).squareRoot())
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    let u = stream.uniform(at: row)
    return value(u, 1 - u)
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    var out = stream.uniforms(for: rows)
    for i in out.indices { out[i] = value(out[i], 1 - out[i]) }
    return out
  }
}
