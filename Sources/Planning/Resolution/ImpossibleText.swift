import Columnar
import Diagnostics
import Expressions

/// Finds comparisons with a text that never occurs: `status = 'complete'` where the choice has
/// `completed` would be false in every row.
struct ImpossibleText {
  let expression: ParsedExpression
  let scope: InputScope
  private(set) var problems = DiagnosticList()

  init(_ expression: ParsedExpression, in scope: InputScope) {
    self.expression = expression
    self.scope = scope
    visit(expression.root)
  }

  private mutating func visit(_ node: SyntaxNode) {
    switch node.kind {
    case .binary(let sign, let left, let right, _):
      if sign == .equal || sign == .notEqual {
        compare(left, right)
        compare(right, left)
      }
      visit(left)
      visit(right)
    case .membership(let value, let items, _):
      for item in items { compare(value, item) }
      visit(value)
    case .negated(let inner), .not(let inner), .missing(let inner, _): visit(inner)
    case .between(let value, let lower, let upper, _):
      for part in [value, lower, upper] { visit(part) }
    case .call(_, let arguments, _): for argument in arguments { visit(argument) }
    case .integer, .decimal, .float, .text, .boolean, .null, .pi, .duration, .months, .path: break
    }
  }

  private mutating func compare(_ column: SyntaxNode, _ literal: SyntaxNode) {
    guard case .path(let index) = column.kind, case .text(let text) = literal.kind,
      let known = scope.texts(of: expression.paths[index])
    else { return }
    let names = (0..<known.count).map { known[$0] }
    if !names.contains(text) {
      problems.report(
        .neverOccurs(text, names, expression.paths[index].text, expression.source, literal.place))
    }
  }
}

extension Diagnostic {
  fileprivate static func neverOccurs(
    _ text: String, _ names: [String], _ path: String, _ source: LocatedText, _ place: Place
  ) -> Diagnostic {
    let location = source.location(at: place.offset, length: place.length)
    let nearest = DidYouMean.proposal(for: text, in: names)
    let quoted = nearest?.certain.map { near in
      "'" + near.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
        + "'"
    }
    return Diagnostic(
      "impossible-text", "'\(text)' never occurs in '\(path)'", at: location,
      pointer: source.pointer,
      expected: oneOf(names, "values"),
      suggestion: nearest?.question,
      // A text that is escaped or folded over two lines has no one place to be replaced.
      edit: quoted.flatMap { source.edit(place.offset..<place.end, to: $0) })
  }
}
