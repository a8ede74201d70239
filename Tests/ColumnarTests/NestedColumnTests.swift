import Testing

@testable import Columnar

/// Lists, structures and maps: put together, told apart by hashes, shown as text.
@Suite struct NestedColumnTests {
  private static let shared = TextDictionary(["x", "", "long text beyond sixteen bytes"])

  private static func integers(_ count: Int, nulls: Bool = false) -> Column {
    Column(
      .int64, .int64((0..<count).map { Int64($0 * 7) }),
      validity: nulls ? Bitmap(count: count) { $0 % 3 != 1 } : nil)
  }

  private static func list(_ lengths: [Int], of elements: Column, nulls: Bool) -> Column {
    var offsets: [Int32] = [0]
    for length in lengths { offsets.append(offsets[offsets.count - 1] + Int32(length)) }
    return Column(
      .list(of: elements.type, isNullable: true),
      .list(ListValues(offsets: offsets, elements: elements)),
      validity: nulls ? Bitmap(count: lengths.count) { $0 % 4 != 2 } : nil)
  }

  /// 60 rows, a column of each kind.
  private static func columns(nulls: Bool) -> [Column] {
    let lengths = (0..<60).map { $0 * 5 % 4 }
    let count = lengths.reduce(0, +)
    let words = Column(
      .text, .text(.dictionary(codes: (0..<count).map { Int32($0 % 3) }, shared)))
    let inner = list((0..<count).map { $0 % 3 }, of: integers(total(count)), nulls: nulls)
    let entries = Column(
      .structure([
        Field("key", .int64, isNullable: false), Field("value", .text, isNullable: false),
      ]),
      .structure(StructureValues([integers(count), words], count: count)))
    let parts = Column(
      .structure([
        Field("a", .int64, isNullable: true),
        Field("b", .list(of: .text, isNullable: true), isNullable: true),
      ]),
      .structure(
        StructureValues(
          [integers(60, nulls: nulls), list(lengths, of: words, nulls: nulls)], count: 60)),
      validity: nulls ? Bitmap(count: 60) { $0 % 5 != 3 } : nil)
    var offsets: [Int32] = [0]
    for length in lengths { offsets.append(offsets[offsets.count - 1] + Int32(length)) }
    let map = Column(
      .map(key: .int64, value: .text, isNullable: false),
      .list(ListValues(offsets: offsets, elements: entries)))
    return [
      list(lengths, of: integers(count, nulls: nulls), nulls: nulls),
      list(lengths, of: inner, nulls: nulls), list(lengths, of: words, nulls: nulls), parts, map,
    ]
  }

  private static func total(_ count: Int) -> Int { (0..<count).reduce(0) { $0 + $1 % 3 } }

  private static func texts(_ column: Column) -> [String?] {
    (0..<column.count).map { column.text(at: $0) }
  }

  private static func hash(_ column: Column) -> TableHash {
    var result = TableHash()
    result.add(Batch(columns: [column], rowCount: column.count), firstRow: 0)
    return result
  }

  @Test(arguments: [false, true])
  func `slices, gathered rows and pieces hold what they should`(nulls: Bool) {
    for column in Self.columns(nulls: nulls) {
      let all = Self.texts(column)
      for range in [0..<0, 0..<60, 3..<4, 17..<60] {
        let slice = column.slice(range)
        #expect(Self.texts(slice) == Array(all[range]))
        #expect(Self.hash(slice) == Self.hash(column.gathered(Array(range))))
      }
      let rows = [59, 0, 0, 17, 3]
      #expect(Self.texts(column.gathered(rows)) == rows.map { all[$0] })
      let pieces = [column.slice(0..<9), column.slice(9..<9), column.slice(9..<60)]
      let joined = Column.concatenated(column.type, pieces)
      #expect(Self.texts(joined) == all)
      #expect(Self.hash(joined) == Self.hash(column))
      let order = (0..<60).map { $0 * 7 % 60 }
      let scattered = Column.scattered(
        column.type, [(order, column.gathered(order))], count: 60)
      #expect(Self.texts(scattered).count == 60)
      let one = column.slice(5..<6)
      #expect(Self.texts(.repeating(one, count: 3)) == [all[5], all[5], all[5]])
      #expect(Column.nulls(column.type, count: 4).nullCount == 4)
      #expect(column.byteCount > 0)
    }
  }

