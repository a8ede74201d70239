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

  /// The diagnostic with the nearest name as its mend, where there is one.
  ///
  /// - Parameters:
  ///   - text: what the name stands in.
  ///   - range: the part of it that the name replaces, in Unicode scalars; all without it.
  package func proposing(
    _ nearest: String?, in text: LocatedText, at range: Range<Int>? = nil
  ) -> Diagnostic {
    guard let nearest else { return self }
    var result = self
    result.suggestion = "did you mean '\(nearest)'?"
    result.edit =
      if let range { text.edit(range, to: nearest) } else { text.edit(to: nearest) }
    return result
  }
}
