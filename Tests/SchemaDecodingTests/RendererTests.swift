import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct RendererTests {
  static let place = DocumentLocation(file: "shop.yaml", line: 14, column: 23, offset: 9, length: 7)
  static let sample = Diagnostic(
    "unknown-generator", "unknown generator 'lognorm'", at: place,
    pointer: "/tables/orders/columns/amount", expected: "one of 41 generators",
    suggestion: "did you mean 'lognormal'?",
    edit: Diagnostic.Edit(location: place, replacement: "lognormal"))

  @Test func `writes text for people`() {
    #expect(
      TextRenderer.render(Self.sample) == """
        shop.yaml:14:23: error: unknown generator 'lognorm' [unknown-generator]
          at /tables/orders/columns/amount
          expected one of 41 generators
          did you mean 'lognormal'?

        """)
    let colored = TextRenderer.render(Self.sample, isColored: true)
    #expect(colored.hasPrefix("\u{1B}[1mshop.yaml:14:23:\u{1B}[0m \u{1B}[1;31merror:\u{1B}[0m "))
  }

  @Test func `a document cannot steer the terminal`() {
    let diagnostic = Diagnostic("x", "'\u{1B}[31m\u{202E}\n'", at: Self.place)
    #expect(
      TextRenderer.render(diagnostic)
        == "shop.yaml:14:23: error: '\\u{1b}[31m\\u{202e}\\u{a}' [x]\n")
    var named = diagnostic
    named.location.file = "a\u{1B}[31m.yaml"
    #expect(TextRenderer.render(named, isColored: true).contains("a\\u{1b}[31m.yaml:14:23:"))
  }

  @Test func `writes JSON for programs`() throws {
    var plain = Diagnostic("code", "a \"quote\"\n\u{7}", at: Self.place, severity: .warning)
    plain.location.line = 2
    let text = JSONRenderer.render(DiagnosticList([Self.sample, plain]))
    #expect(
      text == """
        [
          {"code": "code", "severity": "warning", "message": "a \\"quote\\"\\n\\u0007", \
        "file": "shop.yaml", "line": 2, "column": 23, "offset": 9, "length": 7},
          {"code": "unknown-generator", "severity": "error", \
        "message": "unknown generator 'lognorm'", "file": "shop.yaml", "line": 14, "column": 23, \
        "offset": 9, "length": 7, "pointer": "/tables/orders/columns/amount", \
        "expected": "one of 41 generators", "suggestion": "did you mean 'lognormal'?", \
        "edit": {"file": "shop.yaml", "offset": 9, "length": 7, "replacement": "lognormal"}}
        ]

        """)
    #expect(JSONRenderer.render(DiagnosticList()) == "[]\n")
    _ = try DocumentParser.parse(Array(text.utf8), fileName: "d.json").get()
  }

  @Test func `applies edits from left to right and skips what overlaps`() {
    func edit(_ offset: Int, _ length: Int, _ text: String, _ file: String = "f") -> Diagnostic.Edit
    {
      let place = DocumentLocation(file: file, line: 1, column: 1, offset: offset, length: length)
      return Diagnostic.Edit(location: place, replacement: text)
    }
    let edits = [
      edit(6, 2, "Z"), edit(0, 1, "AA"), edit(7, 2, "no"), edit(3, 0, "+"), edit(99, 1, "no"),
      edit(1, 1, "no", "other"),
    ]
    let result = EditApplier.apply(edits, to: Array("abcdefghij".utf8), file: "f")
    #expect(String(decoding: result, as: UTF8.self) == "AAbc+defZij")
  }

  @Test func `what a scenario makes wrong elsewhere has no edit`() throws {
    func problem(_ pointer: String) -> Diagnostic {
      let place = DocumentLocation(file: "a.yaml", line: 3, column: 7, offset: 30, length: 2)
      return Diagnostic(
        "unknown-parameter", "there is no 'uu'", at: place, pointer: pointer, expected: "'vv'",
        edit: Diagnostic.Edit(location: place, replacement: "vv"))
    }
    var told = ToldProblems(DiagnosticList())
    let inside = try #require(told.untold([problem("/scenarios/s/tables")], of: "s").first)
    #expect(inside.edit != nil && inside.message == "there is no 'uu'")
    var others = ToldProblems(DiagnosticList())
    let outside = try #require(others.untold([problem("/tables/t")], of: "s").first)
    #expect(outside.edit == nil && outside.message == "there is no 'uu' in scenario 's'")
  }

  @Test func `proposes the nearest name only when it is near`() {
    let names = ["normal", "lognormal", "poisson", "uniform"]
    #expect(DidYouMean.nearest(to: "lognorm", in: names) == "lognormal")
    #expect(DidYouMean.nearest(to: "NORMAL", in: names) == "normal")
    #expect(DidYouMean.nearest(to: "possion", in: names) == "poisson")
    #expect(DidYouMean.nearest(to: "gamma", in: names) == nil)
    // Any other name of one letter would be as near.
    #expect(DidYouMean.nearest(to: "x", in: ["y", "a"]) == nil)
    #expect(DidYouMean.nearest(to: "X", in: ["y", "x"]) == "x")
    #expect(DidYouMean.nearest(to: "iid", in: ["a", "id"]) == "id")
    #expect(DidYouMean.nearest(to: "", in: names) == nil)
  }

  @Test func `what several names are as near to is no mend`() {
    let types = ["int16", "int32", "int64", "int8"]
    let several = DidYouMean.proposal(for: "int3", in: types)
    #expect(several?.names == ["int32", "int8"] && several?.certain == nil)
    #expect(several?.question == "did you mean 'int32' or 'int8'?")
    let many = DidYouMean.proposal(for: "col1", in: ["col2", "col3", "col4", "col5"])
    #expect(many?.question == "did you mean 'col2', 'col3' or 'col4'?")
    #expect(DidYouMean.proposal(for: "int63", in: types)?.certain == "int64")
    #expect(DidYouMean.proposal(for: "Int64", in: types)?.certain == "int64")
  }

  @Test func `a word of the language may lack one of three letters`() {
    #expect(
      DidYouMean.proposal(for: "ky", amongWords: ["by", "key", "sky"])?.names == ["key", "sky"])
    #expect(DidYouMean.proposal(for: "ky", amongWords: ["by", "key", "ref"])?.certain == "key")
    #expect(DidYouMean.proposal(for: "k", amongWords: ["by", "key"]) == nil)
    #expect(DidYouMean.proposal(for: "ky", in: ["key"]) == nil)
  }
}
