import Behaviour
import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Reads the factors of a table into day weights, an hour profile, and weights of parents.
struct FactorReader {
  /// Nil where it cannot be told: days are then left out.
  let window: ArrivalWindow?
  let constants: ConstantReader
  /// The parents' rows, be they known or not.
  let parent: ParentContext
  /// Whether the arrivals have a parent, or one that cannot be told, which is reported elsewhere.
  let hasParent: Bool
  /// Whether all factors could be read.
  private(set) var isWhole: Bool
  /// Years that never occur, whose numbers have no effect.
  private(set) var warnings: [Diagnostic] = []

  var base: [Double]
  var shares: [Raking.Marginal] = []
  var hours = [Double](repeating: 1, count: 24)
  private var hourShares: [(marginal: Raking.Marginal, factor: FactorSpec)] = []
  var multipliers: [ArrivalPlan.ParentMultiplier] = []
  var marginals: [ArrivalPlan.ParentMarginal] = []

  init(
    window: ArrivalWindow?, constants: ConstantReader, parent: ParentContext, hasParent: Bool,
    isWhole: Bool
  ) {
    self.window = window
    self.constants = constants
    self.parent = parent
    self.hasParent = hasParent
    self.isWhole = isWhole
    base = Array(repeating: 1, count: window?.dayCount ?? 0)
  }

  mutating func read(_ factor: FactorSpec) throws(DiagnosticList) {
    do throws(DiagnosticList) {
      try readWhole(factor)
    } catch {
      isWhole = false
      throw error
    }
  }

  private mutating func readWhole(_ factor: FactorSpec) throws(DiagnosticList) {
    let all = factor.arguments
    let effects = ["growth", "multiply", "share"].filter { all[$0] != nil }
    if factor.isUnread || effects.count != 1 || all.isUnread(anyOf: ["by"] + effects) {
      throw problemsOfValues(factor, effects)
    }
    guard case .literal(let by)? = all["by"] else {
      guard let value = all["multiply"] else {
        preconditionFailure("decoding requires 'by' or a plain 'multiply'")
      }
      return try multiplyParents(by: value, factor)
    }
    if let part = CalendarPart(rawValue: by.text) {
      return try readCalendar(part, factor)
    }
    do throws(DiagnosticList) {
      try readParent(by, factor)
    } catch {
      if CalendarPart(rawValue: by.text) == nil, !by.text.contains(".") {
        throw problemsOfValues(factor, effects)
      }
      throw error
    }
  }

  private mutating func readCalendar(
    _ part: CalendarPart, _ factor: FactorSpec
  ) throws(DiagnosticList) {
    let all = factor.arguments
    if let growth = all["growth"] { return try grow(part, growth, factor) }
    let effect = all["multiply"] != nil ? "multiply" : "share"
    guard case .map(let entries, _)? = all[effect], !entries.isEmpty else {
      throw DiagnosticList([.factorCases(factor, effect)])
    }
    let values = try effect == "share" ? shares(of: entries) : multipliers(of: entries)
    let keys = entries.map(\.key)
    if part == .hour {
      let labels = CalendarClasses.hours(keys)
      if effect == "multiply" {
        for hour in labels.indices where labels[hour] >= 0 { hours[hour] *= values[labels[hour]] }
        try check(hours, factor)
      } else {
        hourShares.append((try marginal(factor, labels, values, keys), factor))
      }
      return
    }
    guard let window else {
      if effect == "share" { _ = try rest(factor, values, hasOthers: true) }
      return
    }
    let labels = CalendarClasses.days(part, keys, window: window)
    if effect == "multiply" {
      if part == .year { noteYears(keys, window, factor) }
      for day in labels.indices where labels[day] >= 0 { base[day] *= values[labels[day]] }
      try check(base, factor)
    } else {
      shares.append(try marginal(factor, labels, values, keys))
    }
  }

  /// Weights that multiply must leave something, and a sum that a float holds.
  private func check(_ weights: [Double], _ factor: FactorSpec) throws(DiagnosticList) {
    let sum = weights.reduce(0, +)
    guard sum.isFinite else { throw DiagnosticList([.tooLarge(factor)]) }
    guard sum > 0 else { throw DiagnosticList([.nothingLeft(factor)]) }
  }

  /// Classes with their shares; days or hours no case names share the rest.
  private func marginal(
    _ factor: FactorSpec, _ labels: [Int], _ values: [Double], _ keys: [Scalar]
  ) throws(DiagnosticList) -> Raking.Marginal {
    var attempts = Attempts()
    let found = attempts.run { () throws(DiagnosticList) in
      try rest(factor, values, hasOthers: labels.contains(-1))
    }
    for index in values.indices where values[index] > 0 && !labels.contains(index) {
      attempts.run { () throws(DiagnosticList) in
        throw DiagnosticList([.emptyClass(factor, keys[index])])
      }
    }
    guard let rest = found, !attempts.hasFailed else { throw attempts.problems }
    return Raking.Marginal(
      name: factor.name.text, labels: labels.map { $0 < 0 ? values.count : $0 },
      shares: values + [rest], titles: keys.map(\.text) + ["all others"])
  }

  func rest(
    _ factor: FactorSpec, _ values: [Double], hasOthers: Bool
  ) throws(DiagnosticList) -> Double {
    let rest = 1 - values.reduce(0, +)
    guard rest >= -1e-9 else { throw DiagnosticList([.sharesAboveOne(factor, 1 - rest)]) }
    guard hasOthers || rest < 1e-9 else {
      throw DiagnosticList([.sharesBelowOne(factor, 1 - rest)])
    }
    return rest < 1e-9 ? 0 : rest
  }

