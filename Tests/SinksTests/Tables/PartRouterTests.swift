import Columnar
import Testing

@testable import Sinks

@Suite struct PartRouterTests {
  /// Numbers around the ends of what stands in arrays, with nulls; texts as codes and plain.
  private func columns(_ seed: UInt64, rows: Int) -> [Column] {
    var random = SampleRandom(state: seed)
    let numbers = (0..<rows).map { _ -> Int64 in
      let spread: [Int64] = [3, 150, 9_000, 1 << 40]
      let number = Int64(random.next() % UInt64(spread[Int(seed % 4)]))
      return random.next() % 5 == 0 ? -number : number
    }
    let valid = (0..<rows).map { _ in random.next() % 7 != 0 }
    let codes = (0..<rows).map { _ in Int32(random.next() % 40) }
    var texts = PlainText()
    for _ in 0..<rows { texts.append(["x", "", "é", "e\u{301}"][Int(random.next() % 4)]) }
    return [
      Column(.int64, .int64(numbers), validity: Bitmap(count: rows) { valid[$0] }),
      Column(.text, .text(.dictionary(codes: codes, SampleTable.categories))),
      Column(.text, .text(.plain(texts))),
      Column(.date, .int64(numbers.map { $0 % 4_000 })),
    ]
  }

  @Test(arguments: [UInt64](0..<8))
  func `rows are in one part just where all their values read the same`(seed: UInt64) {
    for keys in [[0], [1], [0, 1], [2, 0], [1, 2, 0], [3, 0, 1, 2]] {
      var router = PartRouter(keyCount: keys.count)
      var seen: [[[UInt8]?]: Int32] = [:]
      for batch in 0..<3 {
        let all = columns(seed + UInt64(batch) * 4, rows: 700)
        let chosen = keys.map { all[$0] }
        let parts = router.route(chosen)
        for row in parts.indices {
          let values = chosen.map { column in column.text(at: row).map { Array($0.utf8) } }
          #expect(router.parts[Int(parts[row])] == values)
          if let known = seen.updateValue(parts[row], forKey: values) {
            #expect(known == parts[row])
          }
        }
      }
      #expect(seen.count == router.parts.count)
    }
  }
}
