import Columnar
import Diagnostics

/// `contains(list, value)`.
///
/// Lists are read where names are bound; what arrives here is none.
enum Contains: ExpressionFunction {
  static let name = "contains"
  static let signature = "contains(list, value) → boolean"
  static let summary =
    "Whether a column that holds a list has an element of this value, a text or a whole number as it stands."
  static let sql = FunctionSQL.parts
  static let example = "contains(tags, 'gift')"
  static let arity = 2...2

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    throw call.wrongType(
      call.arguments[0].type?.isNested == true ? 1 : 0, "a column of lists and a value as it stands"
    )
  }
}

/// `element(list, number)`.
enum ElementOf: ExpressionFunction {
  static let name = "element"
  static let signature = "element(list, number) → value"
  static let summary =
    "An element of a column that holds a list, counted from 1, a number as it stands; missing where there are fewer."
  static let sql = FunctionSQL.parts
  static let example = "element(tags, 1)"
  static let arity = 2...2

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    throw call.wrongType(0, "a column of lists, and a number from 1 as it stands")
  }
}
