import Columnar

/// Where an input of a column comes from, seen from a row.
package indirect enum InputPath: Hashable, Sendable {
  /// A column of this row.
  case column(Int)
  /// Through the key in a column to the row it names.
  case parent(key: Int, InputPath)
  /// What is read of a value that holds several.
  case part(InputPath, PartReading)
  /// Of the row that a `ref` considers.
  case candidate(InputPath)
  /// What draws of the row are counted by, as a number of 64 bits.
  case rowKey
  /// What the column itself holds before any value is taken away.
  case own
}
