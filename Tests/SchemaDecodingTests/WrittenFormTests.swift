import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

/// Whatever an edit puts in the place of a scalar, or of a part of one, is read back as just that.
@Suite struct WrittenFormTests {
  /// Documents whose scalar `old text` an edit replaces; all else stays as it is.
  static let documents = [
    ("plain.yaml", "a: old text\nb: [x, {c: y}]\n"),
    ("comment.yaml", "a: old text # why\nb: [x, {c: y}]\n"),
    ("lines.yaml", "a: old\n  text\nb: [x, {c: y}]\n"),
    ("single.yaml", "a: 'old text'\nb: [x, {c: y}]\n"),
    ("double.yaml", "a: \"old text\"\nb: [x, {c: y}]\n"),
    ("escaped.yaml", "a: \"old\\u0020text\"\nb: [x, {c: y}]\n"),
    ("literal.yaml", "a: |-\n  old text\nb: [x, {c: y}]\n"),
    ("folded.yaml", "a: >-\n  old\n  text\n\nb: [x, {c: y}]\n"),
    ("map.yaml", "{a: old text, b: [x, {c: y}]}\n"),
    ("flow.yaml", "a: old text\nb: [x, {c: y}]\n# {\n"),
    ("item.yaml", "b: [x, {c: y}]\na: old text"),
    ("marked.yaml", "\u{FEFF}a: old text\nb: [x, {c: y}]\n"),
    ("text.json", "{\"a\": \"old text\", \"b\": [\"x\", {\"c\": \"y\"}]}"),
    ("escaped.json", "{\"a\": \"old\\u0020text\", \"b\": [\"x\", {\"c\": \"y\"}]}"),
  ]

  static let texts = [
    "word", "30%", "%30", "12", "-3.5e2", "1e", "007", "true", "null", "~", "", " ", "a ", "a: b",
    "a:b", "a:", "a #b", "a#b", "#a", "*a", "&a", "- a", "-a", "-", "?", "? a", ": a", ":a", "!a",
    "|", ">", "@a", "`a`", "'a'", "it's", "\"a\"", "a \"b\" 'c'", "a\\b", "[a, b]", "a, b",
    "{a: b}", "a[1]", "= if(a > 1, 'x', \"y\")", "2024-02-30", "---", "...", "--- a", "a\nb",
    "a\tb", "é", "\u{85}", "\u{2028}", "\u{1F600}", "\u{7}",
  ]

  private func value(of root: Node?, _ key: String) throws -> Scalar {
    guard case .scalar(let scalar)? = root?[key]?.content else {
      throw DiagnosticList()
    }
    return scalar
  }

  @Test(arguments: Self.documents)
  func `a whole scalar is read back`(name: String, document: String) throws {
    let bytes = Array(document.utf8)
    let old = try value(of: DocumentParser.read(bytes, fileName: name).root, "a")
    for text in Self.texts {
      let edit = try #require(old.source.edit(to: text), "\(text)")
      let mended = EditApplier.apply([edit], to: bytes, file: name)
      let reading = DocumentParser.read(mended, fileName: name)
      let written = String(decoding: mended, as: UTF8.self)
      #expect(reading.problems.all.isEmpty, "\(written)")
      #expect(try value(of: reading.root, "a").text == text, "\(written)")
      guard case .list(let items)? = reading.root?["b"]?.content else { throw DiagnosticList() }
      #expect(items.count == 2 && items[1]["c"] != nil, "\(written)")
    }
  }

  @Test(arguments: Self.documents)
  func `a part of a scalar is read back with the rest`(name: String, document: String) throws {
    let bytes = Array(document.utf8)
    let old = try value(of: DocumentParser.read(bytes, fileName: name).root, "a")
    for text in Self.texts {
      for (range, whole) in [(0..<3, text + " text"), (4..<8, "old " + text)] {
        // What cannot be replaced in place is left to whoever reads the message.
        guard let edit = old.source.edit(range, to: text) else {
          #expect(name.hasPrefix("folded") || name.hasPrefix("lines"))
          continue
        }
        let mended = EditApplier.apply([edit], to: bytes, file: name)
        let reading = DocumentParser.read(mended, fileName: name)
        let written = String(decoding: mended, as: UTF8.self)
        #expect(reading.problems.all.isEmpty, "\(written)")
        #expect(try value(of: reading.root, "a").text == whole, "\(written)")
      }
    }
  }

  @Test(arguments: [
    ("a.yaml", "old: 1\nb: 2\n"), ("a.yaml", "{old: 1, b: 2}"), ("a.yaml", "'old': 1\nb: 2\n"),
    ("a.yaml", "x:\n  - old: 1\n    b: 2\n"), ("a.json", "{\"old\": 1, \"b\": 2}"),
  ])
  func `a key is read back`(name: String, document: String) throws {
    let bytes = Array(document.utf8)
    func key(_ bytes: [UInt8]) throws -> Scalar {
      let reading = DocumentParser.read(bytes, fileName: name)
      #expect(reading.problems.all.isEmpty, "\(String(decoding: bytes, as: UTF8.self))")
      var root = try #require(reading.root)
      if case .list(let items)? = root["x"]?.content { root = items[0] }
      guard case .map(let entries) = root.content else { throw DiagnosticList() }
      #expect(entries.map(\.key.text).last == "b")
      return entries[0].key
    }
    let old = try key(bytes)
    for text in Self.texts {
      let edit = try #require(old.source.edit(to: text))
      #expect(try key(EditApplier.apply([edit], to: bytes, file: name)).text == text)
    }
  }

  @Test(arguments: [
    ("a.json", "{\"a\": 30}", "{\"a\": \"30%\"}"), ("a.yaml", "a: 30", "a: 30%"),
    ("a.yaml", "{a: '30'}", "{a: '30%'}"), ("a.yaml", "{\"a\": 30}", "{\"a\": \"30%\"}"),
  ])
  func `a number becomes a text where the form wants it`(
    name: String, document: String, mended: String
  ) throws {
    let bytes = Array(document.utf8)
    let old = try value(of: DocumentParser.read(bytes, fileName: name).root, "a")
    let edit = try #require(old.source.edit(to: "30%"))
    let result = EditApplier.apply([edit], to: bytes, file: name)
    #expect(String(decoding: result, as: UTF8.self) == mended)
  }

  @Test(arguments: [
    ("a.json", "{\"a\": \"yes\"}", "{\"a\": true}"), ("a.yaml", "a: 'yes'", "a: true"),
    ("a.yaml", "a: yes", "a: true"), ("a.yaml", "[{a: \"yes\"}]", "[{a: true}]"),
    ("a.yaml", "a: >\n  yes\n\nb: 1", "a: true\n\nb: 1"),
  ])
  func `quotes go with a word that is no text`(
    name: String, document: String, mended: String
  ) throws {
    let bytes = Array(document.utf8)
    var root = try #require(DocumentParser.read(bytes, fileName: name).root)
    if case .list(let items) = root.content { root = items[0] }
    let edit = try #require(try value(of: root, "a").source.edit(to: "true", isText: false))
    let result = EditApplier.apply([edit], to: bytes, file: name)
    #expect(String(decoding: result, as: UTF8.self) == mended)
  }
}
