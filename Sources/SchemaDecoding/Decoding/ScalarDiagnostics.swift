import Columnar
import Diagnostics
import SchemaModel

extension Diagnostic {
  static func expressionNotAllowed(
    _ scalar: Scalar, _ subject: String, _ type: ParameterType
  ) -> Diagnostic {
    Diagnostic(
      "expression-not-allowed", "'\(subject)' cannot be an expression", at: scalar.location,
      pointer: scalar.pointer, expected: type.expectation,
      suggestion: "a text that begins with '=' is written '=\(scalar.shown)'")
  }

  static func emptyExpression(_ scalar: Scalar, _ subject: String) -> Diagnostic {
    Diagnostic(
      "empty-expression", "the expression of '\(subject)' is empty", at: scalar.location,
      pointer: scalar.pointer, expected: "an expression such as = price * 2")
  }

  static func notOneOf(
    _ scalar: Scalar, _ words: [String], _ subject: String
  ) -> Diagnostic {
    let near = DidYouMean.nearest(to: scalar.text, in: words)
    return Diagnostic(
      "not-one-of", "'\(scalar.shown)' is not a value of '\(subject)'", at: scalar.location,
      pointer: scalar.pointer, expected: ParameterType.oneOf(words, "words"),
      suggestion: near.map { "did you mean '\($0)'?" },
      edit: near.flatMap { scalar.source.edit(to: $0) })
  }

  static func laterValue(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'\(scalar.shown)' is not yet supported", at: scalar.location,
      pointer: scalar.pointer, suggestion: laterMend)
  }

  static func notABoolean(_ scalar: Scalar, _ subject: String) -> Diagnostic {
    let mended: String? =
      switch scalar.text.lowercased() {
      case "yes", "on", "y", "true", "1": "true"
      case "no", "off", "n", "false", "0": "false"
      default: nil
      }
    return Diagnostic(
      "not-a-boolean", "'\(scalar.shown)' is neither true nor false", at: scalar.location,
      pointer: scalar.pointer, expected: "true or false",
      suggestion: mended.map { "write \($0)" },
      edit: mended.flatMap { scalar.source.edit(to: $0, isText: false) })
  }

  static func notA(
    _ what: String, _ scalar: Scalar, _ type: ParameterType
  ) -> Diagnostic {
    let code = "not-a-" + what.split(separator: " ").joined(separator: "-")
    return Diagnostic(
      code, "'\(scalar.shown)' is not a \(what)", at: scalar.location, pointer: scalar.pointer,
      expected: type.expectation)
  }

  static func notADate(_ scalar: Scalar, _ type: ParameterType) -> Diagnostic {
    let parts = scalar.text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    var mended: String?
    if parts.count == 3 {
      let padded = parts.map { $0.utf8.count == 1 ? "0" + $0 : $0 }.joined(separator: "-")
      if LiteralReader.date(padded) != nil { mended = padded }
    }
    return Diagnostic(
      "not-a-date", "'\(scalar.shown)' is not a date", at: scalar.location,
      pointer: scalar.pointer, expected: type.expectation,
      suggestion: mended.map { "write \($0)" },
      edit: mended.flatMap { scalar.source.edit(to: $0) })
  }

  static func outOfRange(
    _ scalar: Scalar, _ subject: String, _ type: ParameterType
  ) -> Diagnostic {
    Diagnostic(
      "out-of-range", "'\(subject)' is \(scalar.shown)", at: scalar.location,
      pointer: scalar.pointer, expected: type.expectation)
  }

  static func notAFraction(
    _ scalar: Scalar, _ value: Double, _ subject: String, _ type: ParameterType
  ) -> Diagnostic {
    var diagnostic = outOfRange(scalar, subject, type)
    guard value > 1, value <= 100, scalar.text.utf8.last != 37 else { return diagnostic }
    diagnostic.suggestion = "write \(scalar.text)%"
    diagnostic.edit = scalar.source.edit(to: scalar.text + "%")
    return diagnostic
  }

  static func leadingZero(_ scalar: Scalar, _ type: ParameterType) -> Diagnostic {
    Diagnostic(
      "leading-zero", "'\(scalar.shown)' begins with a zero, so it is a text", at: scalar.location,
      pointer: scalar.pointer, expected: type.expectation)
  }

  static func unfitDuration(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "not-a-duration", "'\(scalar.shown)' is no length of time that can be held",
      at: scalar.location, pointer: scalar.pointer,
      expected: "whole months and years up to 9999y, whole microseconds up to 292_000 years",
      suggestion: "a text is written in quotes")
  }

  static func quotedValue(
    _ scalar: Scalar, _ mend: String, _ subject: String, _ type: ParameterType, at node: Node
  ) -> Diagnostic {
    Diagnostic(
      "quoted-value", "'\(subject)' is '\(scalar.shown)' in quotes, which make it a text",
      at: node.location, pointer: node.pointer, expected: type.expectation,
      suggestion: "write \(mend)", edit: scalar.source.edit(to: mend, isText: false))
  }

  static func impossibleDate(_ scalar: Scalar) -> Diagnostic {
    let isDay = LiteralReader.date(String(scalar.text.prefix(10))) != nil
    return Diagnostic(
      "impossible-date", "there is no \(isDay ? "time of day" : "day") '\(scalar.shown)'",
      at: scalar.location, pointer: scalar.pointer,
      expected: isDay
        ? "a time from 00:00 to 23:59:59.999999" : "a day that exists, such as 2024-02-29",
      suggestion: "a text is written in quotes")
  }

  static func numberTooSmall(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "number-too-small", "'\(scalar.shown)' is too close to 0 to be held",
      at: scalar.location, pointer: scalar.pointer, expected: "0, or a number of at least 5e-324")
  }

  static func numberTooLarge(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "number-too-large", "'\(scalar.shown)' is beyond what a number can hold",
      at: scalar.location, pointer: scalar.pointer, expected: "a number within ±1.8e308",
      suggestion: "a text is written in quotes")
  }

  /// Types as other systems name them.
  private static let foreignTypes = [
    "bigint": "int64", "bool": "boolean", "datetime": "timestamp", "double": "float64",
    "float": "float64", "int": "int64", "integer": "int64", "real": "float32",
    "smallint": "int16", "str": "text", "string": "text", "timestamptz": "timestamp utc",
    "tinyint": "int8", "varchar": "text",
  ]

  static func unknownType(_ scalar: Scalar) -> Diagnostic {
    if scalar.text.hasPrefix("decimal") {
      return Diagnostic(
        "unknown-type", "there is no type '\(scalar.shown)'", at: scalar.location,
        pointer: scalar.pointer,
        expected: "decimal(p,s): p from 1 to 38 digits, s from 0 to p of them behind the point")
    }
    let names = LogicalType.documentNames.filter { $0 != "decimal(p,s)" }
    let foreign = foreignTypes[scalar.text.lowercased()]
    let near =
      foreign
      ?? DidYouMean.nearest(to: scalar.text, in: names + foreignTypes.keys.sorted())
      .map { foreignTypes[$0] ?? $0 }
    return Diagnostic(
      "unknown-type", "there is no type '\(scalar.shown)'", at: scalar.location,
      pointer: scalar.pointer, expected: ParameterType.logicalType.expectation,
      suggestion: near.map { "did you mean '\($0)'?" },
      edit: near.flatMap { scalar.source.edit(to: $0) })
  }
}
