import Behaviour
import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Reads `arrivals`: the window, the factors, when each parent lives.
///
/// What cannot be told of one part does not hide the checks of the others.
struct ArrivalsReader {
  let state: TableState
  let spec: ArrivalsSpec
  /// Nil where the table has no parent, or where it cannot be told.
  let key: ParentKey?
  let isKeyUnknown: Bool
  let resolver: Resolver

  func plan() throws(DiagnosticList) -> ArrivalPlan {
    if state.isLiteral { throw DiagnosticList([.literalArrivals(state, spec)]) }
    var attempts = Attempts()
    let window = attempts.run { () throws(DiagnosticList) in
      try ArrivalWindow.read(spec, of: state, resolver.constants)
    }
    let context = ParentContext(state, key: key.map { ($0.key, $0.table) }, in: resolver)
    var reader = FactorReader(
      window: window, constants: ConstantReader(constants: resolver.constants), parent: context,
      hasParent: key != nil || isKeyUnknown, isWhole: !spec.hasUnreadFactors)
    for factor in spec.factors {
      attempts.run { () throws(DiagnosticList) in try reader.read(factor) }
    }
    resolver.warnings += reader.warnings
    let hours = attempts.run { () throws(DiagnosticList) in try reader.hourProfile() }
    let parent = attempts.run { () throws(DiagnosticList) -> ArrivalPlan.Parent? in
      if key == nil, !isKeyUnknown {
        let problems = problemsOfParentWords()
        if problems.isEmpty { return nil }
        throw DiagnosticList(problems + problemsOfParent(context, reader, window, hours).all)
      }
      return try self.parent(key, context, reader, window, hours ?? .flat)
    }
    // Days that weigh nothing or too much have been reported with the factor that made them so.
    let total = reader.base.reduce(0, +)
    if total > 0, total.isFinite {
      attempts.run { () throws(DiagnosticList) in
        do throws(Raking.Contradiction) {
          _ = try Raking.fit(base: reader.base, marginals: reader.shares)
        } catch { throw DiagnosticList([.contradiction(state, spec, error)]) }
      }
    }
    guard let window, let hours, let parent, reader.isWhole, !attempts.hasFailed else {
      throw attempts.problems
    }
    return ArrivalPlan(
      firstDay: window.first, base: reader.base, shares: reader.shares,
      hours: hours, parent: parent)
  }

  /// What is wrong with words about parents where there are none.
  private func problemsOfParent(
    _ context: ParentContext, _ reader: FactorReader, _ window: ArrivalWindow?,
    _ hours: HourProfile?
  ) -> DiagnosticList {
    do throws(DiagnosticList) {
      _ = try parent(nil, context, reader, window, hours ?? .flat)
      return DiagnosticList()
    } catch { return error }
  }

  /// - Parameter key: nil where it is not known; what does not rest on it is checked.
  private func parent(
    _ key: ParentKey?, _ context: ParentContext, _ reader: FactorReader, _ window: ArrivalWindow?,
    _ hours: HourProfile
  ) throws(DiagnosticList) -> ArrivalPlan.Parent {
    let all = spec.arguments
    var attempts = Attempts()
    if case .perParent = state.rows {
      attempts.run { () throws(DiagnosticList) in try refuseWordsOfGrids(reader) }
    }
    let heterogeneity = attempts.run { () throws(DiagnosticList) in
      try HeterogeneityReader.read(all, resolver.constants)
    }
    let since = attempts.run { () throws(DiagnosticList) in try instant(of: "since", context) }
    let until = attempts.run { () throws(DiagnosticList) in try instant(of: "until", context) }
    guard let heterogeneity, let since, let until, !attempts.hasFailed else {
      throw attempts.problems
    }
    guard let key else { throw DiagnosticList() }
    if let window { try checkLives(since, until, window) }
    return ArrivalPlan.Parent(
      key: key.column, table: key.table, heterogeneity: heterogeneity, since: since, until: until,
      multipliers: reader.multipliers, marginals: reader.marginals, inputs: context.scope.inputs,
      mayLackTime: mayLackTime(since, until, window, reader, hours))
  }

  /// Counts per parent leave nothing for weights of parents, and no order of the whole.
  private func refuseWordsOfGrids(_ reader: FactorReader) throws(DiagnosticList) {
    var problems = DiagnosticList()
    if spec.arguments.flag("sorted") == true { problems.report(.sortedChildren(spec)) }
    if spec.arguments["heterogeneity"] != nil || !reader.multipliers.isEmpty
      || !reader.marginals.isEmpty
    {
      problems.report(.weightsOfChildren(state, spec))
    }
    if problems.hasErrors { throw problems }
  }

  /// `since` or `until`.
  private func instant(
    of word: String, _ context: ParentContext
  ) throws(DiagnosticList) -> (any ColumnSource)? {
    if spec.arguments.isUnread(word) { throw DiagnosticList() }
    return try instant(spec.arguments[word], context)
  }

  /// A path, an expression or cases that give a date or timestamp of the parent.
  private func instant(
    _ value: ArgumentValue?, _ context: ParentContext
  ) throws(DiagnosticList) -> (any ColumnSource)? {
    let text: LocatedText
    switch value {
    case nil: return nil
    case .literal(let scalar)?:
      if LiteralReader.timestamp(scalar.text) != nil {
        throw DiagnosticList([.fixedInstant(scalar)])
      }
      text = scalar.source
    case .expression(let expression)?: text = expression
    case .generator(let cases)?:
      return try context.argument(cases, expecting: .timestamp(utc: false))
    case .list, .map, .record, .unread: preconditionFailure("a path, an expression or cases")
    }
    let source = try LocalSource.make(GeneratorCall(of: .expression(text)), in: context)
    switch source.type {
    case .date, .timestamp: return source
    default: throw DiagnosticList([.notAnInstant(text, source.type)])
    }
  }

