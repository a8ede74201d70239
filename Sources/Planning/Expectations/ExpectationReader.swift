import Claims
import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Reads one item of `expect`.
struct ExpectationReader {
  private let words: Arguments
  private let kind: ExpectationKind
  private let resolver: Resolver
  var problems = DiagnosticList()
  /// Whether a part is unknown, so that nothing can be made of the others.
  private var isIncomplete = false

  /// - Returns: nil where a part has a mistake, here or elsewhere.
  static func plan(
    _ words: Arguments, _ resolver: Resolver, _ problems: inout DiagnosticList
  ) -> ExpectationPlan? {
    let kinds = ExpectationKind.allCases.filter { words[$0.rawValue] != nil }
    guard let kind = kinds.first, kinds.count == 1 else {
      if kinds.isEmpty, !words.hasUnknownWords { problems.report(.noKind(words)) }
      if kinds.count > 1 { problems.report(.severalKinds(kinds, words)) }
      return nil
    }
    var reader = ExpectationReader(words, kind, resolver)
    let made = reader.plan()
    problems.all += reader.problems.all
    return made
  }

  private init(_ words: Arguments, _ kind: ExpectationKind, _ resolver: Resolver) {
    self.words = words
    self.kind = kind
    self.resolver = resolver
  }

  private mutating func plan() -> ExpectationPlan? {
    refuseStrayWords()
    if kind == .sql { return statement() }
    guard let main = mainSide() else {
      // The bound has a form, whatever it bounds.
      if let problem = BoundReader.problem(withForm: words, kind) { problems.report(problem) }
      return nil
    }
    let other = kind == .ratio ? otherSide(main) : nil
    let groups = groups(main)
    refuseUnfitGroups(main, other, groups)
    let subject = subject(main)
    guard let side = main.side, let bound = bound(side.value, subject) else { return nil }
    if kind == .ratio {
      guard let second = other?.side else { return nil }
      if (second.value.type == .duration) != (side.value.type == .duration) {
        problems.report(.unlikeSides(words))
      }
    }
    guard !isIncomplete, problems.all.isEmpty else { return nil }
    var plan = ExpectationPlan(
      kind: kind, name: text("name"), subject: subject, sides: [side], groups: groups,
      rows: rowsTitle, event: main.event, bound: bound,
      growsWithRows: kind != .never && side.value.growsWithRows,
      location: words.location, pointer: words.pointer)
    if let second = other?.side {
      plan.sides.append(second)
      plan.growsWithRows = plan.growsWithRows != second.value.growsWithRows
    }
    // The scopes have gathered what all expressions read by now.
    plan.sides[0].inputs = main.scope.inputs
    if let other { plan.sides[1].inputs = other.scope.inputs }
    return plan
  }

  // What it is about

  /// A table and the names of its rows.
  private struct Place {
    var table: Int
    var scope: InputScope
    /// How the value is written, without the name of its table.
    var text = ""
    var side: ExpectationPlan.Side?
    var event: CompiledExpression?
  }

  private mutating func mainSide() -> Place? {
    if kind == .count { return counted() }
    if kind == .ratio { return side(of: ratioItem(0)) }
    guard case .expression(let written)? = words[kind.rawValue] else {
      isIncomplete = true
      return nil
    }
    guard let (table, text) = tableAndText(written) else { return nil }
    var place = place(table, text)
    let conditions = conditions(place, [words["where"]])
    place.event = kind == .never ? condition(text, place) : nil
    guard let value = value(text, place), let conditions else { return place }
    if kind == .never, place.event == nil { return place }
    place.side = ExpectationPlan.Side(
      table: table, inputs: [], conditions: conditions, value: value)
    return place
  }

  private mutating func counted() -> Place? {
    guard case .literal(let name)? = words["count"], let table = table(name) else {
      isIncomplete = true
      return nil
    }
    var place = place(table, name.source)
    guard let conditions = conditions(place, [words["where"]]) else { return place }
    place.side = ExpectationPlan.Side(
      table: table, inputs: [], conditions: conditions,
      value: CompiledAggregate(CompiledAggregate.Call(.count, nil)))
    return place
  }

  private func place(_ table: Int, _ text: LocatedText) -> Place {
    let scope = InputScope(resolver)
    scope.place = .row(table: table)
    return Place(table: table, scope: scope, text: ExpectationReader.oneLine(text.text))
  }

  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The table of the rows, and what is said of them.
  private mutating func tableAndText(_ text: LocatedText) -> (table: Int, text: LocatedText)? {
    if case .literal(let name)? = words["of"] {
      guard let table = table(name) else { return nil }
      return (table, text)
    }
    if words.isUnread("of") {
      isIncomplete = true
      return nil
    }
    guard kind.takesColumn, let parsed = try? ExpressionParser.parse(text),
      case .path(let index) = parsed.root.kind, parsed.paths[index].parts.count > 1
    else {
      problems.report(.noTable(kind, words, text, suggestion: likelyTable(text)))
      return nil
    }
    let path = parsed.paths[index]
    let name = path.place(of: 0)
    guard let table = resolver.table(path.parts[0]) else {
      if !resolver.document.unread.areTables {
        problems.report(.unknownTable(path.parts[0], text, name, resolver.tables.map(\.name)))
      }
      return nil
    }
    if refuseHidden(table, text.location(at: name.offset, length: name.length), text.pointer) {
      return nil
    }
    return (table, text.dropping(path.place(of: 1).offset))
  }

