import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// A column before and while it is resolved.
final class ColumnState {
  enum Progress {
    case pending
    case done(ColumnPlan)
    case failed
  }

  let name: String
  let location: DocumentLocation
  let pointer: String
  /// Nil for a column of a literal table that the document says nothing more about.
  let spec: ColumnSpec?
  /// Nil for a column of a literal table whose values have a mistake, and for all others.
  let literal: Column?
  let isLiteral: Bool
  var progress = Progress.pending
  /// Whether a mistake of form keeps the generator from being known.
  var isUnread: Bool { !isLiteral && spec?.generator.isUnread ?? true }
  /// Whether no file holds the column, as far as that is known.
  var isHidden: Bool { spec?.modifiers.flag("hidden") ?? false }

  init(spec: ColumnSpec) {
    name = spec.name.text
    location = spec.location
    pointer = spec.pointer
    self.spec = spec
    literal = nil
    isLiteral = false
  }

  /// A column of which only the name is known; its mistake has been reported.
  init(failed name: Scalar) {
    self.name = name.text
    location = name.location
    pointer = name.pointer
    spec = nil
    literal = nil
    isLiteral = false
    progress = .failed
  }

  /// - Parameter column: nil where a value has a mistake, which has been reported.
  init(literal name: Scalar, _ column: Column?, spec: ColumnSpec?) {
    self.name = name.text
    location = name.location
    pointer = name.pointer
    self.spec = spec
    literal = column
    isLiteral = true
  }
}

struct TableState {
  enum Rows {
    case independent(Int)
    case grid(Int)
    case perParent(key: Scalar, law: GeneratorCall)
    case literal([Column], Int)
    /// A mistake in them has been reported.
    case unknown(isGrid: Bool, law: GeneratorCall? = nil)
  }

  let spec: TableSpec
  let rows: Rows
  let columns: [ColumnState]
  /// The columns that tell rows apart; several make one key.
  let keyColumns: [Int]

  var name: String { spec.name.text }

  var rowCount: Int? {
    switch rows {
    case .independent(let count), .grid(let count), .literal(_, let count): count
    case .perParent, .unknown: nil
    }
  }

  /// Whether there are columns of which nothing is known, which may be the key.
  var hasUnreadColumns: Bool {
    spec.hasUnreadNames || spec.isKeyUnread || columns.contains { $0.isUnread }
  }

  var isLiteral: Bool { if case .literal = spec.rows { true } else { false } }

  /// The word under which the table names the column that holds its parent.
  ///
  /// Nil also where such a word could not be read.
  var parentKey: Scalar? {
    if case .perParent(let key, _) = rows { return key }
    if case .literal(let scalar)? = spec.arrivals?.arguments["per"] { return scalar }
    return nil
  }

  /// The key that the table's rows are counted by, parent by parent.
  var countKey: Scalar? { if case .perParent(let key, _) = rows { key } else { nil } }

  /// Whether there may be such a word that was not read.
  var isParentUnread: Bool {
    if spec.arrivals?.arguments.isUnread("per") == true { return true }
    if case .unread(_, let mayHaveParent) = spec.rows { return mayHaveParent }
    return false
  }

  func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }
}

/// Names, types and plans of columns, resolved when first asked for.
final class Resolver {
  let document: DocumentSpec
  let constants: Constants
  let tables: [TableState]
  let data: DataFiles
  /// Columns that read each other in one line; each is a level of the stack here and in a run.
  static let longestChain = 200

  /// Columns that `column` resolves inside each other before it starts anew with the innermost.
  private static let deepestResolution = 12

  /// Lists of words from files.
  let lists: UserLists

  /// What is wrong with those that stand for lists of a locale.
  var listProblems: [Diagnostic] = []

  /// What has no effect and is probably not meant so.
  var warnings: [Diagnostic] = []
  /// Columns being resolved, outermost first: the path of a cycle.
  private var path: [ColumnID] = []
  /// How many of them were suspended before the first call of `column`.
  private var base = 0
  /// The path to a column that lies too deep; set until all calls have returned.
  private var suspended: [ColumnID]?

  init(
    document: DocumentSpec, constants: Constants, tables: [TableState], data: DataFiles,
    lists: UserLists
  ) {
    self.lists = lists
    self.document = document
    self.constants = constants
    self.tables = tables
    self.data = data
  }

  func table(_ name: String) -> Int? { tables.firstIndex { $0.name == name } }

  func title(_ id: ColumnID) -> String {
    "\(tables[id.table].name).\(tables[id.table].columns[id.column].name)"
  }

  /// The plan of a column; resolves it when it is not yet.
  ///
  /// - Throws: an empty list when the column failed before, since that has been reported; a cycle
  ///   when it is being resolved.
  func column(_ id: ColumnID) throws(DiagnosticList) -> ColumnPlan {
    let state = tables[id.table].columns[id.column]
    switch state.progress {
    case .done(let plan): return plan
    case .failed: throw DiagnosticList()
    case .pending: break
    }
    if path.contains(id) { throw DiagnosticList([cycle(to: id)]) }
    if path.count >= Resolver.longestChain { throw DiagnosticList([.chainTooLong(at: state)]) }
    guard suspended == nil, path.count - base < Resolver.deepestResolution else {
      if suspended == nil { suspended = path + [id] }
      throw DiagnosticList()
    }
    path.append(id)
    defer { path.removeLast() }
    do throws(DiagnosticList) {
      let plan = try ColumnResolution(id, in: self).plan()
      state.progress = .done(plan)
      return plan
    } catch {
      // A suspended column is tried again from the start.
      if suspended == nil { state.progress = .failed }
      throw error
    }
  }

