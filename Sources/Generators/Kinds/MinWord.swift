import SchemaModel

/// The smallest value among the referring rows.
package enum MinWord: RollupWord {
  package static let function = RollupFunction.min
  package static let syntax = rollupSyntax(
    "min", "The smallest value among the referring rows.")
}