  /// Refuses lives that no parent has inside the window, where their bounds are known.
  private func checkLives(
    _ since: (any ColumnSource)?, _ until: (any ColumnSource)?, _ window: ArrivalWindow
  ) throws(DiagnosticList) {
    let day = Int128(CivilTime.microsecondsPerDay)
    let first = Int128(window.first) * day
    let last = Int128(window.last + 1) * day
    let begin = max(since.flatMap(ArrivalsReader.instants)?.lowerBound ?? first, first)
    // A parent whose end is missing goes on living.
    let bounded = until.flatMap { $0.isNullable ? nil : $0 }
    let end = min(bounded.flatMap(ArrivalsReader.instants)?.upperBound ?? last, last)
    guard begin >= end else { return }
    throw DiagnosticList([.noLives(state, spec, begin: begin, end: end, window: first..<last)])
  }

  /// Whether there may be parents without time: all have some where lives never end, begin inside
  /// the window, and its last hour lets rows come.
  private func mayLackTime(
    _ since: (any ColumnSource)?, _ until: (any ColumnSource)?, _ window: ArrivalWindow?,
    _ reader: FactorReader, _ hours: HourProfile
  ) -> Bool {
    guard until == nil else { return true }
    guard let since else { return false }
    guard !since.isNullable, let window, let latest = ArrivalsReader.instants(since)?.upperBound,
      latest < Int128(window.last + 1) * Int128(CivilTime.microsecondsPerDay)
    else { return true }
    let lastDay = reader.base.count - 1
    return reader.base[lastDay] <= 0 || hours.cumulative[23] >= 1
      || reader.shares.contains { $0.shares[$0.labels[lastDay]] <= 0 }
  }

  /// The instants a source can give, in microseconds.
  private static func instants(_ source: any ColumnSource) -> ClosedRange<Int128>? {
    guard case .exact(let lower, let upper) = source.interval else { return nil }
    let unit = source.type == .date ? Int128(CivilTime.microsecondsPerDay) : 1
    return (lower * unit)...(upper * unit)
  }

  private func problemsOfParentWords() -> [Diagnostic] {
    if spec.arguments.isUnread("per") { return [] }
    return ["since", "until", "heterogeneity"].filter { spec.arguments[$0] != nil }
      .map { .needsParent($0, spec) }
  }
}

extension Diagnostic {
  fileprivate static func literalArrivals(
    _ state: TableState, _ spec: ArrivalsSpec
  ) -> Diagnostic {
    Diagnostic(
      "arrivals-of-literal", "the rows of '\(state.name)' stand in the document, so none arrive",
      at: spec.arguments.location, pointer: spec.arguments.pointer,
      expected: "'rows: N' in place of 'literal'")
  }

  fileprivate static func contradiction(
    _ state: TableState, _ spec: ArrivalsSpec, _ error: Raking.Contradiction
  ) -> Diagnostic {
    Diagnostic(
      "factors-contradict",
      "the shares of '\(state.name)' cannot hold together; '\(error.factor)' misses most",
      at: spec.arguments.location, pointer: spec.arguments.pointer,
      expected: "shares that some weights of the days reach")
  }

  fileprivate static func weightsOfChildren(
    _ state: TableState, _ spec: ArrivalsSpec
  ) -> Diagnostic {
    Diagnostic(
      "weights-of-children",
      "each parent of '\(state.name)' has its own number of rows, so weights of parents have no use",
      at: spec.arguments.location, pointer: spec.arguments.pointer,
      expected: "'rows: N', or a count that depends on the parent")
  }

  fileprivate static func sortedChildren(_ spec: ArrivalsSpec) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'sorted' beside rows per parent is not yet supported",
      at: spec.arguments.location(of: "sorted"), pointer: spec.arguments.pointer,
      expected: "rows in the order of their parents, each parent's in order of time")
  }

  fileprivate static func fixedInstant(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "fixed-instant", "'\(scalar.text)' is the same for all parents", at: scalar.location,
      pointer: scalar.pointer,
      expected: "'from' or 'to' for a fixed day, a path such as 'key.column' here")
  }

  fileprivate static func notAnInstant(_ text: LocatedText, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "not-an-instant", "'\(text.text)' is \(type.name), where a time is needed",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "a date or timestamp of the parent")
  }

  fileprivate static func noLives(
    _ state: TableState, _ spec: ArrivalsSpec, begin: Int128, end: Int128, window: Range<Int128>
  ) -> Diagnostic {
    func text(_ time: Int128) -> String { CivilTime.format(timestamp: Int64(clamping: time)) }
    let word = begin == window.lowerBound ? "until" : "since"
    let message =
      begin == window.lowerBound
      ? "no parent of '\(state.name)' lives after \(text(end)), and arrivals begin at \(text(begin))"
      : "no parent of '\(state.name)' begins before \(text(begin)), and "
        + (end == window.upperBound ? "arrivals end at \(text(end))" : "all end by \(text(end))")
    return Diagnostic(
      "no-lives", message, at: spec.arguments[word]?.place ?? spec.arguments.location,
      pointer: spec.arguments.pointer,
      expected: "'since' before 'until', and some time of both in the window of the arrivals")
  }

  fileprivate static func needsParent(_ word: String, _ spec: ArrivalsSpec) -> Diagnostic {
    Diagnostic(
      "arrivals-need-parent", "'\(word)' speaks of a parent, but the arrivals have none",
      at: spec.arguments.location(of: word), pointer: spec.arguments.pointer,
      expected: "'per: key' beside '\(word)'")
  }
}
