import Diagnostics

/// Reads what the document expects of its data, beside what it implies.
enum ExpectationsPass {
  /// - Returns: those without mistakes.
  static func run(_ resolver: Resolver, _ problems: inout DiagnosticList) -> [ExpectationPlan] {
    resolver.document.expectations.compactMap {
      ExpectationReader.plan($0, resolver, &problems)
    }
  }
}
