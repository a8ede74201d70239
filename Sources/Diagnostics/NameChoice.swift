extension Diagnostic {
  /// What is expected where one of some names must stand: the names in quotes, or how many they
  /// are when they are more than 12.
  ///
  /// - Parameter what: what the names are, in the plural.
  package static func oneOf(_ names: [String], _ what: String) -> String {
    if names.isEmpty { return "one of the \(what), but there are none" }
    return names.count <= 12
      ? "one of " + names.map { "'\($0)'" }.joined(separator: ", ")
      : "one of \(names.count) \(what)"
  }

  /// The diagnostic with the name that must have been meant as its mend.
  ///
  /// - Parameter place: what the name replaces.
  package func proposing(_ name: String?, at place: DocumentLocation) -> Diagnostic {
    proposing(name.map { DidYouMean.Proposal(names: [$0]) }, at: place)
  }

  /// The diagnostic with the nearest names, where there are some; one alone is a mend that a
  /// program can apply.
  ///
  /// - Parameter place: what the name replaces.
  package func proposing(
    _ proposal: DidYouMean.Proposal?, at place: DocumentLocation
  ) -> Diagnostic {
    guard let proposal else { return self }
    var result = self
    result.suggestion = proposal.question
    result.edit = proposal.certain.map { Edit(location: place, replacement: $0) }
    return result
  }
}