  /// A column without its table, where only one table has such a column.
  private func likelyTable(_ text: LocatedText) -> String? {
    let holding = resolver.tables.filter { $0.column(text.text) != nil && !$0.spec.isHidden }
    return kind.takesColumn && holding.count == 1 ? holding.first?.name : nil
  }

  private mutating func table(_ name: Scalar) -> Int? {
    guard let table = resolver.table(name.text) else {
      if !resolver.document.unread.areTables {
        let whole = Expressions.Place(offset: 0, length: name.text.unicodeScalars.count)
        problems.report(
          .unknownTable(name.text, name.source, whole, resolver.tables.map(\.name)))
      }
      return nil
    }
    return refuseHidden(table, name.location, name.pointer) ? nil : table
  }

  /// Rows that no file holds cannot be looked at.
  private mutating func refuseHidden(
    _ table: Int, _ location: DocumentLocation, _ pointer: String
  ) -> Bool {
    guard resolver.tables[table].spec.isHidden else { return false }
    problems.report(.hiddenTable(resolver.tables[table].name, location, pointer))
    return true
  }

  // Ratios

  private func ratioItem(_ index: Int) -> ArgumentValue? {
    guard case .list(let items, _)? = words["ratio"], items.count == 2 else { return nil }
    return items[index]
  }

  private mutating func otherSide(_ main: Place) -> Place? { side(of: ratioItem(1)) }

  /// One side of a ratio; its rows are of its own table, else of the expectation's.
  private mutating func side(of item: ArgumentValue?) -> Place? {
    guard case .record(let own)? = item, case .expression(let text)? = own["value"] else {
      if item == nil, case .list? = words["ratio"] { problems.report(.ratioOfTwo(words)) }
      isIncomplete = true
      return nil
    }
    var table: Int?
    if case .literal(let name)? = own["of"] ?? words["of"] {
      table = self.table(name)
    } else if !own.isUnread("of"), !words.isUnread("of") {
      problems.report(.noTable(kind, words, text, suggestion: nil))
    }
    guard let table else {
      isIncomplete = true
      return nil
    }
    var place = place(table, text)
    let conditions = conditions(place, [words["where"], own["where"]])
    guard let value = value(text, place), let conditions else { return place }
    place.side = ExpectationPlan.Side(
      table: table, inputs: [], conditions: conditions, value: value)
    return place
  }

  // Expressions

  private mutating func value(_ text: LocatedText, _ place: Place) -> CompiledAggregate? {
    switch kind {
    case .never: return CompiledAggregate(CompiledAggregate.Call(.count, nil))
    case .value, .ratio:
      guard
        let value = attempt({ () throws(DiagnosticList) in
          try place.scope.compileAggregate(text)
        })
      else { return nil }
      refuseHidden(text, place)
      let isLength = value.type.isNumeric || value.type == .duration
      guard isLength || (kind == .value && value.type.isMeasured) else {
        problems.report(.notMeasured(text, value.type, kind))
        return nil
      }
      return value
    case .share:
      return condition(text, place).map { CompiledAggregate(CompiledAggregate.Call(.share, $0)) }
    case .count, .max, .mean, .min, .quantile, .sd, .sql, .sum:
      guard let function = AggregateFunction(rawValue: kind.rawValue),
        let argument = expression(text, place, expecting: nil)
      else { return nil }
      let share = kind == .quantile ? quantile : 0
      guard let share else { return nil }
      return attempt { () throws(DiagnosticList) in
        try ExpressionParser.aggregate(function, of: argument, share: share, from: text)
      }
    }
  }

  /// `at` of a quantile.
  private var quantile: Double? {
    mutating get {
      guard let at = words["at"] else {
        if words.isUnread("at") { isIncomplete = true } else { problems.report(.noShare(words)) }
        return nil
      }
      let reader = ConstantReader(constants: resolver.constants)
      return attempt { () throws(DiagnosticList) in
        try reader.number(at, in: 0...1, "a share of 0 to 1, such as 95%")
      }
    }
  }

  private mutating func conditions(
    _ place: Place, _ written: [ArgumentValue?]
  ) -> [CompiledExpression]? {
    var all: [CompiledExpression] = []
    for value in written.compactMap({ $0 }) {
      guard case .expression(let text) = value, let made = condition(text, place) else {
        isIncomplete = true
        return nil
      }
      if !made.mayHold {
        problems.report(.neverHolds(text))
        return nil
      }
      all.append(made)
    }
    return all
  }

  private mutating func condition(_ text: LocatedText, _ place: Place) -> CompiledExpression? {
    expression(text, place, expecting: .boolean)
  }

  private mutating func expression(
    _ text: LocatedText, _ place: Place, expecting: LogicalType?
  ) -> CompiledExpression? {
    let made = attempt { () throws(DiagnosticList) in
      try place.scope.compile(text, expecting: expecting)
    }
    if made != nil { refuseHidden(text, place) }
    return made
  }