  /// The weights of the hours once all factors have been read: shares hold whatever multiplies.
  ///
  /// - Throws: the share that misses most, where the shares cannot hold together.
  func hourProfile() throws(DiagnosticList) -> HourProfile {
    let total = hours.reduce(0, +)
    // Hours that weigh nothing or too much have been reported with the factor that made them so.
    guard total > 0, total.isFinite else { return .flat }
    guard !hourShares.isEmpty else { return HourProfile(weights: hours) }
    do throws(Raking.Contradiction) {
      return HourProfile(
        weights: try Raking.fit(base: hours, marginals: hourShares.map(\.marginal)))
    } catch {
      let worst = hourShares.first { $0.factor.name.text == error.factor } ?? hourShares[0]
      throw DiagnosticList([.contradiction(worst.factor)])
    }
  }

  private mutating func noteYears(
    _ keys: [Scalar], _ window: ArrivalWindow, _ factor: FactorSpec
  ) {
    let years = CivilTime.civil(window.first).year...CivilTime.civil(window.last).year
    for key in keys where !CalendarClasses.range(.year, key).overlaps(years) {
      warnings.append(.yearOutside(factor, key, years))
    }
  }

  private mutating func grow(
    _ part: CalendarPart, _ growth: ArgumentValue, _ factor: FactorSpec
  ) throws(DiagnosticList) {
    guard part == .year else { throw DiagnosticList([.growthByYear(factor)]) }
    if case .map(let entries, _) = growth {
      let values = try growths(of: entries)
      guard let window else { return }
      noteYears(entries.map(\.key), window, factor)
      let ranges = entries.map { CalendarClasses.range(.year, $0.key) }
      // Each year's growth is upon the year before.
      var level = 1.0
      var year = CivilTime.civil(window.first).year - 1
      for day in base.indices {
        let current = CivilTime.civil(window.first + Int64(day)).year
        if current != year, let index = ranges.firstIndex(where: { $0.contains(current) }) {
          level *= 1 + values[index]
        }
        year = current
        base[day] *= level
      }
    } else {
      let rate = try constants.number(growth, in: 0...1e6, FactorReader.growthRange)
      guard window != nil else { return }
      for day in base.indices { base[day] *= Growth.factor(rate, days: day) }
    }
    try check(base, factor)
  }
}

extension Diagnostic {
  static func factor(
    _ code: String, _ message: String, _ factor: FactorSpec, expected: String
  ) -> Diagnostic {
    Diagnostic(
      code, "the factor '\(factor.name.text)' \(message)", at: factor.name.location,
      pointer: factor.name.pointer, expected: expected)
  }

  static func factorCases(_ spec: FactorSpec, _ effect: String) -> Diagnostic {
    factor(
      "factor-cases", "has no cases behind '\(effect)'", spec,
      expected: "a map such as {nov: 1.3, dec: 1.3}")
  }

  fileprivate static func nothingLeft(_ spec: FactorSpec) -> Diagnostic {
    factor(
      "factor-leaves-nothing", "leaves no time in which rows can arrive", spec,
      expected: "a multiplier above 0 somewhere in the window")
  }

  fileprivate static func emptyClass(_ spec: FactorSpec, _ key: Scalar) -> Diagnostic {
    Diagnostic(
      "factor-empty-case",
      "the factor '\(spec.name.text)' gives a share to '\(key.text)', which never occurs",
      at: key.location, pointer: key.pointer,
      expected: "a case that occurs in the window of the arrivals")
  }

  fileprivate static func yearOutside(
    _ spec: FactorSpec, _ key: Scalar, _ years: ClosedRange<Int>
  ) -> Diagnostic {
    Diagnostic(
      "factor-year-outside",
      "the factor '\(spec.name.text)' has no effect in '\(key.text)', when no row arrives",
      at: key.location, pointer: key.pointer,
      expected: years.count == 1
        ? "the year \(years.lowerBound)" : "years from \(years.lowerBound) to \(years.upperBound)",
      severity: .warning)
  }

  fileprivate static func tooLarge(_ spec: FactorSpec) -> Diagnostic {
    factor(
      "factor-too-large", "makes weights that no number holds", spec,
      expected: "smaller multipliers or growth")
  }

  fileprivate static func sharesAboveOne(_ spec: FactorSpec, _ sum: Double) -> Diagnostic {
    factor(
      "factor-shares", "gives out \(percent(sum)) in all", spec, expected: "at most 100%")
  }

  fileprivate static func sharesBelowOne(_ spec: FactorSpec, _ sum: Double) -> Diagnostic {
    factor(
      "factor-shares", "gives out only \(percent(sum)), and nothing is left for the rest", spec,
      expected: "100%, or cases that leave some time to the rest")
  }

  private static func percent(_ share: Double) -> String {
    let percent = (share * 1e8).rounded() / 1e6
    return (Int(exactly: percent).map { "\($0)" } ?? "\(percent)") + "%"
  }

  fileprivate static func contradiction(_ spec: FactorSpec) -> Diagnostic {
    factor(
      "factors-contradict", "cannot hold together with the others", spec,
      expected: "shares that some weights of the hours reach")
  }

  static func growthByYear(_ spec: FactorSpec) -> Diagnostic {
    factor("factor-growth", "grows, but not by year", spec, expected: "'by: year'")
  }
}
