import Testing

@testable import Columnar

/// Columns put together from pieces, against the same done value by value.
@Suite struct ColumnAssemblyTests {
  private static let shared = TextDictionary(["x", "", "long text beyond sixteen bytes", "é"])
  private static let other = TextDictionary(["y", "x"])

  /// A column of each storage, some values null, some plain text with spare bytes.
  enum Form: CaseIterable, Sendable {
    case boolean, int64, int128, float64, uuid, plain, spare, dictionary, otherDictionary

    var type: LogicalType {
      switch self {
      case .boolean: .boolean
      case .int64: .date
      case .int128: .decimal(precision: 30, scale: 2)
      case .float64: .float64
      case .uuid: .uuid
      case .plain, .spare, .dictionary, .otherDictionary: .text
      }
    }

    func column(_ count: Int, nulls: Bool, from start: Int = 0) -> Column {
      let rows = start..<start + count
      let values: ColumnValues =
        switch self {
        case .boolean: .boolean(rows.map { $0 % 3 == 0 })
        case .int64: .int64(rows.map { Int64($0 * 37 % 1009) })
        case .int128: .int128(rows.map { Int128($0) << 70 - 5 })
        case .float64: .float64(rows.map { Double($0) / 7 })
        case .uuid: .uuid(rows.map { UInt128($0) << 99 | 3 })
        case .plain: .text(.plain(Form.plainText(rows)))
        case .spare:
          .text(
            .plain(
              PlainText(
                offsets: Form.plainText(rows).offsets,
                bytes: Form.plainText(rows).bytes + Array(repeating: 7, count: 16))))
        case .dictionary:
          .text(.dictionary(codes: rows.map { Int32($0 % 4) }, ColumnAssemblyTests.shared))
        case .otherDictionary:
          .text(.dictionary(codes: rows.map { Int32($0 % 2) }, ColumnAssemblyTests.other))
        }
      let validity = nulls ? Bitmap(count: count) { ($0 + start) % 5 != 2 } : nil
      return Column(type, values, validity: validity)
    }

    private static func plainText(_ rows: Range<Int>) -> PlainText {
      var text = PlainText()
      for row in rows { text.append(String(repeating: "ab→", count: row % 9)) }
      return text
    }
  }

  private static func texts(_ column: Column) -> [String?] {
    (0..<column.count).map { column.text(at: $0) }
  }

  @Test(arguments: Form.allCases, [false, true])
  func `gathering takes the rows asked for, in order, more than once`(form: Form, nulls: Bool) {
    let column = form.column(200, nulls: nulls)
    let all = Self.texts(column)
    for rows in [[], [0], [199, 0, 0, 7], Array(0..<200), (0..<500).map { $0 * 77 % 200 }] {
      let found = column.gathered(rows)
      #expect(found.type == column.type)
      #expect(Self.texts(found) == rows.map { all[$0] })
    }
  }

  @Test(arguments: Form.allCases, [false, true])
  func `a slice holds the rows of its range`(form: Form, nulls: Bool) {
    let column = form.column(200, nulls: nulls)
    let all = Self.texts(column)
    for range in [0..<0, 0..<200, 63..<65, 64..<128, 1..<199, 200..<200] {
      #expect(Self.texts(column.slice(range)) == Array(all[range]))
    }
  }

  @Test(arguments: Form.allCases)
  func `repeating holds one value in every row`(form: Form) {
    for nulls in [false, true] {
      for row in [0, 2, 3] {
        let one = form.column(1, nulls: nulls, from: row)
        for count in [0, 1, 70] {
          let found = Column.repeating(one, count: count)
          #expect(found.type == one.type)
          #expect(Self.texts(found) == Array(repeating: one.text(at: 0), count: count))
        }
      }
    }
  }

  /// Forms that may be pieces of one column.
  private static let mixes: [[Form]] =
    Form.allCases.map { [$0, $0, $0] } + [
      [.plain, .dictionary, .spare], [.dictionary, .otherDictionary], [.spare, .otherDictionary],
      [.dictionary, .plain, .dictionary, .otherDictionary],
    ]

