import SchemaModel

/// A hardware address that no maker has given away.
struct MACKind: CodeKind {
  static let family = CodeFamily.mac
  static let syntax = family.syntax(
    "A locally administered hardware address (MAC), which no maker gives away.")
  let codes: CodeSource
}
