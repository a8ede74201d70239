import SchemaModel

/// The sum over the referring rows; 0 without any.
package enum SumWord: RollupWord {
  package static let function = RollupFunction.sum
  package static let syntax = rollupSyntax(
    "sum", "The sum over the referring rows; 0 without any.")
}
