import SchemaModel

/// A number of a person that no person has.
struct NationalIDKind: CodeKind {
  static let family = CodeFamily.nationalID
  static let syntax = family.syntax(
    "A national number of a person from a range that is never issued, check characters included: "
      + "a social security number in `US`, a national insurance number in `GB`.")
  let codes: CodeSource
}
