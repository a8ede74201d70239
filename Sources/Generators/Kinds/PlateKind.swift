import SchemaModel

/// A licence plate of a car.
struct PlateKind: CodeKind {
  static let family = CodeFamily.plate
  static let syntax = family.syntax(
    "A licence plate in the form of a country; in `US` that of California. It may be a car's.")
  let codes: CodeSource
}
