/// What values a parameter accepts.
package enum LawDomain: Hashable, Sendable {
  case any
  case positive
  case nonNegative
  /// 0…1.
  case fraction
  /// Above 0, at most 1.
  case positiveFraction
  /// Above 0, below 1.
  case openFraction
  /// A whole number from 0 to 2^53.
  case count
  /// A whole number from 1 to 2^53.
  case positiveCount
  /// A whole number within ±2^53.
  case whole
  /// Microseconds since midnight, from 0 to below 24 hours.
  case timeOfDay

  package func accepts(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    switch self {
    case .any: return true
    case .positive: return value > 0
    case .nonNegative: return value >= 0
    case .fraction: return value >= 0 && value <= 1
    case .positiveFraction: return value > 0 && value <= 1
    case .openFraction: return value > 0 && value < 1
    case .count: return isWhole(value) && value >= 0
    case .positiveCount: return isWhole(value) && value >= 1
    case .whole: return isWhole(value)
    case .timeOfDay: return value >= 0 && value < LawDomain.microsecondsPerDay
    }
  }

  static let microsecondsPerDay = 86_400e6

  private func isWhole(_ value: Double) -> Bool {
    value == value.rounded() && value.magnitude <= 0x1p53
  }

  /// What the value must be, as it reads behind "expected".
  package var expectation: String {
    switch self {
    case .any: "a finite number"
    case .positive: "a number above 0"
    case .nonNegative: "a number of at least 0"
    case .fraction: "a number from 0 to 1"
    case .positiveFraction: "a number above 0 and up to 1"
    case .openFraction: "a number above 0 and below 1"
    case .count: "a whole number from 0 to 2^53"
    case .positiveCount: "a whole number from 1 to 2^53"
    case .whole: "a whole number within ±2^53"
    case .timeOfDay: "a time of day such as 18:30"
    }
  }
}

/// A parameter as documents write it.
package struct LawParameter: Hashable, Sendable {
  package let name: String
  /// Nil when it must be given.
  package let `default`: Double?
  /// What it means, with unit and domain.
  package let summary: String
  package let accepted: LawDomain

  package init(
    _ name: String, _ accepted: LawDomain, default: Double? = nil, _ summary: String
  ) {
    self.name = name
    self.accepted = accepted
    self.default = `default`
    self.summary = summary
  }
}

/// One way to write the parameters of a law.
package struct LawForm: Hashable, Sendable {
  package let parameters: [LawParameter]

  package init(_ parameters: LawParameter...) { self.parameters = parameters }

  /// Why one parameter does not accept a value; nil where it does.
  package func problem(_ index: Int, _ value: Double) -> LawProblem? {
    let parameter = parameters[index]
    guard !parameter.accepted.accepts(value) else { return nil }
    return LawProblem(
      parameter: index, "'\(parameter.name)' cannot be \(LawProblem.written(value))",
      expected: parameter.accepted.expectation)
  }
}

/// Why parameters make no law, worded to follow a location.
package struct LawProblem: Error, Hashable, Sendable {
  /// Position in the form; nil when it is the combination.
  package let parameter: Int?
  package let message: String
  /// What would be accepted, as it reads behind "expected".
  package let expectation: String

  package init(parameter: Int?, _ message: String, expected expectation: String) {
    self.parameter = parameter
    self.message = message
    self.expectation = expectation
  }

  /// A number as documents write it: whole numbers without a point.
  package static func written(_ value: Double) -> String {
    guard let whole = Int64(exactly: value) else { return "\(value)" }
    return "\(whole)"
  }
}

extension LawParameter {
  private static let names: Set<String> = [
    "from", "location", "mean", "median", "mode", "p90", "scale", "sd", "to",
  ]

  /// Whether the parameter has the unit of the draws; shapes, powers and chances have none.
  package var hasUnitOfDraws: Bool { Self.names.contains(name) }
}

extension Law {
  package static var mayHaveUnit: Bool { !isDiscrete }

  /// Checks each parameter against its domain.
  static func check(form: Int, _ parameters: [Double]) throws(LawProblem) {
    precondition(forms.indices.contains(form), "law '\(word)' has no form \(form)")
    precondition(
      parameters.count == forms[form].parameters.count, "law '\(word)' has other parameters")
    for (index, value) in parameters.enumerated() {
      if let problem = forms[form].problem(index, value) { throw problem }
    }
  }

  /// A number as documents write it: whole numbers without a point.
  package static func written(_ value: Double) -> String { LawProblem.written(value) }

  /// That `p90`, the second parameter, does not lie above `median`, the first.
  static func notAboveMedian(_ parameters: [Double]) -> LawProblem {
    LawProblem(
      parameter: 1, "'p90' cannot be \(written(parameters[1]))",
      expected: "a number above 'median', \(written(parameters[0]))")
  }

  /// Checks that the second of two ends, at a position of the form, is not below the first.
  static func checkOrder(
    _ ends: [Double], names: (String, String) = ("from", "to"), second: Int = 1
  ) throws(LawProblem) {
    guard ends[0] <= ends[1] else {
      throw LawProblem(
        parameter: second, "'\(names.1)' must not be less than '\(names.0)'",
        expected: "a number of at least \(written(ends[0]))")
    }
  }
}
