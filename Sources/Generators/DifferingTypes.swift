import Columnar

extension LogicalType {
  /// Where types stand that have none in common with the first.
  static func apart(_ types: [LogicalType]) -> [Int] {
    types.indices.dropFirst().filter { index in
      types[index] != types[0] && !(types[index].isNumeric && types[0].isNumeric)
    }
  }

  /// The type of values of several, of which none stands apart: a float for numbers of several.
  static func common(_ types: [LogicalType]) -> LogicalType {
    types.dropFirst().allSatisfy { $0 == types[0] } ? types[0] : .float64
  }
}
