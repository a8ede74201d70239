import Diagnostics

/// Gives row keys of children room beside their parent's.
enum KeyBitsPass {
  static func run(_ tables: inout [TablePlan], _ resolver: Resolver) throws(DiagnosticList) {
    // Parents come before their children after at most as many rounds as there are tables.
    for _ in tables.indices {
      for index in tables.indices {
        guard case .perParent(let children) = tables[index].source else { continue }
        tables[index].keyBits = tables[children.parentTable].keyBits + children.ordinalBits
      }
    }
    var problems = DiagnosticList()
    for index in tables.indices where tables[index].keyBits > 64 {
      problems.report(.keysTooWide(resolver.tables[index], bits: tables[index].keyBits))
    }
    if problems.hasErrors { throw problems }
  }
}

extension Diagnostic {
  fileprivate static func keysTooWide(_ state: TableState, bits: Int) -> Diagnostic {
    Diagnostic(
      "keys-too-wide",
      "the row keys of '\(state.name)' need \(bits) bits: too many tables per parent of a parent",
      at: state.spec.name.location, pointer: state.spec.pointer,
      expected: "at most 64 bits: fewer levels, or laws with a smaller largest count")
  }
}
