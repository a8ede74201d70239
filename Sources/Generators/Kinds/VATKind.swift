import SchemaModel

/// A VAT identification number of a business in the European Union.
struct VATKind: CodeKind {
  static let family = CodeFamily.vat
  static let syntax = family.syntax(
    "A VAT identification number of the European Union with its check digits; its business is "
      + "invented.")
  let codes: CodeSource
}
