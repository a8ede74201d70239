import SchemaModel

/// The value of the earliest referring row, in the order of the rows.
package enum FirstWord: RollupWord {
  package static let function = RollupFunction.first
  package static let syntax = rollupSyntax(
    "first", "The value of the earliest referring row, in the order of the rows.")
}
