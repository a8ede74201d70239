import Columnar
import Diagnostics
import Expressions
import Generators

/// The names an expression may use, and the inputs it was bound to.
///
/// One scope serves all expressions of a column, so that equal paths share a slot.
final class InputScope: NameScope {
  /// Where names without prefix are looked up.
  enum Place {
    /// Columns of the table itself.
    case row(table: Int)
    /// `key.x` only: columns of the parent, seen from the parent's row.
    case parent(table: Int, key: String, of: String)
    /// Bare names are the referenced row's, `row.x` this row's.
    case candidate(table: Int, row: Int)
    /// Columns of the row that keys of the table lead to.
    case reached(by: [String], from: Int)
    /// A row of which nothing is known, which is reported elsewhere: no name is looked up.
    case unknown
  }

  /// What is known of a column before values are taken away from it.
  struct Own {
    var id: ColumnID
    var name: String
    /// Nil where a mistake keeps it from being known.
    var type: LogicalType?
    var isNullable = true
    var interval = ValueInterval.unbounded
    var texts: TextDictionary?
  }

  let resolver: Resolver
  private(set) var inputs: [InputPath] = []
  private(set) var columns: [ColumnID] = []

  init(_ resolver: Resolver) { self.resolver = resolver }

  /// The place of the expression being compiled; set before each.
  var place = Place.row(table: 0)
  /// The column that an expression may read by its bare name though it is still being resolved.
  var own: Own?
  /// What a function reads of the path being bound.
  private var reading: PartReading?
  /// In the condition of a roll-up the key by which its own row is reached.
  var keyToRow: String?
  /// Problems of columns that were resolved on the way.
  var problems = DiagnosticList()

  func bind(_ path: PathReference) throws(NameProblem) -> InputBinding {
    if let constant = try resolver.constants.bind(path) {
      if reading != nil { throw NameProblem(code: InputScope.oneValue, message: "") }
      return constant
    }
    let parts = path.parts[...]
    switch place {
    case .unknown:
      throw NameProblem(
        code: InputScope.reportedElsewhere, message: "'\(path.text)' cannot be told")
    case .row(let table):
      if parts.first == "row" {
        throw rowNotHere(parts.dropFirst().joined(separator: "."), in: table)
      }
      if let own, [own.name] == parts { return try bind(own) }
      if let problem = constantMisspelt(parts, in: table) { throw problem }
      return try bind(parts, from: table) { $0 }
    case .reached(let keys, let table):
      return try bind((keys + parts)[...], from: table) { $0 }
    case .parent(let table, let key, let child):
      guard parts.first == key, parts.count > 1 else {
        throw NameProblem(
          code: "not-the-parents",
          message: "'\(path.text)' is no column of the parent of '\(child)'",
          expectation: "'\(key).' and a column of '\(resolver.tables[table].name)'")
      }
      return try bind(parts.dropFirst(), from: table) { $0 }
    case .candidate(let table, let row):
      if parts.first == "row" {
        guard parts.count > 1 else {
          throw NameProblem(
            code: "unknown-column", message: "'row' alone is no column", expectation: "'row.name'")
        }
        return try bind(parts.dropFirst(), from: row) { $0 }
      }
      return try bind(parts, from: table) { .candidate($0) }
    }
  }

  /// `params.x` where no column has that name.
  private func constantMisspelt(_ parts: ArraySlice<String>, in table: Int) -> NameProblem? {
    guard parts.count == 2, let first = parts.first, resolver.tables[table].column(first) == nil,
      !resolver.tables[table].spec.hasUnreadNames,
      let meant = DidYouMean.nearest(to: first, in: ["param", "timeframe"]),
      DidYouMean.nearest(to: first, in: resolver.tables[table].columns.map(\.name)) == nil
    else { return nil }
    return NameProblem(
      code: "unknown-column",
      message: "'\(resolver.tables[table].name)' has no column '\(first)'",
      expectation: "a column, or 'param' or 'timeframe'",
      suggestion: "did you mean '\(meant)'?", replacement: meant, part: parts.startIndex)
  }

