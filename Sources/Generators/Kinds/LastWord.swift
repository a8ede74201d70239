import SchemaModel

/// The value of the latest referring row, in the order of the rows.
package enum LastWord: RollupWord {
  package static let function = RollupFunction.last
  package static let syntax = rollupSyntax(
    "last", "The value of the latest referring row, in the order of the rows.")
}
