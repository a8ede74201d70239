import SchemaModel

/// How many rows of another table refer to this one; with a column, how many have a value.
package enum CountWord: RollupWord {
  package static let function = RollupFunction.count
  package static let syntax = rollupSyntax(
    "count",
    "How many rows of another table refer to this one; with a column, how many have a value.")
}
