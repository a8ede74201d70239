import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct DocumentParserTests {
  static func parse(_ text: String, _ file: String = "a.yaml") throws -> Node {
    try DocumentParser.parse(Array(text.utf8), fileName: file).get()
  }

  static func codes(_ bytes: [UInt8], _ file: String = "a.yaml") -> [String] {
    guard case .failure(let list) = DocumentParser.parse(bytes, fileName: file) else { return [] }
    return list.all.map(\.code)
  }

  static func scalar(_ node: Node?) -> Scalar? {
    guard case .scalar(let scalar) = node?.content else { return nil }
    return scalar
  }

  /// The text of a file at each character of a scalar must be that character.
  static func checkPlaces(_ source: LocatedText, in text: String) {
    let bytes = Array(text.utf8)
    for (index, expected) in source.text.unicodeScalars.enumerated() {
      let place = source.location(at: index, length: 1)
      guard place.offset < bytes.count, expected != "\n", expected != " " else { continue }
      let rest = String(decoding: bytes[place.offset...], as: UTF8.self).unicodeScalars
      #expect(rest.first == expected, "\(source.text) at \(index)")
      let before = bytes[..<place.offset]
      let line = before.lastIndex(of: 10).map { before[($0 + 1)...] } ?? before
      #expect(place.line == 1 + before.count { $0 == 10 })
      #expect(place.column == 1 + String(decoding: line, as: UTF8.self).unicodeScalars.count)
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `lines end as YAML ends them`(end: String) {
    let text = ["datagen: 1", "tables:", "  a: {rows: 1, columns: {b: {nonsense: 1}}}", ""]
    let problems = Fixture.problems(of: text.joined(separator: end))
    #expect(problems.hasPrefix("shop.yaml:3:30: error: "), "\(problems)")
  }

  @Test(arguments: [
    "a: plain text", "é: ü plain ö", "a: 'it''s quoted'", "a: \"dq text\"",
    "a: plain\n  over three\n\n  lines", "a: 'one\n  two\n\n\n  three'", "a: \"one\n  two\"",
    "a: >\n  folded text\n  goes on\n\n  here\n", "a: |\n  kept\n    more\n  lines\n",
    "a: >-\n    more\n      deeper\n    back\n", "a: >2\n   one\n  two\n",
    "a: |+\n  é one\n\n  two ü\n\n", "a: \"x \\\n   y\"", "a: {b: [x, 'y', \"z\"]}",
    "a:\r\n  b: one\r\n  c: >\r\n    two\r\n    three\r\n",
  ])
  func `finds every character of a scalar where it stands`(text: String) throws {
    func check(_ node: Node) {
      switch node.content {
      case .null: break
      case .scalar(let scalar): Self.checkPlaces(scalar.source, in: text)
      case .list(let items): items.forEach(check)
      case .map(let entries):
        for entry in entries {
          Self.checkPlaces(entry.key.source, in: text)
          check(entry.value)
        }
      }
    }
    check(try Self.parse(text))
  }

  @Test func `knows where the text goes on behind an escape`() throws {
    let yaml = "a: \"x\\u00e9yz\\nq\""
    let source = try #require(Self.scalar(try Self.parse(yaml)["a"])).source
    #expect(source.text == "x\u{E9}yz\nq")
    #expect((0..<6).map { source.location(at: $0).offset } == [4, 5, 11, 12, 13, 15])

    let json = "{\"a\": \"x\\ud83d\\ude00y\\/z\"}"
    let other = try #require(Self.scalar(try Self.parse(json, "a.json")["a"])).source
    #expect(other.text == "x😀y/z")
    #expect((0..<5).map { other.location(at: $0).offset } == [7, 8, 20, 21, 23])
  }

  @Test func `folds as YAML says`() throws {
    let text = try #require(Self.scalar(try Self.parse("a: >-\n  x\n  y\n\n  z\n")["a"])).text
    #expect(text == "x y\nz")
  }

  @Test func `pointers escape their keys`() throws {
    let node = try Self.parse("{\"a/b\": [{\"c~d\": 1}]}")
    guard case .list(let items) = node["a/b"]?.content else {
      Issue.record("a list was written")
      return
    }
    #expect(items[0]["c~d"]?.pointer == "/a~1b/0/c~0d")
  }

  @Test func `plain null, tilde and nothing are null, quoted ones are text`() throws {
    let node = try Self.parse("a: null\nb: ~\nc:\nd: 'null'\ne: \"~\"\nf: ''\ng: Null\n")
    #expect(["a", "b", "c"].allSatisfy { node[$0]?.isNull == true })
    #expect(["d", "e", "f", "g"].map { Self.scalar(node[$0])?.text } == ["null", "~", "", "Null"])
  }

  @Test func `YAML 1.1 booleans, times and octals stay text`() throws {
    let node = try Self.parse("a: [NO, on, 1:30, 010, 0o7, y, 1_0, .inf]\n")
    guard case .list(let items) = node["a"]?.content else {
      Issue.record("a list is a list")
      return
    }
    #expect(
      items.map { Self.scalar($0)?.text } == ["NO", "on", "1:30", "010", "0o7", "y", "1_0", ".inf"])
    #expect(items.allSatisfy { Self.scalar($0)?.isQuoted == false })
  }

  @Test func `tells JSON by name and by content`() throws {
    #expect(Self.scalar(try Self.parse("{\"a\": \"b\"}", "x")["a"])?.isQuoted == true)
    #expect(Self.scalar(try Self.parse("{a: b}", "x.yaml")["a"])?.isQuoted == false)
    #expect(Self.codes(Array("{a: b}".utf8), "x.json") == ["json-syntax"])
  }

  @Test func `a byte order mark is no text`() throws {
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("a: bc\n".utf8)
    let node = try DocumentParser.parse(bytes, fileName: "a.yaml").get()
    let place = try #require(Self.scalar(node["a"])).location
    #expect((place.line, place.column, place.offset) == (1, 4, 6))
  }

  @Test func `bounds hold for hostile text`() {
    let mebibyte = 1 << 20
    #expect(Self.codes([UInt8](repeating: 97, count: 16 * mebibyte + 1)) == ["file-too-large"])
    let deep = [UInt8](repeating: 91, count: mebibyte)
    #expect(Self.codes(deep) == ["nested-too-deep"])
    #expect(Self.codes(deep, "a.json") == ["nested-too-deep"])
    let maps = Array(String(repeating: "{\"a\":", count: 100_000).utf8)
    #expect(Self.codes(maps, "a.json") == ["nested-too-deep"])
    let questions = Array(String(repeating: "? ", count: 100_000).utf8)
    #expect(Self.codes(questions) == ["key-not-scalar"])
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1..<40 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let codes = Self.codes(Array(bomb.utf8))
    #expect(Set(codes) == ["yaml-anchor", "yaml-alias"])
    #expect(codes.count == 40 + 78)
  }

  @Test func `one line of ten megabytes is read in its time`() throws {
    let line = "a: \"" + String(repeating: "x", count: 10 << 20) + "\"\n"
    let text = try #require(Self.scalar(try Self.parse(line)["a"])).text
    #expect(text.utf8.count == 10 << 20)
    let many = "[" + String(repeating: "1,", count: 50_000) + "1]"
    guard case .list(let items) = try Self.parse(many, "a.json").content else {
      Issue.record("a list is a list")
      return
    }
    #expect(items.last?.location.column == 100_002)
  }

  @Test(arguments: [
    [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE2, 0x82],
    [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE0, 0x80, 0x80],
  ])
  func `refuses bytes that are not UTF-8`(bytes: [UInt8]) {
    #expect(Self.codes(Array("a: x".utf8) + bytes) == ["not-utf8"])
  }

  @Test func `refuses every control character and accepts all other text`() {
    for value in UInt32(0)...0x2100 where value != 39 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isControl =
        value < 32 && ![9, 10, 13].contains(value) || (127..<160).contains(value)
        || [0x2028, 0x2029].contains(value)
      let codes = Self.codes(Array("a: 'x\(scalar)y'\n".utf8))
      #expect(codes == (isControl ? ["control-character"] : []), "U+\(String(value, radix: 16))")
    }
  }
}
