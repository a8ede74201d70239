import SchemaModel

/// An international bank account number, with check digits; its bank is invented.
struct IBANKind: CodeKind {
  static let family = CodeFamily.iban
  static let syntax = family.syntax(
    "An international bank account number (IBAN) with its check digits.")
  let codes: CodeSource
}