  private func rowNotHere(_ rest: String, in table: Int) -> NameProblem {
    var problem = NameProblem(
      code: "row-not-here", message: "'row.' is only known inside the 'where' of a 'ref'",
      expectation: "the column's name alone")
    if let key = keyToRow {
      // Which of the two rows is meant is not known.
      problem.expectation =
        "a column of '\(resolver.tables[table].name)' by its name alone, one of the row it refers "
        + "to as '\(key).name'"
    } else if let name = rest.split(separator: ".").first,
      resolver.tables[table].column(String(name)) != nil
    {
      problem.replacement = rest
    }
    return problem
  }

  private func bind(
    _ parts: ArraySlice<String>, from table: Int, _ wrap: (InputPath) -> InputPath
  ) throws(NameProblem) -> InputBinding {
    let way = try resolver.resolve(parts, from: table)
    let plan: ColumnPlan
    do throws(DiagnosticList) {
      plan = try resolver.column(way.target)
    } catch {
      problems.all += error.all
      throw NameProblem(
        code: InputScope.reportedElsewhere, message: "'\(parts.joined(separator: "."))' failed")
    }
    var read = PartPath(way.path, plan, way.isOptional)
    let call = resolver.tables[way.target.table].columns[way.target.column].spec?.generator
    try read.follow(way.names, call, of: parts)
    if let reading {
      guard read.take(reading) else { throw .noSuchPart(reading, read.type, parts) }
    }
    if read.type.isNested { throw .severalValues(read.type, parts) }
    let slot = slot(of: wrap(read.path), column: way.target)
    return InputBinding(
      slot: slot, type: read.type, isNullable: read.isNullable, interval: read.interval)
  }

  /// What a function reads of a path that leads to several values.
  func bind(
    _ path: PathReference, reading part: PartReading
  ) throws(NameProblem) -> InputBinding? {
    reading = part
    defer { reading = nil }
    do throws(NameProblem) {
      return try bind(path)
    } catch {
      // One value, which the function reads itself, or a name to be told as such.
      if error.code == InputScope.oneValue { return nil }
      throw error
    }
  }

  private func bind(_ own: Own) throws(NameProblem) -> InputBinding {
    if reading != nil { throw NameProblem(code: InputScope.oneValue, message: "") }
    guard let type = own.type else {
      throw NameProblem(code: InputScope.reportedElsewhere, message: "'\(own.name)' failed")
    }
    return InputBinding(
      slot: slot(of: .own, column: own.id), type: type, isNullable: own.isNullable,
      interval: own.interval)
  }

  /// The texts that can occur where a path leads, where they are known.
  func texts(of path: PathReference) -> TextDictionary? {
    guard let binding = try? bind(path), binding.constant == nil, binding.type == .text,
      columns.indices.contains(binding.slot)
    else { return nil }
    if let own, own.id == columns[binding.slot] { return own.texts }
    return try? resolver.column(columns[binding.slot]).texts
  }

  func slot(of path: InputPath, column: ColumnID) -> Int {
    if let known = inputs.firstIndex(of: path) { return known }
    inputs.append(path)
    columns.append(column)
    return inputs.count - 1
  }

  /// Code of a path to one value where parts of several are read.
  static let oneValue = "one-value"

  /// Code of problems that only follow from one reported where it arose.
  static let reportedElsewhere = "reported-elsewhere"

  /// Parses and compiles an expression in the current place.
  func compile(
    _ text: LocatedText, expecting: LogicalType?
  ) throws(DiagnosticList) -> CompiledExpression {
    try checked { () throws(DiagnosticList) in
      try ExpressionParser.compile(text, in: self, expecting: expecting)
    }
  }

  /// Parses and compiles an expression over many rows of the current place.
  func compileAggregate(_ text: LocatedText) throws(DiagnosticList) -> CompiledAggregate {
    try checked { () throws(DiagnosticList) in
      try ExpressionParser.compileAggregate(text, in: self)
    }
  }

  private func checked<Compiled>(
    _ compile: () throws(DiagnosticList) -> (parsed: ParsedExpression, compiled: Compiled)
  ) throws(DiagnosticList) -> Compiled {
    do throws(DiagnosticList) {
      let (parsed, compiled) = try compile()
      let impossible = ImpossibleText(parsed, in: self).problems
      if impossible.hasErrors { throw impossible }
      if parsed.paths.contains(where: { resolver.constants.isUnknown($0) }) {
        throw DiagnosticList()
      }
      return compiled
    } catch {
      var all = error.all.filter { $0.code != InputScope.reportedElsewhere }
      all += problems.all
      problems = DiagnosticList()
      throw DiagnosticList(all)
    }
  }
}
