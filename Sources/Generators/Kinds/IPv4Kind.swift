import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// An address of a computer, of version 4.
///
/// - Draws: those of `AddressSource`.
struct IPv4Kind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "ipv4",
    "An internet address of version 4: `documentation` (RFC 5737, 762 addresses that nobody has), `private` (RFC 1918), or a block such as `10.0.0.0/8`; a list, or a map of them to weights.",
    argument: AddressSource.argument)

  private static let named = [
    "documentation": [block(192, 0, 2, 0, 8), block(198, 51, 100, 0, 8), block(203, 0, 113, 0, 8)],
    "private": [block(10, 0, 0, 0, 24), block(172, 16, 0, 0, 20), block(192, 168, 0, 0, 16)],
  ]

  private static func block(
    _ a: UInt128, _ b: UInt128, _ c: UInt128, _ d: UInt128, _ hostBits: Int
  ) -> AddressBlock {
    AddressBlock(.version4, base: a << 24 | b << 16 | c << 8 | d, hostBits: hostBits)
  }

  private let addresses: AddressSource
  let type = LogicalType.text
  var isUnique: Bool { addresses.isUnique }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    addresses = try AddressSource(.version4, named: IPv4Kind.named, call, in: context)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try addresses.generate(request)
  }
}
