import Expressions
import SchemaDecoding
import Testing

@Suite struct ReservedNameTests {
  /// First parts of paths that are no columns.
  private static let prefixes: Set = ["now", "param", "previous", "row", "timeframe"]

  @Test func `are the words of expressions`() {
    #expect(Set(NameRules.reserved) == Self.prefixes.union(Keyword.allCases.map(\.rawValue)))
    #expect(NameRules.reserved == NameRules.reserved.sorted())
  }
}
