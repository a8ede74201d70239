import Columnar
import Diagnostics

/// `if(condition, then, otherwise)`.
enum If: ExpressionFunction {
  static let name = "if"
  static let signature = "if(condition, value, otherwise) → the common type"
  static let summary = """
    The first value where the condition is true, the second where it is false or missing. An error \
    in the value not taken does not count.
    """
  static let sql = FunctionSQL.pattern("CASE WHEN {0} THEN {1} ELSE {2} END")
  static let example = "if(quantity = 0, 0, revenue / quantity)"
  static let arity = 3...3

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let condition = try work.condition(call.arguments[0], of: "if")
    try work.refuseMonths(call.arguments)
    let branches = try work.unified(Array(call.arguments[1...]), at: call.place)
    if let value = condition.constant { return branches[value == .boolean(true) ? 0 : 1] }
    guard let type = branches[0].type else { preconditionFailure("an untyped branch") }
    return work.emit(
      [condition] + branches, type, at: call.place,
      isNullable: branches.contains(where: \.isNullable),
      interval: branches[0].interval.joined(branches[1].interval),
      isWholeDays: branches.allSatisfy(\.isWholeDays), sql: sql.pattern,
      Kernels.select(type.storage))
  }
}

/// `coalesce(a, b, …)`.
enum Coalesce: ExpressionFunction {
  static let name = "coalesce"
  static let signature = "coalesce(value, value, …) → the common type"
  static let summary = "The first value that is not missing."
  static let sql = FunctionSQL.parts
  static let example = "coalesce(discontinued_at, timeframe.to)"
  static let arity = 1...Int.max

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try work.refuseMonths(call.arguments)
    let terms = try work.unified(call.arguments, at: call.place)
    guard let type = terms[0].type else { preconditionFailure("an untyped choice") }
    if !terms[0].isNullable { return terms[0] }
    let interval = terms.dropFirst().reduce(terms[0].interval) { $0.joined($1.interval) }
    return work.emit(
      terms, type, at: call.place, isNullable: terms.allSatisfy(\.isNullable),
      interval: interval, isWholeDays: terms.allSatisfy(\.isWholeDays),
      sql: "coalesce(" + terms.indices.map { "{\($0)}" }.joined(separator: ", ") + ")",
      Kernels.coalesce(type.storage))
  }
}
