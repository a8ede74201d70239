extension Arguments {
  /// A flag that is written; nil when it is left out.
  package func flag(_ name: String) -> Bool? {
    if case .literal(let scalar)? = self[name] { LiteralReader.boolean(scalar.text) } else { nil }
  }

  /// The text of a literal that is written; nil when it is left out.
  package func text(_ name: String) -> String? {
    if case .literal(let scalar)? = self[name] { scalar.text } else { nil }
  }
}
