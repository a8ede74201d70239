import SchemaModel

/// The largest value among the referring rows.
package enum MaxWord: RollupWord {
  package static let function = RollupFunction.max
  package static let syntax = rollupSyntax(
    "max", "The largest value among the referring rows.")
}
