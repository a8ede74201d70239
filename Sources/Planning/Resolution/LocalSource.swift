import Diagnostics
import Generators
import Sampling
import SchemaModel

/// Makes the source behind a generator word that needs nothing but the row.
enum LocalSource {
  static func make(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> any ColumnSource {
    if call.isUnread { throw DiagnosticList() }
    if let law = LawRegistry.law(call.word) {
      if call.word == "integer", context.isUnique { return try UniqueIntegers(call, in: context) }
      return try LawKind(law, call, in: context)
    }
    guard let word = GeneratorRegistry.word(call.word) else {
      preconditionFailure("decoding lets only known words through")
    }
    guard let kind = word as? any GeneratorKind.Type else {
      throw DiagnosticList([.notInside(call)])
    }
    return try kind.init(call, in: context)
  }
}

extension Diagnostic {
  fileprivate static func notInside(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "not-inside-cases", "'\(call.word)' cannot stand inside a case or a value", at: call.location,
      pointer: call.pointer, expected: "a column of its own, read by an expression there")
  }
}
