import Diagnostics
import Generators
import SchemaModel

/// Deals out the combinations of columns that a table's `unique` names.
enum CombinationsPass {
  static func run(
    _ tables: inout [TablePlan], _ resolver: Resolver, _ problems: inout DiagnosticList
  ) {
    for index in tables.indices {
      let state = resolver.tables[index]
      guard !state.spec.unique.isEmpty else { continue }
      do throws(DiagnosticList) {
        let places = try places(state)
        try combine(places, in: &tables[index], state)
      } catch { problems.all += error.all }
    }
  }

  private static func places(_ state: TableState) throws(DiagnosticList) -> [Int] {
    var problems = DiagnosticList()
    var places: [Int] = []
    for name in state.spec.unique {
      guard let place = state.column(name.text) else {
        if !state.spec.hasUnreadNames { problems.report(.noSuchColumn(name, state)) }
        continue
      }
      if places.contains(place) { problems.report(.twiceInUnique(name)) }
      places.append(place)
    }
    if state.spec.unique.count == 1 { problems.report(.oneColumn(state.spec.unique[0])) }
    guard !problems.hasErrors, places.count == state.spec.unique.count else { throw problems }
    return places
  }

  /// What could make combinations equal, or leave a column out of them.
  private static let keptOut = [
    "between", "else", "exact", "missing", "round", "unique", "when",
  ]

  private static func combine(
    _ places: [Int], in table: inout TablePlan, _ state: TableState
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    var spaces: [(source: any ColumnSource, space: ValueSpace)] = []
    var found: [Int] = []
    for (place, name) in zip(places, state.spec.unique) {
      // A column that could not be resolved says so itself.
      guard let column = table.columns.firstIndex(where: { $0.name == name.text }) else {
        throw problems
      }
      found.append(column)
      let modifiers = state.columns[place].spec?.modifiers
      if let word = keptOut.first(where: { modifiers?[$0] != nil }) {
        problems.report(.notInCombination(name, word))
        continue
      }
      guard case .local(let source) = table.columns[column].generator, let space = source.space
      else {
        problems.report(.noSpace(name))
        continue
      }
      spaces.append((source, space))
    }
    if problems.hasErrors { throw problems }
    var total: UInt128 = 1
    var behind: [UInt128] = []
    for (_, space) in spaces.reversed() {
      behind.append(total)
      let (product, overflow) = total.multipliedReportingOverflow(by: UInt128(space.count))
      // Beyond any number of rows, the first columns need not take part whole.
      total = overflow ? 1 << 120 : min(product, 1 << 120)
    }
    if let rows = table.source.rowCount, UInt128(rows) > total {
      throw DiagnosticList([.tooFewCombinations(state, total, rows)])
    }
    let lane = state.spec.unique.map(\.text).joined(separator: ",")
    for (index, column) in found.enumerated() {
      table.columns[column].generator = .local(
        CombinedSource(
          spaces[index].source, spaces[index].space, total: total,
          behind: behind[found.count - 1 - index], lane: lane))
    }
  }
}

extension Diagnostic {
  fileprivate static func noSuchColumn(_ name: Scalar, _ state: TableState) -> Diagnostic {
    let names = state.columns.map(\.name)
    return Diagnostic(
      "unknown-unique-column", "'\(state.name)' has no column '\(name.text)'", at: name.location,
      pointer: name.pointer, expected: oneOf(names.sorted(), "columns")
    ).proposing(DidYouMean.proposal(for: name.text, in: names), in: name.source)
  }

  fileprivate static func twiceInUnique(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "unique-set", "'\(name.text)' stands in 'unique' twice", at: name.location,
      pointer: name.pointer, expected: "each column once")
  }

  fileprivate static func oneColumn(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "unique-set", "'unique' of a table is about several columns together", at: name.location,
      pointer: name.pointer,
      expected: "two columns or more, or 'unique: true' beside '\(name.text)'")
  }

  fileprivate static func notInCombination(_ name: Scalar, _ word: String) -> Diagnostic {
    Diagnostic(
      "unique-set", "'\(name.text)' cannot be part of 'unique' with '\(word)'", at: name.location,
      pointer: name.pointer, expected: "'\(name.text)' without '\(word)'")
  }

  fileprivate static func noSpace(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "unique-set", "the values of '\(name.text)' are not all alike, or not known before the run",
      at: name.location, pointer: name.pointer,
      expected:
        "'choice' with equal weights, 'integer' or 'date' with fixed ends, or 'pattern'; for 'ref', "
        + "'unique: true' beside it with 'per'")
  }

  fileprivate static func tooFewCombinations(
    _ state: TableState, _ total: UInt128, _ rows: Int
  ) -> Diagnostic {
    let names = state.spec.unique.map { "'\($0.text)'" }.joined(separator: ", ")
    return Diagnostic(
      "space-too-small",
      "\(rows) rows cannot have different combinations of \(names), of which there are \(total), "
        + "\(UInt128(rows) - total) too few",
      at: state.spec.unique[0].location, pointer: state.spec.unique[0].pointer,
      expected: "at most \(total) rows")
  }
}
