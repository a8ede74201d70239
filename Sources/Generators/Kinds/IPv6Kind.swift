import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// An address of a computer, of version 6.
///
/// - Draws: those of `AddressSource`.
struct IPv6Kind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "ipv6",
    "An internet address of version 6: `documentation` (RFC 3849, which nobody has), `private` (RFC 4193), or a block such as `2001:db8:1::/48`; a list, or a map of them to weights.",
    argument: AddressSource.argument)

  private static let named = [
    "documentation": [AddressBlock(.version6, base: 0x2001_0DB8 << 96, hostBits: 96)],
    "private": [AddressBlock(.version6, base: 0xFD << 120, hostBits: 120)],
  ]

  private let addresses: AddressSource
  let type = LogicalType.text
  var isUnique: Bool { addresses.isUnique }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    addresses = try AddressSource(.version6, named: IPv6Kind.named, call, in: context)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try addresses.generate(request)
  }
}
