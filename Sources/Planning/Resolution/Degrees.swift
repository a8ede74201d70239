import Columnar
import Diagnostics
import Generators
import SchemaModel

/// How many rows refer to each row of another table: `each` and `at_most` beside `ref`.
extension ColumnResolution {
  func degrees(_ call: GeneratorCall, target: Int?) throws(DiagnosticList) -> DegreePlan {
    var attempts = Attempts()
    let each = attempts.run { () throws(DiagnosticList) in
      try degree("each", of: call, target: target)
    }
    let atMost = attempts.run { () throws(DiagnosticList) in
      try degree("at_most", of: call, target: target)
    }
    guard let each, let atMost, !attempts.hasFailed else { throw attempts.problems }
    let word = call.options["each"].map { GeneratorCall(of: $0).word }
    let isLaw = word != GeneratorSyntax.value.word && each?.inputs.isEmpty == true
    return DegreePlan(each: each, atMost: atMost, isLaw: isLaw)
  }

  private func degree(
    _ word: String, of call: GeneratorCall, target: Int?
  ) throws(DiagnosticList) -> CandidateNumber? {
    if call.options.isUnread(word) { throw DiagnosticList() }
    guard let value = call.options[word] else { return nil }
    return try candidateNumber(value, "a number of rows", of: target) {
      (context) throws(DiagnosticList) in
      let law = GeneratorCall(of: value)
      let source = try number(word, of: value) { () throws(DiagnosticList) in
        try context.part(law, count: nil)
      }
      // Draws of a law are rounded; a formula that gives parts of rows is hardly meant.
      let isFormula = law.word == GeneratorSyntax.value.word
      guard source.type.isNumeric, !isFormula || source.type.isWhole else {
        throw DiagnosticList([.degreeType(value, word, source.type.name)])
      }
      if let range = source.interval.doubles(of: source.type), range.upperBound <= 0 {
        throw DiagnosticList([.noDegree(value, word, range.upperBound)])
      }
      return source
    }
  }

  /// What is no value of a file is, here, no number of rows.
  private func number(
    _ word: String, of value: ArgumentValue,
    _ make: () throws(DiagnosticList) -> any ColumnSource
  ) throws(DiagnosticList) -> any ColumnSource {
    do throws(DiagnosticList) {
      return try make()
    } catch {
      throw DiagnosticList(
        error.all.map { problem in
          switch problem.code {
          case "untyped-null": .degreeType(value, word, "null")
          case "visible-duration": .degreeType(value, word, "a length of time")
          default: problem
          }
        })
    }
  }

  /// Whether the words beside `each` and `at_most` go with them.
  func checkDegrees(
    _ call: GeneratorCall, isOwn: Bool, _ problems: inout DiagnosticList
  ) {
    guard let word = call.degreeWord else { return }
    if isOwn { problems.report(.degreesOfOwn(call, word)) }
    for other in ["optional", "weight", "where"]
    where call.options[other] != nil {
      problems.report(.besideDegrees(call, other, word))
    }
    if isUnique, call.options["per"] == nil, !call.options.isUnread("per"), !isOwn {
      problems.report(.degreesOfUnique(call, word))
    }
  }
}

extension GeneratorCall {
  /// The first of the words that say how many rows refer to each, whether it could be read or not.
  fileprivate var degreeWord: String? {
    ["each", "at_most"].first { options[$0] != nil || options.isUnread($0) }
  }

  /// Whether it is said how many rows refer to each.
  var saysDegrees: Bool { degreeWord != nil }
}

extension Diagnostic {
  fileprivate static func degreeType(
    _ value: ArgumentValue, _ word: String, _ type: String
  ) -> Diagnostic {
    Diagnostic(
      "each-type", "'\(word)' is \(type), where a number of rows is needed", at: value.place,
      pointer: value.pointer,
      expected: "a whole number of at least 0, or a law such as {poisson: 3}")
  }

  fileprivate static func noDegree(
    _ value: ArgumentValue, _ word: String, _ most: Double
  ) -> Diagnostic {
    Diagnostic(
      "no-degree", "'\(word)' is \(most < 0 ? "below 0" : "0") in every row", at: value.place,
      pointer: value.pointer, expected: "at least 1 in some row")
  }

  fileprivate static func degreesOfOwn(_ call: GeneratorCall, _ word: String) -> Diagnostic {
    Diagnostic(
      "each-of-own", "'\(word)' is of rows of another table, and this one's refer to each other",
      at: call.options.location(of: word), pointer: call.pointer,
      expected: "'tree' with 'branching', which says how many rows hang below each")
  }

  fileprivate static func besideDegrees(
    _ call: GeneratorCall, _ other: String, _ word: String
  ) -> Diagnostic {
    let expected =
      switch other {
      case "weight": "'each: = …', which rows share in proportion, with 'at_most' or without"
      case "where": "'\(word)' with 0 for rows that none refers to, or 'where' without it"
      default: "'missing: 10%' or 'when' for rows that refer to none"
      }
    return Diagnostic(
      "beside-each",
      "'\(other)' has no use beside '\(word)', which says how many refer to each row",
      at: call.options.location(of: other), pointer: call.pointer, expected: expected)
  }

  fileprivate static func degreesOfUnique(_ call: GeneratorCall, _ word: String) -> Diagnostic {
    Diagnostic(
      "each-of-unique", "'\(word)' has no use: with 'unique' at most one row refers to each",
      at: call.options.location(of: word), pointer: call.pointer,
      expected: "'per' beside 'unique', where each parent's rows differ, or no 'unique'")
  }
}
