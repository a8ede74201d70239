import Diagnostics

/// The names of an expression that has a slip, as far as they stand clear of it.
struct KnownNames {
  struct Call {
    var name: String
    var namePlace: Place
    var place: Place
  }

  let source: LocatedText
  var paths: [PathReference] = []
  var calls: [Call] = []

  init(source: LocatedText) { self.source = source }

  /// What is wrong with the names, each told once.
  func problems(in scope: any NameScope) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for path in paths where !Lowering.mayBeHyphenated(path, in: source) {
      do {
        _ = try scope.bind(path)
      } catch { problems.append(source.problem(with: path, error)) }
    }
    for call in calls where FunctionRegistry.function(call.name) == nil {
      problems.append(
        source.unknownFunction(call.name, namePlace: call.namePlace, place: call.place))
    }
    return problems
  }
}

extension LocatedText {
  /// A name that means nothing, at the part of it that is wrong.
  func problem(with path: PathReference, _ error: NameProblem) -> Diagnostic {
    problem(
      error.code, error.message, at: path.place(of: error.part), expected: error.expectation,
      suggestion: error.suggestion,
      replacement: error.replacement.map { PathReference.written($0) })
  }
}
