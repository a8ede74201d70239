import Columnar
import Diagnostics
import SchemaModel

extension Diagnostic {
  static func expressionNotAllowed(
    _ scalar: Scalar, _ subject: String, _ type: ParameterType
  ) -> Diagnostic {
    if let length = scalar.source.addedLength { return .textInPieces(scalar, length) }
    return Diagnostic(
      "expression-not-allowed", "'\(subject)' cannot be an expression", at: scalar.location,
      pointer: scalar.pointer, expected: type.expectation,
      suggestion: type.takesText
        ? "a text that begins with '=' is written '=\(scalar.shown)'" : nil)
  }

  /// A text that begins with a quote and goes on behind it, where no expression may stand.
  private static func textInPieces(_ scalar: Scalar, _ addedLength: Int) -> Diagnostic {
    let text = scalar.source.dropping(addedLength).text
    let quoted = UnquotedExpression.quoted(text)
    return Diagnostic(
      "unquoted-text", "a quote cuts '\(Scalar.shown(text))' in pieces", at: scalar.location,
      pointer: scalar.pointer, expected: "quotes around all of a value that begins with a quote",
      suggestion: text.utf8.count <= 120 ? "write \(quoted)" : "put quotes around it",
      edit: Edit(location: scalar.location, replacement: quoted))
  }

  /// An expression that was put together from pieces, where none may stand: what was said of the
  /// pieces is left out.
  static func settled(_ read: [Diagnostic], by own: [Diagnostic]) -> [Diagnostic] {
    var offsets: [String: Set<Int>] = [:]
    for problem in own where ["expression-not-allowed", "unquoted-text"].contains(problem.code) {
      offsets[problem.location.file, default: []].insert(problem.location.offset)
    }
    return read.filter { problem in
      problem.code != "unquoted-expression"
        || offsets[problem.location.file]?.contains(problem.location.offset) != true
    }
  }

  static func emptyExpression(_ scalar: Scalar, _ subject: String) -> Diagnostic {
    Diagnostic(
      "empty-expression", "the expression of '\(subject)' is empty", at: scalar.location,
      pointer: scalar.pointer, expected: "an expression such as = price * 2")
  }

  static func notOneOf(
    _ scalar: Scalar, _ words: [String], _ subject: String
  ) -> Diagnostic {
    Diagnostic(
      "not-one-of", "'\(scalar.shown)' is not a value of '\(subject)'", at: scalar.location,
      pointer: scalar.pointer, expected: ParameterType.oneOf(words, "words")
    ).proposing(DidYouMean.proposal(for: scalar.text, amongWords: words), in: scalar.source)
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
    let separator: Character = scalar.text.contains("/") ? "/" : "-"
    let parts = scalar.text.split(separator: separator, omittingEmptySubsequences: false)
      .map(String.init)
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

  /// Types without sign, and what holds all that they hold.
  private static let unsignedTypes = [
    "uint": "decimal(20,0)", "uint8": "int16", "uint16": "int32", "uint32": "int64",
    "uint64": "decimal(20,0)",
  ]

  static func unknownType(_ scalar: Scalar) -> Diagnostic {
    if scalar.text.hasPrefix("decimal") {
      return Diagnostic(
        "unknown-type", "there is no type '\(scalar.shown)'", at: scalar.location,
        pointer: scalar.pointer,
        expected: "decimal(p,s): p from 1 to 38 digits, s from 0 to p of them behind the point")
    }
    var problem = Diagnostic(
      "unknown-type", "there is no type '\(scalar.shown)'", at: scalar.location,
      pointer: scalar.pointer, expected: ParameterType.logicalType.expectation)
    if ["json", "jsonb"].contains(scalar.text.lowercased()) {
      problem.suggestion =
        "the generator 'json' makes JSON text: 'json: {name: …}' in place of 'struct' or 'map', and a "
        + "list as a member of it"
      return problem
    }
    if let wider = unsignedTypes[scalar.text.lowercased()] {
      problem.suggestion = "all types have a sign: '\(wider)' holds its values"
      return problem
    }
    if let own = foreignTypes[scalar.text.lowercased()] {
      return problem.proposing(own, in: scalar.source)
    }
    let names = LogicalType.documentNames.filter { $0 != "decimal(p,s)" }
    let near = DidYouMean.proposal(for: scalar.text, in: names + foreignTypes.keys.sorted())
    let own = near.map { Set($0.names.map { foreignTypes[$0] ?? $0 }).sorted() }
    return problem.proposing(
      own.map { DidYouMean.Proposal(names: $0) }, in: scalar.source)
  }
}
