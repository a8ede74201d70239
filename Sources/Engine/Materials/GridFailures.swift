import Behaviour
import Columnar
import Planning

/// Says why a grid cannot be made: where the document asks for it, and what could be reached.
struct GridFailures {
  private let table: String
  private let arrivals: ArrivalPlan

  init(_ table: TablePlan, _ arrivals: ArrivalPlan) {
    self.table = table.name
    self.arrivals = arrivals
  }

  func failures(of problem: GridProblem) -> [GenerationFailure] {
    switch problem {
    case .noParents(let count): [noParents(count)]
    case .nobodyAlive(let day, let first): [nobodyAlive(day, first)]
    case .classNeeded(let factor, let label, let day): [classNeeded(factor, label, day)]
    case .contradiction(let error): [contradiction(error.factor)]
    case .shareOutOfReach(let wanted, let lowest, let highest):
      [paretoOutOfReach(wanted, lowest, highest)]
    case .limitOutOfReach(let limit, let least): [mostOutOfReach(limit, least)]
    case .tooFewRows(let limit, let needed): [tooFewRows(limit, needed)]
    case .marginalOutOfReach(let factor, let label, let wanted):
      [classWithoutParents(factor, label, wanted)]
    case .classOutOfReach(let factor, let label, let wanted, let reached):
      [classOutOfReach(factor, label, wanted, reached)]
    case .several(let all): all.flatMap { failures(of: $0) }
    case .cancelled: []
    }
  }

  private func noParents(_ weightless: Int) -> GenerationFailure {
    guard weightless > 0 else {
      return failure(
        "nobody-alive", "there is no parent that could have the rows", at: ["per"],
        expected: "at least one row that 'per' names, or no rows")
    }
    let factors = arrivals.parent?.multipliers.map(\.name) ?? []
    let listed = factors.map { "'\($0)'" }.joined(separator: ", ")
    let since = "a value for the 'since' of the arrivals"
    let (lack, mend) =
      switch (arrivals.parent?.since != nil, factors.isEmpty) {
      case (true, true): (since, since)
      case (true, false):
        ("\(since) and factors above 0 (\(listed))", "\(since) and factors above 0")
      case (false, false): ("factors above 0 (\(listed))", "factors above 0")
      case (false, true): ("a weight above 0", "a weight above 0")
      }
    return failure(
      "nobody-alive", "none of the \(weightless) parents has \(lack)",
      at: factors.first.map { ["factors", $0] } ?? ["since"], ["per"],
      expected: "at least one parent with \(mend)")
  }

  private func nobodyAlive(_ day: Int64, _ first: Int64?) -> GenerationFailure {
    let due = "rows are due from \(date(day)) on, but no parent is alive then"
    guard let first else {
      return failure(
        "nobody-alive", due, at: ["since"], ["until"], ["per"],
        expected: "parents alive between \(date(day)) and \(date(arrivals.lastDay))")
    }
    let later =
      first <= arrivals.lastDay
      ? "'from: \(date(first))' or later in 'arrivals', or " : "a later 'to' and 'from', or "
    return failure(
      "nobody-alive", due + "; arrivals can begin on \(date(first))", at: ["from"], ["since"],
      ["per"], expected: later + "a parent alive on \(date(day))")
  }

  private func classNeeded(_ factor: String, _ label: Int, _ day: Int64) -> GenerationFailure {
    failure(
      "class-needed",
      "rows are due on \(date(day)), but the only parents alive then are \(title(factor, label)), "
        + "which '\(factor)' gives 0% of the rows",
      at: place(factor, label),
      expected: "a share above 0%, a later 'from', or another parent alive on \(date(day))")
  }

  private func contradiction(_ factor: String) -> GenerationFailure {
    failure(
      "factors-contradict",
      "the shares cannot hold together while parents live as they do; '\(factor)' misses most",
      at: ["factors", factor, "share"],
      expected: "shares that some weights of the days with living parents reach")
  }

  private func paretoOutOfReach(
    _ wanted: Double, _ lowest: Double, _ highest: Double
  ) -> GenerationFailure {
    failure(
      "pareto-out-of-reach", "the busiest parents cannot have \(percent(wanted)) of the rows",
      at: ["heterogeneity", "pareto", "share"],
      expected: "a share from \(percent(lowest, .up)) to \(percent(min(highest, 0.999), .down))")
  }

  private func mostOutOfReach(_ limit: Double, _ least: Double) -> GenerationFailure {
    failure(
      "most-out-of-reach",
      "no parent may have more than \(percent(limit)) of the rows, but the busiest cannot be kept "
        + "below that",
      at: ["heterogeneity", "most"], expected: "a share of at least \(percent(least, .up))")
  }

  private func tooFewRows(_ limit: Double, _ needed: Int) -> GenerationFailure {
    failure(
      "too-few-rows",
      "with so few rows chance alone can give a parent more than \(percent(limit)) of them",
      at: ["heterogeneity", "most"],
      expected: "at least \(needed) rows, or a larger 'most'")
  }

  private func classWithoutParents(
    _ factor: String, _ label: Int, _ wanted: Double
  ) -> GenerationFailure {
    failure(
      "class-without-parents",
      "'\(factor)' gives \(percent(wanted)) of the rows to \(title(factor, label)), but no parent "
        + "alive in the window is one of them",
      at: place(factor, label),
      expected: "0%, or a parent of the class that is alive between \(date(arrivals.firstDay)) and "
        + date(arrivals.lastDay))
  }

  private func classOutOfReach(
    _ factor: String, _ label: Int, _ wanted: Double, _ reached: Double?
  ) -> GenerationFailure {
    let isMore = reached.map { wanted > $0 } ?? true
    return failure(
      "share-out-of-reach",
      "'\(factor)' gives \(percent(wanted)) of the rows to \(title(factor, label)), "
        + (isMore ? "whose parents live too short for it" : "beside whom others live too short"),
      at: place(factor, label),
      expected: reached.map { "about \(percent($0))" }.map { $0 + ", or longer lives" }
        ?? "a smaller share, or longer lives")
  }

  private func failure(
    _ code: String, _ message: String, at places: [String]..., expected: String
  ) -> GenerationFailure {
    GenerationFailure(
      table: table, column: nil, position: nil, message: message, code: code, expected: expected,
      places: places.map { ["arrivals"] + $0 })
  }

  private func classes(_ factor: String) -> [String] {
    arrivals.parent?.marginals.first { $0.name == factor }?.classes ?? []
  }

  /// The share of a class; of all others, the shares that leave them theirs.
  private func place(_ factor: String, _ label: Int) -> [String] {
    let classes = classes(factor)
    return ["factors", factor, "share"] + (label < classes.count ? [classes[label]] : [])
  }

  private func title(_ factor: String, _ label: Int) -> String {
    let classes = classes(factor)
    return label < classes.count ? "'\(classes[label])'" : "those that it does not name"
  }

  private func date(_ day: Int64) -> String { CivilTime.format(date: day) }

  private func percent(
    _ share: Double, _ rule: FloatingPointRoundingRule = .toNearestOrEven
  ) -> String {
    let tenths = Int((share * 1000).rounded(rule))
    return "\(tenths / 10).\(tenths % 10)%"
  }
}

extension ArrivalPlan {
  fileprivate var lastDay: Int64 { firstDay + Int64(base.count) - 1 }
}
