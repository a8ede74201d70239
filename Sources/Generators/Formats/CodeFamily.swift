import SchemaModel

/// Codes of several forms, such as account numbers by country: the table that a word is made from.
struct CodeFamily: Sendable {
  let word: String
  /// What the name of a form stands for.
  let what: String
  let forms: [CodeForm]
  /// Whether codes of two forms may be the same, so that only those of one form can be kept apart.
  let mayMeet: Bool

  init(_ word: String, of what: String, mayMeet: Bool = false, _ forms: [CodeForm]) {
    self.word = word
    self.what = what
    self.mayMeet = mayMeet
    self.forms = forms
  }

  /// - Parameter summary: one sentence; the forms are listed behind it.
  func syntax(_ summary: String) -> GeneratorSyntax {
    GeneratorSyntax(
      word,
      "\(summary) The \(what) is one of \(listed); a list, a map of them to weights, `\(VariantChoice.any)`, or what a column says (`= …`).",
      argument: VariantChoice.argument)
  }

  private var listed: String { forms.map { "`\($0.name)`" }.joined(separator: ", ") }
}