  /// Resolves a column from a shallow stack: where columns read each other in a long line, those at
  /// its end come first.
  ///
  /// - Throws: as `column`.
  func resolve(_ id: ColumnID) throws(DiagnosticList) {
    var problems = DiagnosticList()
    // What waits for the last one of each: paths that begin with the path before.
    var waiting: [[ColumnID]] = [[id]]
    while let chain = waiting.last {
      path = Array(chain.dropLast())
      base = path.count
      do throws(DiagnosticList) {
        _ = try column(chain[chain.count - 1])
      } catch {
        if suspended == nil { problems.all += error.all }
      }
      if let longer = suspended { waiting.append(longer) } else { waiting.removeLast() }
      suspended = nil
    }
    path = []
    base = 0
    if problems.hasErrors { throw problems }
  }

  private func cycle(to id: ColumnID) -> Diagnostic {
    let start = path.firstIndex(of: id) ?? 0
    return .columnCycle(
      (path[start...] + [id]).map { title($0) }, at: tables[id.table].columns[id.column])
  }

  /// The table a `ref` column refers to; nil when the column is no key of another table.
  func target(of id: ColumnID) -> Int? {
    guard let call = tables[id.table].columns[id.column].spec?.generator, call.word == "ref",
      case .literal(let name) = call.argument
    else { return nil }
    return table(name.text)
  }

  /// Whether a column is a `ref` to one of several tables.
  func refersToSeveral(_ id: ColumnID) -> Bool {
    guard let call = tables[id.table].columns[id.column].spec?.generator, call.word == "ref",
      case .map = call.argument
    else { return false }
    return true
  }

  /// Whether a column is a `ref` to a table that is not there or that could not be read, which is
  /// reported at the `ref`.
  func refersToUnknown(_ id: ColumnID) -> Bool {
    if refersToSeveral(id) { return false }
    return tables[id.table].columns[id.column].spec?.generator.word == "ref"
      && target(of: id) == nil
  }

  private func ofSeveral(_ id: ColumnID, _ parts: ArraySlice<String>) -> NameProblem {
    let name = tables[id.table].columns[id.column].name
    let targets = tables[id.table].columns.compactMap { SeveralTables.target(of: $0.name, name) }
    let rest = parts.last ?? ""
    return NameProblem(
      code: "several-tables", message: "'\(name)' names rows of several tables",
      expectation: "which of them is meant: "
        + targets.map { "'\(name).\($0).\(rest)'" }.joined(separator: ", "))
  }

  /// Follows a dotted path from a table to a column.
  ///
  /// - Returns: how an evaluator gets there, the column, and whether the way may end at a null.
  func resolve(
    _ parts: ArraySlice<String>, from table: Int
  ) throws(NameProblem) -> (path: InputPath, target: ColumnID, isOptional: Bool) {
    guard let name = parts.first else {
      throw NameProblem(code: "unknown-column", message: "a path names at least one column")
    }
    guard let index = tables[table].column(name) else {
      if tables[table].spec.hasUnreadNames {
        throw NameProblem(
          code: InputScope.reportedElsewhere, message: "'\(name)' may have been meant")
      }
      var problem = unknown(
        name, "column", code: "unknown-column", in: tables[table].columns.map(\.name),
        part: parts.startIndex)
      problem.message = "'\(tables[table].name)' has no column '\(name)'"
      if name == tables[table].name, parts.startIndex == 0, parts.count == 2,
        let column = parts.last, tables[table].column(column) != nil
      {
        problem.expectation = "the table's own columns without its name"
        problem.suggestion = "write \(column)"
        problem.replacement = column
        problem.part = nil
      }
      throw problem
    }
    let id = ColumnID(table: table, column: index)
    if parts.count == 1 { return (.column(index), id, false) }
    if refersToSeveral(id) {
      // The key that names rows of one of the tables is a column of its own.
      let part = SeveralTables.part(name, of: parts[parts.startIndex + 1])
      guard tables[table].column(part) != nil else { throw ofSeveral(id, parts) }
      return try resolve([part] + parts.dropFirst(2), from: table)
    }
    guard let next = target(of: id) else {
      if refersToUnknown(id) || tables[table].columns[index].isUnread {
        throw NameProblem(
          code: InputScope.reportedElsewhere, message: "'\(name)' refers to an unknown table")
      }
      if ["list", "map", "struct"].contains(tables[table].columns[index].spec?.generator.word) {
        throw NameProblem(
          code: "nested-not-read",
          message: "'\(name)' holds several values, which nothing reads yet",
          expectation: "a column with one value in each row")
      }
      throw NameProblem(
        code: "not-a-key",
        message: "'\(name)' is no key of another table, so nothing lies behind it",
        expectation: "a column made with 'ref'", part: parts.startIndex)
    }
    let rest = try resolve(parts.dropFirst(), from: next)
    // The first row of a table that refers to itself has none before it.
    let mayMiss = tables[table].columns[index].spec.map { spec in
      spec.modifiers["when"] != nil || spec.modifiers["missing"] != nil || next == table
        || spec.generator.options["optional"] != nil
    }
    return (
      .parent(key: index, rest.path), rest.target, rest.isOptional || mayMiss ?? false
    )
  }
}

extension Diagnostic {
  static func chainTooLong(at state: ColumnState) -> Diagnostic {
    Diagnostic(
      "chain-too-long", "more than \(Resolver.longestChain) columns read each other in a line",
      at: state.location, pointer: state.pointer,
      expected: "at most \(Resolver.longestChain) columns from the first to the last")
  }

  static func columnCycle(_ titles: [String], at state: ColumnState) -> Diagnostic {
    Diagnostic(
      "column-cycle", "'\(titles[0])' needs its own value: \(titles.joined(separator: " → "))",
      at: state.location, pointer: state.pointer,
      expected: "columns that do not read each other in a circle")
  }
}
