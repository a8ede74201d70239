import Diagnostics

/// Gives row keys of children room beside their parent's.
enum KeyBitsPass {
  static func run(_ tables: inout [TablePlan], _ resolver: Resolver) throws(DiagnosticList) {
    for index in tables.indices { tables[index].keyBits = bits(of: index, tables) }
    var problems = DiagnosticList()
    for (index, table) in tables.enumerated() {
      if table.keyBits > 64 {
        problems.report(.keysTooWide(resolver.tables[index], bits: table.keyBits))
        continue
      }
      for (column, plan) in table.columns.enumerated()
      where table.keyBits + plan.elementBits > 64 {
        problems.report(
          .elementsTooMany(
            resolver.tables[index].columns[column], bits: table.keyBits + plan.elementBits))
      }
    }
    if problems.hasErrors { throw problems }
  }

  /// Those of the first parent, and of the ordinals of all behind it.
  private static func bits(of table: Int, _ tables: [TablePlan]) -> Int {
    var (next, bits) = (table, 0)
    // Tables that count each other's rows in a circle have been reported.
    for _ in tables.indices {
      guard case .perParent(let children) = tables[next].source else { break }
      bits += children.ordinalBits
      next = children.parentTable
      if next == table { return tables[table].keyBits }
    }
    return tables[next].keyBits + bits
  }
}

extension ColumnPlan {
  /// Bits that number the elements of lists beside a row's key.
  fileprivate var elementBits: Int {
    var own = 0
    if case .local(let source) = generator { own = source.elementBits }
    return max(own, otherwise?.elementBits ?? 0)
  }
}

extension Diagnostic {
  fileprivate static func elementsTooMany(_ column: ColumnState, bits: Int) -> Diagnostic {
    Diagnostic(
      "keys-too-wide", "the elements of '\(column.name)' need keys of \(bits) bits",
      at: column.location, pointer: column.pointer,
      expected: "at most 64 bits: fewer lists in lists, or a 'length' with a smaller upper end")
  }

  fileprivate static func keysTooWide(_ state: TableState, bits: Int) -> Diagnostic {
    Diagnostic(
      "keys-too-wide",
      "the row keys of '\(state.name)' need \(bits) bits: too many tables per parent of a parent",
      at: state.spec.name.location, pointer: state.spec.pointer,
      expected: "at most 64 bits: fewer levels, or laws with a smaller largest count")
  }
}
