import Diagnostics
import Generators
import SchemaModel

/// Deals out the combinations of columns that a table's `unique` names, where nothing else keeps
/// them apart.
enum CombinationsPass {
  /// Whether one of the columns has values that can be dealt out.
  static func applies(to columns: [Int], of table: TablePlan) -> Bool {
    columns.contains { column in
      if case .local(let source) = table.columns[column].generator {
        source.space != nil
      } else {
        false
      }
    }
  }

  /// What could make combinations equal, or leave a column out of them.
  private static let keptOut = [
    "between", "else", "exact", "missing", "per", "round", "unique", "when",
  ]

  /// Whether the table may have these columns as `unique`, as they are.
  static func canDealOut(_ columns: [Int], of table: TablePlan, _ state: TableState) -> Bool {
    state.spec.uniqueNames.isEmpty
      && columns.allSatisfy { column in
        guard case .local(let source) = table.columns[column].generator, source.space != nil else {
          return false
        }
        let modifiers = state.columns[column].spec?.modifiers
        return table.columns[column].type != .float32
          && keptOut.allSatisfy { modifiers?[$0] == nil }
      }
  }

  /// - Throws: why some of the columns cannot take part.
  static func combine(
    _ columns: [Int], in table: inout TablePlan, _ state: TableState
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    var spaces: [(source: any ColumnSource, space: ValueSpace)] = []
    for (column, name) in zip(columns, state.spec.uniqueNames) {
      let modifiers = state.columns[column].spec?.modifiers
      if let word = keptOut.first(where: { modifiers?[$0] != nil }) {
        problems.report(.notInCombination(name, word))
        continue
      }
      if table.columns[column].type == .float32 {
        problems.report(.notInCombination(name, "type: float32"))
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
    let lane = state.spec.uniqueNames.map(\.text).joined(separator: ",")
    for (index, column) in columns.enumerated() {
      table.columns[column].generator = .local(
        CombinedSource(
          spaces[index].source, spaces[index].space, total: total,
          behind: behind[columns.count - 1 - index], lane: lane))
    }
  }
}

extension Diagnostic {
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
        "'choice' or 'word' with equal weights, 'integer' or 'date' with fixed ends, or 'pattern'; for 'ref', "
        + "'unique: true' beside it with 'per'")
  }

  fileprivate static func tooFewCombinations(
    _ state: TableState, _ total: UInt128, _ rows: Int
  ) -> Diagnostic {
    let names = state.spec.uniqueNames.map { "'\($0.text)'" }.joined(separator: ", ")
    return Diagnostic(
      "space-too-small",
      "\(rows) rows cannot have different combinations of \(names), of which there are \(total), "
        + "\(UInt128(rows) - total) too few",
      at: state.spec.uniqueNames[0].location, pointer: state.spec.uniqueNames[0].pointer,
      expected: "at most \(total) rows")
  }
}
