import Sampling

/// Laws as documents write them.
enum LawDraft {
  /// Words and options of a law: `lognormal: {median: 31.2, p90: 80.1}` and `between: [2, 400]`.
  ///
  /// - Parameters:
  ///   - mean: the mean that the law is to have, where it is not its own.
  ///   - bounds: ends where the law has none of its own.
  static func entries(
    _ law: FittedLaw, mean factor: Double = 1, bounds: ClosedRange<Double>? = nil
  ) -> [(String, String)] {
    var inner = parameters(law, factor)
    if let zeros = law.zeros {
      inner = [("zero_inflated", YAMLText.map([("chance", YAMLText.percent(zeros))] + inner))]
    }
    // Ends outside of what the law has anyway say nothing.
    let (lower, upper) = (law.lower ?? bounds?.lowerBound, law.upper ?? bounds?.upperBound)
    let isEnded = ["uniform", "integer", "loguniform"].contains(law.word)
    if !isEnded, lower != nil || upper != nil {
      let low = law.zeros != nil ? lower.map { min(0, $0) } : lower
      inner.append(
        ("between", "[\(low.map(end) ?? "null"), \(upper.map(end) ?? "null")]"))
    }
    return inner
  }

  private static func end(_ value: Double) -> String { NumberText.plain(value) }

  private static func parameters(_ law: FittedLaw, _ factor: Double) -> [(String, String)] {
    let isEnded = ["uniform", "integer", "loguniform"].contains(law.word)
    let written = law.parameters.map { parameter -> (String, String) in
      if isEnded { return (parameter.name, NumberText.plain(parameter.value)) }
      let scaled =
        factor != 1 && parameter.name == "mean" ? parameter.value * factor : parameter.value
      return (parameter.name, YAMLText.figure(scaled))
    }
    if written.count == 1 { return [(law.word, written[0].1)] }
    return [(law.word, YAMLText.map(written))]
  }

  private static let shares: [Double] =
    [0, 0.001, 0.005, 0.01, 0.025] + (1..<20).map { Double($0) / 20 }
    + [0.975, 0.99, 0.995, 0.998, 0.999, 1]

  /// Values between quantiles, where no law fits; of few values, of those that there are.
  static func empirical(_ sample: LawSample, kind: ValueKind) -> (String, String) {
    let least = 2 / max(4, sample.n)
    let shares = Self.shares.filter { $0 == 0 || $0 == 1 || min($0, 1 - $0) >= least }
    let values = shares.map { $0 == 0 ? sample.least : sample.quantile($0) }
    let entries = shares.indices.filter { place in
      // Of three equal ones in a row the one in the middle says nothing.
      place == 0 || place == shares.count - 1
        || !(values[place - 1] == values[place] && values[place + 1] == values[place])
    }.map { place in
      let text = MeasureText.text(values[place], kind)
      return (
        shares[place] == 0 ? "0" : YAMLText.percent(shares[place]),
        kind.isInstant || kind == .time ? YAMLText.quoted(text) : text
      )
    }
    return ("empirical", YAMLText.map([("quantiles", YAMLText.map(entries))]))
  }

  /// A law of how many rows each parent has; values by weight where none fits.
  static func children(_ reference: ReferenceProfile, factor: Double = 1) -> [(String, String)] {
    if let law = reference.children, law.fits { return entries(law, mean: factor) }
    guard let sample = reference.childrenSample else { return [("value", "1")] }
    if sample.least == sample.greatest { return [("value", NumberText.plain(sample.least))] }
    if sample.isExact, sample.cells.count <= 60 {
      let parts = sample.cells.map {
        YAMLText.map([
          ("weight", NumberText.plain($0.count)), ("value", NumberText.plain($0.upper)),
        ])
      }
      return [("mixture", "[\(parts.joined(separator: ", "))]")]
    }
    return [empirical(sample, kind: .whole)]
  }
}
