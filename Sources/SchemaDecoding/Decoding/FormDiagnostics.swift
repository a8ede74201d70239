import Diagnostics
import SchemaModel

extension Diagnostic {
  /// Nothing that is there does the same.
  static let laterMend = "leave it out: it is a word of later versions"

  static func notYetSupported(_ subject: String, at node: Node, as form: String = "") -> Diagnostic
  {
    Diagnostic(
      "not-yet-supported",
      "'\(subject)'\(form.isEmpty ? "" : " as \(form)") is not yet supported", at: node.location,
      pointer: node.pointer, suggestion: laterMend)
  }

  static func notYetSupported(_ word: Scalar) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'\(word.text)' is not yet supported", at: word.location,
      pointer: word.pointer, suggestion: laterMend)
  }

  static func noValue(_ subject: String, _ type: ParameterType, at node: Node) -> Diagnostic {
    Diagnostic(
      "no-value", "'\(subject)' has no value", at: node.location, pointer: node.pointer,
      expected: type.expectation)
  }

  static func wrongForm(_ node: Node, _ subject: String, _ type: ParameterType) -> Diagnostic {
    Diagnostic(
      "wrong-form", "'\(subject)' cannot be \(node.form)", at: node.location,
      pointer: node.pointer, expected: type.expectation)
  }

  static func notAccepted(
    _ scalar: Scalar, _ subject: String, _ type: ParameterType
  ) -> Diagnostic {
    let problem = Diagnostic(
      "not-accepted", "'\(subject)' cannot be '\(scalar.shown)'", at: scalar.location,
      pointer: scalar.pointer, expected: type.expectation)
    // A blank before its unit keeps a length of time from being one.
    let joined = String(scalar.text.filter { $0 != " " })
    guard joined != scalar.text, LiteralReader.duration(joined) != nil else { return problem }
    return problem.proposing(joined, in: scalar.source)
  }

  /// - Parameters:
  ///   - known: the words that may stand there.
  ///   - free: those that do not stand there yet; one of them may be proposed.
  static func unknownWord(
    _ key: Scalar, in place: String, known: [String], free: [String]
  ) -> Diagnostic {
    Diagnostic(
      "unknown-word", "'\(key.text)' is not a word of '\(place)'", at: key.location,
      pointer: key.pointer, expected: ParameterType.oneOf(known.sorted(), "words")
    ).proposing(DidYouMean.proposal(for: key.text, amongWords: free), in: key.source)
  }

  static func missingWord(
    _ parameter: Parameter, in subject: String, at node: Node
  ) -> Diagnostic {
    Diagnostic(
      "missing-word", "'\(subject)' lacks '\(parameter.name)'", at: node.location,
      pointer: node.pointer, expected: "'\(parameter.name)': \(parameter.type.expectation)")
  }
}