  /// What no file holds, at the part of the name that leads there.
  private mutating func refuseHidden(_ text: LocatedText, _ place: Place) {
    guard let parsed = try? ExpressionParser.parse(text) else { return }
    for path in parsed.paths {
      guard let (part, title) = hidden(path.parts, from: place.table) else { continue }
      let place = path.place(of: part)
      problems.report(
        .hiddenName(
          title, text.location(at: place.offset, length: place.length), text.pointer))
    }
  }

  private func hidden(_ parts: [String], from start: Int) -> (part: Int, title: String)? {
    var table = start
    for (index, name) in parts.enumerated() {
      let state = resolver.tables[table]
      guard let column = state.column(name) else { return nil }
      if state.columns[column].isHidden { return (index, "\(state.name).\(name)") }
      guard index + 1 < parts.count,
        let next = resolver.target(of: ColumnID(table: table, column: column))
      else { return nil }
      if resolver.tables[next].spec.isHidden { return (index + 1, resolver.tables[next].name) }
      table = next
    }
    return nil
  }

  private mutating func attempt<Value>(
    _ body: () throws(DiagnosticList) -> Value
  ) -> Value? {
    do throws(DiagnosticList) {
      return try body()
    } catch {
      problems.all += error.all
      isIncomplete = true
      return nil
    }
  }

  // Groups

  private mutating func groups(_ main: Place) -> [ExpectationPlan.Written] {
    var written: [ArgumentValue] = []
    if case .list(let items, _)? = words["by"] {
      written = items
      if items.isEmpty { problems.report(.noGroups(words)) }
    } else if let one = words["by"] {
      written = [one]
    } else if words.isUnread("by") {
      isIncomplete = true
    }
    var all: [ExpectationPlan.Written] = []
    for value in written {
      guard case .expression(let text) = value,
        let made = expression(text, main, expecting: nil)
      else {
        isIncomplete = true
        continue
      }
      all.append(
        ExpectationPlan.Written(expression: made, text: ExpectationReader.oneLine(text.text)))
    }
    return all
  }

  private mutating func refuseUnfitGroups(
    _ main: Place, _ other: Place?, _ groups: [ExpectationPlan.Written]
  ) {
    let values = [main.side?.value, other?.side?.value].compactMap { $0 }
    if values.contains(where: \.isOverGroups), groups.isEmpty, words["by"] == nil,
      !words.isUnread("by")
    {
      problems.report(.groupsMissing(words, kind))
    }
    if let other, other.table != main.table, words["by"] != nil {
      problems.report(.groupsOfTwoTables(words))
    }
  }

  // Bounds

  private mutating func bound(_ value: CompiledAggregate, _ subject: String) -> ExpectedBound? {
    if !kind.takesBound {
      if let problem = BoundReader.problem(withForm: words, kind) { problems.report(problem) }
      return ExpectedBound(lower: nil, upper: 0, unit: .number)
    }
    let measured: BoundReader.Measured
    if kind == .ratio {
      measured = BoundReader.Measured(type: .float64, call: nil)
    } else {
      measured = BoundReader.Measured(
        type: value.type, call: value.outer == nil ? value.calls[0] : nil)
    }
    var reader = BoundReader(words, kind, subject, resolver.constants)
    let bound = reader.bound(of: measured)
    problems.all += reader.problems.all
    return bound
  }

  /// A `SELECT`: what is in it is for DuckDB to read.
  private mutating func statement() -> ExpectationPlan? {
    var reader = BoundReader(words, kind, "the SQL's answer", resolver.constants)
    let bound = reader.bound(of: BoundReader.Measured(type: nil, call: nil))
    problems.all += reader.problems.all
    guard case .literal(let scalar)? = words["sql"] else { return nil }
    let text = scalar.text.split(whereSeparator: \.isWhitespace)
    if text.isEmpty { problems.report(.emptySQL(scalar)) }
    guard let bound, problems.all.isEmpty else { return nil }
    return ExpectationPlan(
      kind: kind, name: self.text("name"), subject: "the SQL's answer", sides: [], groups: [],
      sql: scalar.text, bound: bound, growsWithRows: false, location: words.location,
      pointer: words.pointer)
  }

  // Words

  private func text(_ word: String) -> String? {
    guard case .literal(let scalar)? = words[word] else { return nil }
    return ExpectationReader.oneLine(scalar.text)
  }

  private var rowsTitle: String? {
    guard case .expression(let text)? = words["where"] else { return nil }
    return ExpectationReader.oneLine(text.text)
  }

  private mutating func refuseStrayWords() {
    for word in ["of", "where", "by", "at"] where !kind.words.contains(word) {
      guard let value = words[word] else { continue }
      problems.report(.strayWord(word, beside: kind, value, words))
    }
  }

  private func subject(_ place: Place) -> String {
    ExpectationTitle(words: words, kind: kind, table: resolver.tables[place.table].name)
      .subject(place.text, isOverGroups: place.side?.value.isOverGroups == true)
  }
}