  @Test(arguments: mixes)
  func `pieces one after another`(forms: [Form]) {
    var pieces: [Column] = []
    for (index, form) in forms.enumerated() {
      pieces.append(form.column(40 + 13 * index, nulls: index % 2 == 1, from: index))
      pieces.append(form.column(0, nulls: false))
    }
    let joined = Column.concatenated(forms[0].type, pieces)
    #expect(Self.texts(joined) == pieces.flatMap(Self.texts))
  }

  @Test(arguments: mixes)
  func `pieces for some of the rows go back to their places`(forms: [Form]) {
    let count = 311
    var rows = [[Int]](repeating: [], count: forms.count)
    for row in 0..<count { rows[row * row % 7 % forms.count].append(row) }
    var expected = [String?](repeating: "unset", count: count)
    var pieces: [(rows: [Int], column: Column)] = []
    for (index, form) in forms.enumerated() where !rows[index].isEmpty {
      let piece = form.column(rows[index].count, nulls: index != 1, from: index)
      for (place, row) in rows[index].enumerated() { expected[row] = piece.text(at: place) }
      pieces.append((rows[index], piece))
    }
    let joined = Column.scattered(forms[0].type, pieces, count: count)
    #expect(Self.texts(joined) == expected)
    #expect(joined.type == forms[0].type)
  }

  @Test func `text of one dictionary keeps it`() {
    let pieces = (0..<3).map { Form.dictionary.column(20, nulls: $0 == 1, from: $0) }
    guard
      case .text(.dictionary(_, let joined)) = Column.concatenated(.text, pieces).values,
      case .text(.dictionary(_, let scattered)) = Column.scattered(
        .text, [(Array(0..<20), pieces[0]), (Array(20..<40), pieces[1])], count: 40
      ).values
    else {
      Issue.record("codes became bytes")
      return
    }
    #expect(joined === Self.shared && scattered === Self.shared)
  }

  @Test func `text of many pieces is counted before it is put together`() {
    let long = TextDictionary([String(repeating: "x", count: 1 << 20), "y"])
    let plain = TextColumn.plain(long.values)
    let codes = TextColumn.dictionary(codes: [0, 1, 0], long)
    #expect(TextColumn.concatenatedByteCount([]) == 0)
    #expect(TextColumn.concatenatedByteCount([plain, plain]) == 2 * ((1 << 20) + 1))
    #expect(TextColumn.concatenatedByteCount([codes, codes]) == 0)
    #expect(TextColumn.concatenatedByteCount([codes, plain]) == 3 * (1 << 20) + 2)
    let many = [TextColumn](repeating: plain, count: 2_100)
    #expect(TextColumn.concatenatedByteCount(many) > PlainText.largestByteCount)
  }

  @Test func `masking adds nulls to those there are`() {
    let column = Form.int64.column(100, nulls: true)
    let mask = Bitmap(count: 100) { $0 % 2 == 0 }
    let masked = column.masked(by: mask)
    for row in 0..<100 { #expect(masked.isNull(row) == (column.isNull(row) || row % 2 == 1)) }
    #expect(masked.nullCount == (0..<100).count { masked.isNull($0) })
    #expect(Form.int64.column(100, nulls: false).masked(by: mask).nullCount == 50)
  }

  @Test func `numbers of every type as doubles`() {
    #expect(Column(.decimal(precision: 5, scale: 2), .int64([125, -5])).doubles == [1.25, -0.05])
    #expect(Column(.decimal(precision: 30, scale: 3), .int128([1500])).doubles == [1.5])
    #expect(Column(.int32, .int64([7])).doubles == [7])
    #expect(Column(.date, .int64([19_000])).doubles == [19_000])
    #expect(Column(.text, .text(.plain(PlainText()))).doubles == nil)
    #expect(Column(.boolean, .boolean([true])).doubles == nil)
  }
}