  @Test func `what differs anywhere within differs in its hash`() {
    func lists(_ values: [[Int64?]?]) -> Column {
      let flat = values.flatMap { $0 ?? [] }
      let elements = Column(
        .int64, .int64(flat.map { $0 ?? 0 }),
        validity: Bitmap(count: flat.count) { flat[$0] != nil })
      var offsets: [Int32] = [0]
      for value in values {
        offsets.append(offsets[offsets.count - 1] + Int32(value?.count ?? 0))
      }
      return Column(
        .list(of: .int64, isNullable: true),
        .list(ListValues(offsets: offsets, elements: elements)),
        validity: Bitmap(count: values.count) { values[$0] != nil })
    }
    let different: [[Int64?]?] = [
      nil, [], [nil], [nil, nil], [0], [0, nil], [nil, 0], [0, 0], [1, 2], [2, 1], [1, 2, 3],
    ]
    let hashes = different.map { Self.hash(lists([$0])).logical }
    #expect(Set(hashes).count == different.count)
    // Two levels: where inner lists end counts.
    func nested(_ value: [[Int64?]]) -> Column {
      let inner = lists(value)
      return Column(
        .list(of: inner.type, isNullable: true),
        .list(ListValues(offsets: [0, Int32(value.count)], elements: inner)))
    }
    let deep: [[[Int64?]]] = [
      [], [[]], [[], [1]], [[1], []], [[1]], [[1], [2]], [[1, 2]], [[2], [1]],
    ]
    #expect(Set(deep.map { Self.hash(nested($0)).logical }).count == deep.count)
    // A list is neither its element nor a structure of it.
    let one = Column(.int64, .int64([1]))
    let structure = Column(
      .structure([Field("a", .int64, isNullable: false)]),
      .structure(StructureValues([one], count: 1)))
    let kinds = [one, structure, lists([[1]])].map { Self.hash($0).logical }
    #expect(Set(kinds).count == 3)
  }

  @Test func `what is hidden behind a missing value does not count`() {
    func column(_ hidden: Int64, _ length: Int32) -> Column {
      let elements = Column(.int64, .int64([5] + Array(repeating: hidden, count: Int(length))))
      return Column(
        .list(of: .int64, isNullable: true),
        .list(ListValues(offsets: [0, 1, 1 + length], elements: elements)),
        validity: Bitmap(count: 2) { $0 == 0 })
    }
    #expect(Self.hash(column(1, 2)) == Self.hash(column(7, 0)))
    func parts(_ hidden: Int64) -> Column {
      Column(
        .structure([Field("a", .int64, isNullable: true)]),
        .structure(StructureValues([Column(.int64, .int64([5, hidden]))], count: 2)),
        validity: Bitmap(count: 2) { $0 == 0 })
    }
    #expect(Self.hash(parts(1)) == Self.hash(parts(2)))
  }

  @Test func `documents that differ in white space are one, and null is missing`() {
    func documents(_ texts: [String], validity: Bitmap? = nil) -> Column {
      Column(.json, .text(.plain(TextDictionary(texts).values)), validity: validity)
    }
    let wide = documents(["{ \"a b\" : [1 ,\n2] }", " null", "\"\\\" \\\\\" "])
    let narrow = documents(
      ["{\"a b\":[1,2]}", "x", "\"\\\" \\\\\""], validity: Bitmap(count: 3) { $0 != 1 })
    #expect(Self.hash(wide) == Self.hash(narrow))
    #expect(Self.hash(documents(["\"a b\""])) != Self.hash(documents(["\"ab\""])))
    #expect(Self.hash(documents(["\"\\\" \""])) != Self.hash(documents(["\"\\\"\""])))
    let text = Column(.text, .text(.plain(TextDictionary(["[]"]).values)))
    #expect(Self.hash(documents(["[]"])) != Self.hash(text))
    let shared = TextDictionary(["[ 1 ]", "{}"])
    let coded = Column(.json, .text(.dictionary(codes: [1, 0], shared)))
    #expect(Self.hash(coded) == Self.hash(documents(["{}", "[1]"])))
  }

  @Test func `people read nested values and types`() {
    let entries = Column(
      .structure([
        Field("key", .text, isNullable: false), Field("value", .int64, isNullable: true),
      ]),
      .structure(
        StructureValues(
          [
            Column(.text, .text(.plain(TextDictionary(["a", "b"]).values))),
            Column(.int64, .int64([1, 0]), validity: Bitmap(count: 2) { $0 == 0 }),
          ], count: 2)))
    let map = Column(
      .map(key: .text, value: .int64, isNullable: true),
      .list(ListValues(offsets: [0, 2], elements: entries)))
    #expect(map.text(at: 0) == "{a: 1, b: null}")
    let list = Column(
      .list(of: entries.type, isNullable: false),
      .list(ListValues(offsets: [0, 0, 2], elements: entries)))
    #expect(list.text(at: 0) == "[]")
    #expect(list.text(at: 1) == "[{key: a, value: 1}, {key: b, value: null}]")
    #expect(list.type.name == "list(struct(key: text, value: int64))")
    #expect(map.type.name == "map(text, int64)")
    for type in [LogicalType.json, list.type, map.type, entries.type] {
      #expect(LogicalType(name: type.name) == nil)
    }
  }
}
