import Columnar
import Encoding
import Testing

@testable import Sinks

/// Levels against tables that were filled in by hand.
@Suite struct ParquetLevelsTests {
  private static func integers(_ values: [Int64], nulls: Set<Int> = []) -> Column {
    Column(
      .int64, .int64(values),
      validity: nulls.isEmpty ? nil : Bitmap(count: values.count) { !nulls.contains($0) })
  }

  private static func list(
    _ offsets: [Int32], _ elements: Column, isNullable: Bool, nulls: Set<Int> = []
  ) -> Column {
    Column(
      .list(of: elements.type, isNullable: isNullable),
      .list(ListValues(offsets: offsets, elements: elements)),
      validity: nulls.isEmpty ? nil : Bitmap(count: offsets.count - 1) { !nulls.contains($0) })
  }

  private func leaves(_ column: Column, isNullable: Bool) -> [LeafRows] {
    LeafRows.leaves(of: column, Field("c", column.type, isNullable: isNullable))
  }

  private func integers(_ leaf: LeafRows) -> [Int64] {
    if case .int64(let values) = leaf.values { values } else { [] }
  }

  @Test func `a list tells missing, empty, missing elements and elements apart`() {
    // null, [], [null], [1, null, 2], [3]; the missing list hides an element.
    let elements = Self.integers([9, 0, 1, 0, 2, 3], nulls: [1, 3])
    let column = Self.list([0, 1, 1, 2, 5, 6], elements, isNullable: true, nulls: [0])
    let leaf = leaves(column, isNullable: true)[0]
    #expect(leaf.repetitions == [0, 0, 0, 0, 1, 1, 0])
    #expect(leaf.definitions == [0, 1, 2, 3, 2, 3, 3])
    #expect(integers(leaf) == [1, 2, 3])
    #expect(leaf.entryEnds == [1, 2, 3, 6, 7])
    #expect(leaf.valueEnds == [0, 0, 0, 2, 3])
  }

  @Test func `levels that cannot be missing add nothing`() {
    let column = Self.list([0, 2, 2, 3], Self.integers([1, 2, 3]), isNullable: false)
    let leaf = leaves(column, isNullable: false)[0]
    #expect(leaf.repetitions == [0, 1, 0, 0])
    #expect(leaf.definitions == [1, 1, 0, 1])
    let schema = ParquetSchema([Field("c", column.type, isNullable: false)])
    #expect(schema.leaves[0].definition == 1 && schema.leaves[0].repetition == 1)
    #expect(schema.leaves[0].path == ["c", "list", "element"])
  }

  @Test func `lists of lists`() {
    // [[], [1]], [[1], []], [], [null, [2, 3]], [[4], [5, null]]
    let inner = Self.list(
      [0, 0, 1, 2, 2, 2, 4, 5, 7], Self.integers([1, 1, 2, 3, 4, 5, 0], nulls: [6]),
      isNullable: true, nulls: [4])
    let column = Self.list([0, 2, 4, 4, 6, 8], inner, isNullable: true)
    let leaf = leaves(column, isNullable: true)[0]
    // 1 the list, 2 its element, 3 that element is there, 4 its element, 5 a value.
    #expect(leaf.repetitions == [0, 1, 0, 1, 0, 0, 1, 2, 0, 1, 2])
    #expect(leaf.definitions == [3, 5, 5, 3, 1, 2, 5, 5, 5, 5, 4])
    #expect(integers(leaf) == [1, 1, 2, 3, 4, 5])
    #expect(leaf.entryEnds == [2, 4, 5, 8, 11])
  }

