import SchemaModel

/// The number of an article that no article has.
struct EANKind: CodeKind {
  static let family = CodeFamily.ean
  static let syntax = family.syntax(
    "A number of an article (EAN, UPC, GTIN) with its check digit, from the ranges for use within "
      + "a company.")
  let codes: CodeSource
}
