import Columnar
import Diagnostics
import Sampling
import SchemaModel

/// What `between` leaves of a law, as far as it is known when planning.
struct LawCut {
  private let call: GeneratorCall
  /// What the numbers count, where it is time.
  private let type: LogicalType
  private let lower: NumericArgument?
  private let upper: NumericArgument?

  init(
    _ call: GeneratorCall, type: LogicalType, lower: NumericArgument?, upper: NumericArgument?
  ) {
    self.call = call
    self.type = type
    self.lower = lower
    self.upper = upper
  }

  /// Both ends where they are the same in all rows; a side without an end is open.
  private var constants: (low: Double, high: Double)? {
    guard let low = lower.map(\.constant) ?? -.infinity,
      let high = upper.map(\.constant) ?? .infinity
    else { return nil }
    return (low, high)
  }

  /// Checks the ends as such, whatever the parameters of the law.
  func check(isWhole: Bool) throws(DiagnosticList) {
    guard let (low, high) = constants else { return }
    guard low <= high else {
      throw DiagnosticList([.emptyBetween(call, written(low), written(high))])
    }
    if isWhole, low.rounded(.up) > high.rounded(.down) {
      throw DiagnosticList([.noWholeNumber(call, written(low), written(high))])
    }
  }

  /// What draws can be.
  ///
  /// - Throws: a diagnostic where the law has no values between the ends in any row.
  func drawnRange(of law: any Distribution) throws(DiagnosticList) -> ClosedRange<Double> {
    if lower == nil, upper == nil { return law.drawnRange }
    let low = lower.map { $0.range?.lowerBound ?? -.infinity } ?? -.infinity
    let high = upper.map { $0.range?.upperBound ?? .infinity } ?? .infinity
    let range = truncated(law)
    guard let range, constants == nil || law.canBeCut(to: low...high) else {
      let whole = law.drawnRange
      throw DiagnosticList([
        .nothingBetween(
          call, lower == nil ? nil : written(low), upper == nil ? nil : written(high),
          whole: (written(whole.lowerBound), written(whole.upperBound)))
      ])
    }
    return range
  }

  /// An end that is stated bounds the draws, whatever the law; far out, a law cut on one side
  /// reaches further on the other than it does whole.
  private func truncated(_ law: any Distribution) -> ClosedRange<Double>? {
    var (low, high) = (law.drawnRange.lowerBound, law.drawnRange.upperBound)
    if let end = lower?.end?.lowerBound {
      low = max(end, law.support.lowerBound)
      let reached = law.upperQuantile(0x1p-54 * law.survival(low))
      if reached.isFinite { high = max(high, reached) }
    }
    if let end = upper?.end?.upperBound {
      high = min(end, law.support.upperBound)
      let reached = law.quantile(0x1p-54 * law.cdf(high))
      if lower?.end == nil, reached.isFinite { low = min(low, reached) }
    }
    return low <= high ? low...high : nil
  }

  /// The law that is drawn from; nil where an end differs by row.
  func cut(_ law: any Distribution) -> (any Distribution)? {
    guard lower != nil || upper != nil else { return law }
    return constants.flatMap { law.cut(to: $0.low...$0.high) }
  }

  /// What draws can be where the parameters differ by row; nil where one side is open.
  var hull: ClosedRange<Double>? {
    guard let low = lower?.end?.lowerBound, let high = upper?.end?.upperBound, low <= high
    else { return nil }
    return low...high
  }

  /// The mean between two ends, by quantiles in the middle of 256 equal parts.
  func mean(of law: any Distribution) -> Double? {
    if lower == nil, upper == nil { return law.mean.isFinite ? law.mean : nil }
    let low = lower?.range?.lowerBound ?? -.infinity
    let high = upper?.range?.upperBound ?? .infinity
    guard low <= high else { return nil }
    let first = low.isFinite ? law.cdf(low) : 0
    let last = high.isFinite ? law.cdf(high) : 1
    var sum = 0.0
    for part in 0..<256 {
      let quantile = law.quantile(first + (Double(part) + 0.5) / 256 * (last - first))
      sum += min(max(quantile, low), high)
    }
    return sum.isFinite ? sum / 256 : nil
  }

  /// A number as messages show it: whole, or its first four digits; times in their unit.
  private func written(_ value: Double) -> String {
    if [.date, .time, .timestamp(utc: false)].contains(type), let whole = Int64(exactly: value) {
      return Column(type, .int64([whole])).text(at: 0) ?? LawCut.digits(value)
    }
    guard type == .duration, value.isFinite, value != 0 else { return LawCut.digits(value) }
    let units: [(name: String, length: Double)] = [
      ("d", 86_400e6), ("h", 3600e6), ("min", 60e6), ("s", 1e6), ("ms", 1e3),
    ]
    let unit = units.first { value.magnitude >= $0.length } ?? ("us", 1)
    return LawCut.digits(value / unit.length) + unit.name
  }

  private static func digits(_ value: Double) -> String {
    if let whole = Int64(exactly: value), value.magnitude < 1e15 { return "\(whole)" }
    var power = 1.0
    while value.magnitude * power < 1000, power < 1e22 { power *= 10 }
    let short = (value * power).rounded() / power
    return value.magnitude < 1e-18 || !short.isFinite ? "\(value)" : "\(short)"
  }
}

extension GeneratorCall {
  /// Where `between` stands; where it stands around a case, the case.
  fileprivate var ends: DocumentLocation {
    modifiers["between"] == nil ? location : modifiers.location(of: "between")
  }
}

extension NumericArgument {
  /// The bounds of an end of `between`; a missing end is open, so it bounds nothing.
  fileprivate var end: ClosedRange<Double>? { isNullable ? nil : range }
}

extension Diagnostic {
  fileprivate static func emptyBetween(
    _ call: GeneratorCall, _ low: String, _ high: String
  ) -> Diagnostic {
    Diagnostic(
      "empty-range", "'between' begins at \(low), above its end \(high)", at: call.ends,
      pointer: call.pointer, expected: "a lower and then an upper end")
  }

  fileprivate static func noWholeNumber(
    _ call: GeneratorCall, _ low: String, _ high: String
  ) -> Diagnostic {
    Diagnostic(
      "empty-range",
      "'\(call.word)' gives whole numbers, and none lies between \(low) and \(high)",
      at: call.ends, pointer: call.pointer, expected: "ends with a whole number between them")
  }

  fileprivate static func nothingBetween(
    _ call: GeneratorCall, _ low: String?, _ high: String?, whole: (low: String, high: String)
  ) -> Diagnostic {
    let place =
      switch (low, high) {
      case (let low?, let high?): "between \(low) and \(high)"
      case (let low?, nil): "from \(low) on"
      case (nil, let high): "up to \(high ?? "…")"
      }
    return Diagnostic(
      "empty-range", "'\(call.word)' has no values \(place)", at: call.ends,
      pointer: call.pointer,
      expected: "ends around what it draws, \(whole.low) to \(whole.high)")
  }
}