  @Test func `a list of structures of lists`() {
    let types: [Field] = [
      Field("id", .int64, isNullable: false),
      Field("tags", .list(of: .int64, isNullable: false), isNullable: true),
    ]
    // [{1, [7, 8]}, {2, null}], null, [null, {3, []}]
    let parts = Column(
      .structure(types),
      .structure(
        StructureValues(
          [
            Self.integers([1, 2, 0, 3]),
            Self.list([0, 2, 2, 3, 3], Self.integers([7, 8, 9]), isNullable: false, nulls: [1]),
          ], count: 4)),
      validity: Bitmap(count: 4) { $0 != 2 })
    let column = Self.list([0, 2, 2, 4], parts, isNullable: true, nulls: [1])
    let found = leaves(column, isNullable: true)
    #expect(found[0].repetitions == [0, 1, 0, 0, 1])
    #expect(found[0].definitions == [3, 3, 0, 2, 3])
    #expect(integers(found[0]) == [1, 2, 3])
    #expect(found[1].repetitions == [0, 2, 1, 0, 0, 1])
    #expect(found[1].definitions == [5, 5, 3, 0, 2, 4])
    #expect(integers(found[1]) == [7, 8])
    #expect(found[1].entryEnds == [3, 4, 6])
    let schema = ParquetSchema([Field("c", column.type, isNullable: true)])
    #expect(
      schema.leaves.map(\.path) == [
        ["c", "list", "element", "id"],
        ["c", "list", "element", "tags", "list", "element"],
      ])
    #expect(schema.leaves.map(\.definition) == [3, 5])
    #expect(schema.leaves.map(\.repeatedDefinitions) == [[2], [2, 5]])
  }

  @Test func `a map is a list of keys with values`() {
    let entries = Column(
      .structure([
        Field("key", .int64, isNullable: false), Field("value", .int64, isNullable: true),
      ]),
      .structure(
        StructureValues([Self.integers([1, 2]), Self.integers([5, 0], nulls: [1])], count: 2)))
    let type = LogicalType.map(key: .int64, value: .int64, isNullable: true)
    let column = Column(
      type, .list(ListValues(offsets: [0, 2, 2, 2], elements: entries)),
      validity: Bitmap(count: 3) { $0 != 2 })
    let found = leaves(column, isNullable: true)
    #expect(found[0].definitions == [2, 2, 1, 0])
    #expect(found[1].definitions == [3, 2, 1, 0])
    #expect(found.map(\.repetitions) == [[0, 1, 0, 0], [0, 1, 0, 0]])
    let schema = ParquetSchema([Field("c", type, isNullable: true)])
    #expect(
      schema.leaves.map(\.path) == [["c", "key_value", "key"], ["c", "key_value", "value"]])
  }

  @Test func `structures deep within each other, each of which may be missing`() {
    // {a: {b: 1}}, {a: {b: null}}, {a: null}, null
    let b = LogicalType.structure([Field("b", .int64, isNullable: true)])
    let a = LogicalType.structure([Field("a", b, isNullable: true)])
    let inner = Column(
      b,
      .structure(StructureValues([Self.integers([1, 0, 0, 0], nulls: [1, 2, 3])], count: 4)),
      validity: Bitmap(count: 4) { $0 < 2 })
    let column = Column(
      a, .structure(StructureValues([inner], count: 4)), validity: Bitmap(count: 4) { $0 < 3 })
    let leaf = leaves(column, isNullable: true)[0]
    #expect(leaf.repetitions == [0, 0, 0, 0])
    #expect(leaf.definitions == [3, 2, 1, 0])
    #expect(integers(leaf) == [1])
  }

  @Test func `levels that go with each other are put together, others are refused`() throws {
    let type = LogicalType.list(of: .list(of: .int64, isNullable: true), isNullable: true)
    let field = Field("c", type, isNullable: true)
    let leaf = ParquetSchema([field]).leaves[0]
    let values = Self.integers([1, 1, 2, 3, 4, 5])
    let repetitions: [Int32] = [0, 1, 0, 1, 0, 0, 1, 2, 0, 1, 2]
    let definitions: [Int32] = [3, 5, 5, 3, 1, 2, 5, 5, 5, 5, 4]
    let entries = try ParquetEntries(leaf, repetitions, definitions, values, rowCount: 5)
    let column = try ParquetAssembly.column(field, [entries])
    #expect(
      (0..<5).map { column.text(at: $0) } == [
        "[[], [1]]", "[[1], []]", "[]", "[null, [2, 3]]", "[[4], [5, null]]",
      ])
    for (wrong, place) in [(1, 0), (2, 1), (1, 5), (2, 10)] as [(Int32, Int)] {
      var changed = repetitions
      changed[place] = wrong
      guard changed != repetitions else { continue }
      #expect(throws: DecodingError.self) {
        try ParquetEntries(leaf, changed, definitions, values, rowCount: 5)
      }
    }
  }
}
