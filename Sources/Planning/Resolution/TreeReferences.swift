import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// A `ref` to a row of the table itself: a tree, filled by its branching.
extension ColumnResolution {
  /// How the rows of the table itself hang below each other.
  func tree(_ call: GeneratorCall) throws(DiagnosticList) -> ReferencePlan.Choice {
    guard case .record(let tree)? = call.options["tree"], !call.options.isUnread("tree") else {
      throw DiagnosticList()
    }
    guard let value = tree["branching"], !tree.hasUnknownWords else { throw DiagnosticList() }
    let branching = GeneratorCall(of: value)
    let source = try part(branching, count: nil)
    guard source.type.isInteger else {
      throw DiagnosticList([.branchingType(branching, source.type)])
    }
    if let range = source.interval.doubles(of: source.type), range.upperBound <= 0 {
      throw DiagnosticList([.noBranching(branching, range.upperBound)])
    }
    let rowCount = resolver.tables[id.table].rowCount
    if let rowCount, rowCount > Int(Int32.max) {
      throw DiagnosticList([.treeTooLarge(call, rowCount)])
    }
    func number(_ word: String) throws(DiagnosticList) -> Int? {
      guard let value = tree[word] else { return nil }
      guard case .literal(let scalar) = value else { throw DiagnosticList() }
      return LiteralReader.integer(scalar.text).map { Int($0) }
    }
    return .tree(
      TreePlan(branching: source, depth: try number("depth"), roots: try number("roots") ?? 1))
  }
}

extension Diagnostic {
  static func treeOfOther(
    _ call: GeneratorCall, _ own: String, _ other: String
  ) -> Diagnostic {
    Diagnostic(
      "tree-of-other", "'tree' is of rows of one table, but '\(other)' is not '\(own)'",
      at: call.options.location(of: "tree"), pointer: call.pointer,
      expected: "'ref: \(own)' with 'tree', or 'weight' and 'where'")
  }

  static func optionalOfOwn(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "optional-has-no-use",
      "'optional' has no use: a row that no earlier row suits refers to none anyway",
      at: call.options.location(of: "optional"), pointer: call.pointer,
      expected: "'ref' to the table itself without 'optional'")
  }

  static func besideTree(_ word: String, _ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "\(word)-of-tree", "'tree' says which row each hangs below, so '\(word)' has no use",
      at: call.options.location(of: word), pointer: call.pointer,
      expected: "one of 'tree' and '\(word)'")
  }

  fileprivate static func branchingType(
    _ call: GeneratorCall, _ type: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "branching-type", "'branching' is \(type.name), where a number of rows is needed",
      at: call.location, pointer: call.pointer,
      expected: "a whole number, or a law of whole numbers such as {poisson: 3}")
  }

  fileprivate static func treeTooLarge(_ call: GeneratorCall, _ count: Int) -> Diagnostic {
    Diagnostic(
      "tree-too-large", "a tree cannot have \(count) rows",
      at: call.options.location(of: "tree"), pointer: call.pointer,
      expected: "at most \(Int32.max) rows, or 'ref' without 'tree'")
  }

  fileprivate static func noBranching(_ call: GeneratorCall, _ most: Double) -> Diagnostic {
    Diagnostic(
      "no-branching", most < 0 ? "'branching' is below 0" : "'branching' is 0 in every row",
      at: call.location, pointer: call.pointer, expected: "at least 1 in some row")
  }
}
