/// Remembers what has been told, so that the variants of one document, which have most in common,
/// tell each problem once.
package struct ToldProblems {
  private struct Problem: Hashable {
    var code: String
    var message: String
    var location: DocumentLocation

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      message = diagnostic.message
      location = diagnostic.location
    }
  }

  private var told: Set<Problem>

  package init(_ list: DiagnosticList) { told = Set(list.all.map { Problem($0) }) }

  /// Problems of a scenario that are new. Those that do not stand inside it name it, and
  /// have no edit.
  package mutating func untold(_ problems: [Diagnostic], of scenario: String) -> [Diagnostic] {
    let own = "/scenarios/" + DocumentPointer.escaped(scenario) + "/"
    return problems.filter { told.insert(Problem($0)).inserted }.map { diagnostic in
      var named = diagnostic
      if !(diagnostic.pointer + "/").utf8.starts(with: own.utf8) {
        named.message += " in scenario '\(scenario)'"
        // What stands there is right in the document itself.
        named.edit = nil
      }
      return named
    }
  }
}
