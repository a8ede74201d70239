/// A value within a value that may go missing by a share of its own.
package struct LostPart: Sendable {
  /// The fields that lead to it, and `element` for each list on the way; empty for the value itself.
  package var path: [String]
  package var rate: NumericArgument
  /// What the share is computed by, where the document says it so.
  package var expression: String?

  package init(_ rate: NumericArgument, expression: String?) {
    path = []
    self.rate = rate
    self.expression = expression
  }

  /// The part as seen from a value that holds it under a name.
  func within(_ name: String) -> LostPart {
    var part = self
    part.path.insert(name, at: 0)
    return part
  }
}

extension ColumnSource {
  /// Those of a value that stands within another under a name.
  func lostParts(within name: String) -> [LostPart] { lostParts.map { $0.within(name) } }
}
