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

  /// The names in quotes, however many, where people cannot look them up.
  package static func oneOfThese(_ names: [String]) -> String {
    "one of " + names.map { "'\($0)'" }.joined(separator: ", ")
  }

  /// The diagnostic with the name that must have been meant as its mend.
  ///
  /// - Parameters:
  ///   - text: what the name stands in.
  ///   - range: the part of it that the name replaces, in Unicode scalars; all without it.
  package func proposing(
    _ name: String?, in text: LocatedText, at range: Range<Int>? = nil
  ) -> Diagnostic {
    proposing(name.map { DidYouMean.Proposal(names: [$0]) }, in: text, at: range)
  }

  /// The diagnostic with the nearest names, where there are some; one alone is a mend that a
  /// program can apply.
  ///
  /// - Parameters: as those of a single name.
  package func proposing(
    _ proposal: DidYouMean.Proposal?, in text: LocatedText, at range: Range<Int>? = nil
  ) -> Diagnostic {
    guard let proposal else { return self }
    var result = self
    result.suggestion = proposal.question
    result.edit = proposal.certain.flatMap { name in
      if let range { text.edit(range, to: name) } else { text.edit(to: name) }
    }
    return result
  }
}
