import Testing

@testable import Sinks

@Suite struct CSVColumnTests {
  private func cells(_ text: String, _ name: String) throws -> [CSVColumn.Cell] {
    try #require(try CSVColumn(Array(text.utf8), column: name).cells)
  }

  @Test func `a cell knows its line and column`() throws {
    let text = "a,b\n1,x\n\"two\nlines\",y\nü,\"z\"\n"
    #expect(
      try cells(text, "b") == [
        .init(text: "x", line: 2, column: 3), .init(text: "y", line: 4, column: 8),
        .init(text: "z", line: 5, column: 4),
      ])
    #expect(try cells(text, "a").map(\.text) == ["1", "two\nlines", "ü"])
  }

  @Test(arguments: ["a,b\n1,2\n", "a,b\n1,2", "a,b\r\n1,2\r\n", "\u{FEFF}a,b\n1,2\n", "a,b\r\n1,2"])
  func `line ends and a mark at the start do not count`(text: String) throws {
    #expect(try cells(text, "a").map(\.text) == ["1"])
    #expect(try cells(text, "b").map(\.text) == ["2"])
    #expect(try CSVColumn(Array(text.utf8), column: "b").header == ["a", "b"])
  }

  @Test func `what is missing is empty, and a name that is not there gives nothing`() throws {
    #expect(try cells("a\n1\n\n3\n", "a").map(\.text) == ["1", "", "3"])
    #expect(try CSVColumn(Array("a,b\n".utf8), column: "c").cells == nil)
    #expect(try CSVColumn([], column: "c").header.isEmpty)
  }

  @Test(arguments: [
    ("a,b\n1\n", 2, "1 field stands where the header has 2"),
    ("a,b\n1,2\n1,2,3\n", 3, "3 fields stand where the header has 2"),
    ("a,b\n1,\"2\n", 2, "a quote without end"),
    ("a,b\n\"1\"x,2\n", 2, "text behind a closing quote"),
  ])
  func `a line that is no record is told`(text: String, line: Int, reason: String) {
    #expect(throws: CSVColumn.Damage(line: line, reason: reason)) {
      _ = try CSVColumn(Array(text.utf8), column: "a")
    }
  }

  @Test func `text that is not UTF-8 is told`() {
    #expect(throws: CSVColumn.Damage(line: 2, reason: "text that is not UTF-8")) {
      _ = try CSVColumn(Array("a\n".utf8) + [0xFF, 10], column: "a")
    }
  }

  @Test(arguments: 0..<200)
  func `whatever the bytes, there is a column or a damaged line`(seed: UInt64) {
    // Bytes that matter to the reader, by a generator of its own.
    let alphabet = Array("a,\"\r\n\u{E9}\u{FEFF}".utf8) + [0, 0xFF]
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    var bytes = Array("a,b\n".utf8)
    for _ in 0..<(seed % 60) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.append(alphabet[Int(state >> 33) % alphabet.count])
    }
    let lineCount = bytes.count { $0 == 10 } + 1
    do throws(CSVColumn.Damage) {
      let cells = try CSVColumn(bytes, column: "a").cells ?? []
      #expect(cells.allSatisfy { (2...lineCount).contains($0.line) && $0.column >= 1 })
    } catch { #expect((1...lineCount).contains(error.line) && !error.reason.isEmpty) }
  }
}
