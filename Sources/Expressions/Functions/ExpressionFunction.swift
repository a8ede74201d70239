import Columnar
import Diagnostics

/// A function of expressions: what the reference says of it, and how a call becomes registers.
package protocol ExpressionFunction: SendableMetatype {
  static var name: String { get }
  /// With types, as the reference and messages show it: `round(number, digits) → number`.
  static var signature: String { get }
  static var summary: String { get }
  static var sql: FunctionSQL { get }
  /// A whole expression that uses it.
  static var example: String { get }
  /// How many arguments a call may have.
  static var arity: ClosedRange<Int> { get }

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term
}

/// A call whose arguments have types.
package struct FunctionCall: Sendable {
  let function: any ExpressionFunction.Type
  let arguments: [Term]
  let place: Place
  let source: LocatedText

  func checkCount() throws(Diagnostic) {
    guard function.arity.contains(arguments.count) else {
      let isAggregate = arguments.count == 1 && (function.name == "min" || function.name == "max")
      throw source.problem(
        "wrong-argument-count",
        "'\(function.name)' has \(arguments.count) argument\(arguments.count == 1 ? "" : "s")",
        at: place, expected: function.signature,
        suggestion: isAggregate
          ? "over several rows, use a roll-up column {\(function.name): child.column, of: key}"
          : nil)
    }
  }

  func wrongType(_ index: Int, _ expectation: String) -> Diagnostic {
    let term = arguments[index]
    return source.problem(
      "wrong-argument-type", "'\(function.name)' does not take \(term.typeName)", at: term.place,
      expected: "\(expectation), as in \(function.signature)")
  }

  // Arguments by kind; a literal null takes the type asked for.

  func float(_ index: Int, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = arguments[index]
    guard let type = term.type else { return work.constant(.null(.float64), at: term.place) }
    guard type.isNumeric else { throw wrongType(index, "a number") }
    return try work.asFloat(term)
  }

  func integer(_ index: Int, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = arguments[index]
    guard let type = term.type else { return work.constant(.null(.int64), at: term.place) }
    guard type.isInteger else { throw wrongType(index, "a whole number") }
    return term
  }

  func text(_ index: Int, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = arguments[index]
    guard let type = term.type else { return work.constant(.null(.text), at: term.place) }
    guard type == .text else { throw wrongType(index, "text") }
    return term
  }

  /// A date, or the day of a timestamp.
  func day(_ index: Int, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = arguments[index]
    guard let type = term.type else { return work.constant(.null(.date), at: term.place) }
    if type == .date { return term }
    guard type.isTimestamp else { throw wrongType(index, "a date or timestamp") }
    let day = Int128(CivilTime.microsecondsPerDay)
    let (lower, upper) = term.ends
    return work.emit(
      [term], .date, at: term.place,
      interval: .exact(
        lower: lower >= 0 ? lower / day : -((-lower + day - 1) / day),
        upper: upper >= 0 ? upper / day : -((-upper + day - 1) / day)),
      sql: "CAST({0} AS DATE)",
      Kernels.integer { CivilTime.day(ofMicroseconds: $0) })
  }

  /// The value of an argument that must be the same for every row.
  func constantInteger(
    _ index: Int, within range: ClosedRange<Int64>, _ work: inout Compilation
  ) throws(Diagnostic) -> Int64 {
    let term = try integer(index, &work)
    guard let value = term.constant?.unscaled, let number = Int64(exactly: value),
      range.contains(number)
    else {
      throw source.problem(
        "argument-out-of-range", "'\(source.excerpt(term.place))' does not fit here",
        at: term.place,
        expected:
          "a whole number from \(range.lowerBound) to \(range.upperBound), the same in all rows")
    }
    return number
  }
}
