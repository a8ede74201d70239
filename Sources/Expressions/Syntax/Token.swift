/// One word, number, text or sign of an expression.
struct Token: Sendable {
  enum Kind: Hashable, Sendable {
    case integer(Int128)
    case decimal(Int128, scale: Int)
    case float(Double)
    case text(String)
    case duration(Int64)
    case months(Int64)
    case name(String)
    case keyword(Keyword)
    case binary(BinaryOperator)
    case openParenthesis
    case closeParenthesis
    case comma
    case dot
    /// Signs of other languages whose mend is only known where the whole is: `||`, `? :`.
    case doubleBar
    case question
    case colon
    case end
  }

  var kind: Kind
  var place: Place
}

/// Words with a meaning of their own; behind a dot they are names like any other.
package enum Keyword: String, CaseIterable, Sendable {
  case and
  case or
  case not
  case between
  case `in`
  case `is`
  case missing
  case present
  case `true`
  case `false`
  case null
  case pi
}
