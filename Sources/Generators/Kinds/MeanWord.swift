import SchemaModel

/// The mean over the referring rows; null without any.
package enum MeanWord: RollupWord {
  package static let function = RollupFunction.mean
  package static let syntax = rollupSyntax(
    "mean", "The mean over the referring rows; null without any.")
}
