/// An expression as written: words and operators with their places, no types yet.
package struct SyntaxNode: Sendable {
  package indirect enum Kind: Sendable {
    case integer(Int128)
    /// `12.50`: unscaled 1250, scale 2.
    case decimal(Int128, scale: Int)
    case float(Double)
    case text(String)
    case boolean(Bool)
    case null
    case pi
    /// Microseconds: `90d`, `1.5h`.
    case duration(Int64)
    /// Calendar months: `12mo`, `2y`.
    case months(Int64)
    /// Index into `ParsedExpression.paths`.
    case path(Int)
    case negated(SyntaxNode)
    case not(SyntaxNode)
    case binary(BinaryOperator, SyntaxNode, SyntaxNode, operatorPlace: Place)
    case between(SyntaxNode, lower: SyntaxNode, upper: SyntaxNode, isNegated: Bool)
    case membership(SyntaxNode, of: [SyntaxNode], isNegated: Bool)
    /// `is missing`, or `is present` when negated.
    case missing(SyntaxNode, isNegated: Bool)
    case call(name: String, arguments: [SyntaxNode], namePlace: Place)
  }

  package var kind: Kind
  package var place: Place
  /// Nodes on the longest way down, this one included.
  package var depth: Int

  init(_ kind: Kind, at place: Place, above children: [SyntaxNode] = []) {
    self.kind = kind
    self.place = place
    depth = 1 + (children.map(\.depth).max() ?? 0)
  }
}

package enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case or
  case and
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"

  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case .or, .and, .add, .subtract, .multiply, .divide: false
    }
  }
}
