import Testing

@testable import Columnar

@Suite struct TableHashTests {
  private func batch(_ rows: Range<Int>, nullEvery: Int = 7) -> Batch {
    let list = Array(rows)
    let validity = Bitmap(count: list.count) { list[$0] % nullEvery != 0 }
    return Batch(
      columns: [
        Column(.int64, .int64(list.map { Int64($0) * 3 })),
        Column(.float64, .float64(list.map { Double($0) / 8 }), validity: validity),
        Column(.text, .text(.plain(TextDictionary(list.map { "text \($0 % 50)" }).values))),
        Column(
          .decimal(precision: 30, scale: 2), .int128(list.map { Int128($0) << 70 }),
          validity: validity),
        Column(.boolean, .boolean(list.map { $0 % 3 == 0 })),
        Column(.uuid, .uuid(list.map { UInt128($0) << 90 | 5 })),
      ], rowCount: list.count)
  }

  private func hash(_ batches: [(Batch, Int64)]) -> TableHash {
    var result = TableHash()
    for (batch, first) in batches { result.add(batch, firstRow: first) }
    return result
  }

  @Test func `is the same for any cut into batches and shares`() {
    let whole = hash([(batch(0..<1000), 0)])
    #expect(hash([(batch(0..<10), 0), (batch(10..<617), 10), (batch(617..<1000), 617)]) == whole)
    var merged = hash([(batch(600..<1000), 600)])
    merged.merge(hash([(batch(0..<600), 0)]))
    #expect(merged == whole)
    #expect(whole.rowCount == 1000)
  }

  @Test func `the logical part ignores order and the order part sees it`() {
    let rows = batch(0..<100)
    let reversed = Batch(
      columns: rows.columns.map { $0.gathered(Array((0..<100).reversed())) }, rowCount: 100)
    let one = hash([(rows, 0)])
    let other = hash([(reversed, 0)])
    #expect(one.logical == other.logical)
    #expect(one.order != other.order)
  }

  @Test func `every single change of a value changes both parts`() {
    let rows = batch(0..<20)
    let whole = hash([(rows, 0)])
    var seen: Set<UInt128> = [whole.logical]
    for (index, column) in rows.columns.enumerated() {
      for row in 0..<20 where !column.isNull(row) {
        let validity = Bitmap(count: 20) { $0 != row && !column.isNull($0) }
        var columns = rows.columns
        columns[index] = column.with(validity: validity)
        let changed = hash([(Batch(columns: columns, rowCount: 20), 0)])
        #expect(changed.order != whole.order)
        #expect(seen.insert(changed.logical).inserted, "column \(index) row \(row)")
      }
    }
  }

  @Test func `a dictionary hashes as its texts do`() {
    let texts = (0..<500).map { ["", "a", "exactly8", "nine bytes", "ünïcode ✓"][$0 % 5] }
    let validity = Bitmap(count: 500) { $0 % 11 != 0 }
    let plain = Column(.text, .text(.plain(TextDictionary(texts).values)), validity: validity)
    let small = TextDictionary(["ünïcode ✓", "", "a", "exactly8", "nine bytes"])
    let codes = (0..<500).map { Int32([1, 2, 3, 4, 0][$0 % 5]) }
    let coded = Column(.text, .text(.dictionary(codes: codes, small)), validity: validity)
    let large = TextDictionary(texts + (0..<4000).map { "unused \($0)" })
    let direct = Column(
      .text, .text(.dictionary(codes: (0..<500).map { Int32($0) }, large)), validity: validity)
    let expected = hash([(Batch(columns: [plain], rowCount: 500), 0)])
    #expect(hash([(Batch(columns: [coded], rowCount: 500), 0)]) == expected)
    #expect(hash([(Batch(columns: [direct], rowCount: 500), 0)]) == expected)
  }

  @Test func `values that files cannot tell apart hash alike`() {
    func of(_ type: LogicalType, _ values: [Double]) -> TableHash {
      hash([(Batch(columns: [Column(type, .float64(values))], rowCount: values.count), 0)])
    }
    #expect(of(.float64, [-0.0]) == of(.float64, [0.0]))
    #expect(of(.float64, [.nan]) == of(.float64, [-Double.nan]))
    #expect(of(.float32, [0.1]) == of(.float32, [Double(Float(0.1))]))
    #expect(of(.float32, [0.1]) != of(.float64, [0.1]))
    #expect(of(.float64, [.infinity]) != of(.float64, [.nan]))
  }

  @Test func `null, zero, false and empty text are four things`() {
    let empty = TextDictionary([""]).values
    let columns: [Column] = [
      Column(.int64, .int64([0])), Column(.boolean, .boolean([false])),
      Column(.text, .text(.plain(empty))),
      Column(.decimal(precision: 5, scale: 2), .int64([0])),
      Column(.decimal(precision: 5, scale: 3), .int64([0])),
      Column(.int64, .int64([0]), validity: Bitmap(repeating: false, count: 1)),
      Column(.text, .text(.plain(empty)), validity: Bitmap(repeating: false, count: 1)),
    ]
    let hashes = columns.map { hash([(Batch(columns: [$0], rowCount: 1), 0)]).logical }
    #expect(Set(hashes).count == columns.count)
  }

  @Test func `the place of a column counts`() {
    let a = Column(.int64, .int64([1]))
    let b = Column(.int64, .int64([2]))
    let one = hash([(Batch(columns: [a, b], rowCount: 1), 0)])
    #expect(hash([(Batch(columns: [b, a], rowCount: 1), 0)]).logical != one.logical)
  }

  @Test(arguments: 0...HashKernels.bestLevel)
  func `what a hash means does not change`(level: Int32) {
    var known = TableHash(level: level)
    known.add(batch(0..<1000), firstRow: 0)
    #expect(known.logicalText == "b26d910991f1e6aef4c3f72e3d3fa10d")
    #expect(known.orderText == "0b767cd0bf6a3caae77fda16d5dcdf3d")
  }

  @Test(arguments: 0...HashKernels.bestLevel)
  func `digests of texts are those of one after another`(level: Int32) {
    let letters = "abcdefghijklmnopqrstuvwxyz✓"
    // Short ones, then blocks with one that is too long for a block's common way.
    let texts = (0..<1500).map { row in
      let length = row % 301 == 300 ? 5_000 : row * 7 % 29
      return String(repeating: letters, count: length / 27 + 1).prefix(length)
    }
    var plain = TextDictionary(texts.map { String($0) }).values
    for spare in [0, 5, 8, 40] {
      plain.bytes.append(contentsOf: repeatElement(0xFF, count: spare))
      var made = TextDigests()
      made.append(plain, HashKernels(level: level))
      var expected = TextDigests()
      for row in 0..<plain.count { expected.append(plain.bytes.span, plain.range(at: row)) }
      #expect(made.first == expected.first && made.second == expected.second)
    }
  }

  @Test func `text reads back`() {
    #expect(TableHash.parse(TableHash.hexText(255)) == 255)
    #expect(TableHash.hexText(255) == String(repeating: "0", count: 30) + "ff")
    #expect(TableHash.parse("ff") == nil)
    #expect(TableHash.parse(String(repeating: "F", count: 32)) == nil)
  }
}
