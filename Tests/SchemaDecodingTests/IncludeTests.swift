import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct IncludeTests {
  static func decode(_ files: [String: String]) -> Result<DocumentSpec, DiagnosticList> {
    DocumentDecoder.decode(
      files["main.yaml"] ?? "", fileName: "main.yaml", vocabulary: SampleVocabulary.vocabulary
    ) { path throws(IncludeProblem) in
      guard let text = files[path] else { throw .notFound }
      return Array(text.utf8)
    }
  }

  static func problems(_ files: [String: String]) -> String {
    guard case .failure(let list) = decode(files) else { return "" }
    return TextRenderer.render(list)
  }

  @Test func `maps of included files lie under those of the document`() throws {
    let spec = try Self.decode([
      "main.yaml": """
      datagen: 1
      include: [lib/stores.yaml, more.json]
      parameters: {n: 5}
      tables: {sales: {rows: 1, columns: {a: 1}}}
      """,
      "lib/stores.yaml": """
      include: [part/base.yaml]
      parameters: {n: 1, m: 2}
      tables: {stores: {rows: = param.n, columns: {s: 1}}}
      """,
      "lib/part/base.yaml": "parameters: {m: 1, k: 3}",
      "more.json": #"{"parameters": {"k": 4}}"#,
    ]).get()
    #expect(spec.tables.map(\.name.text) == ["stores", "sales"])
    #expect(
      spec.parameters.map { "\($0.name.text)=\($0.value?.text ?? "")" } == ["m=2", "k=4", "n=5"])
    #expect(spec.tables[0].location.file == "lib/stores.yaml")
  }

  @Test func `null is a value where nothing is included`() throws {
    let files = [
      "main.yaml": """
      datagen: 1
      include: [x.yaml]
      tables: {t: {rows: 1, columns: {a: {by: b, cases: {x: null}, else: 1}, b: null, c: 1}}}
      scenarios: {s: {tables: {t: null}, name: own}}
      """,
      "x.yaml": """
      tables: {t: {columns: {b: 2}}}
      scenarios: {s: {name: included, seed: 5}, r: {seed: 6}}
      """,
    ]
    var includes = Includes("main.yaml") { path throws(IncludeProblem) in
      Array((files[path] ?? "").utf8)
    }
    let root = try #require(
      DocumentParser.read(Array((files["main.yaml"] ?? "").utf8), fileName: "main.yaml").root)
    #expect(
      CanonicalModel.json(of: includes.resolve(root))
        == CanonicalModel.json(
          of: try DocumentParserTests.parse(
            """
            datagen: 1
            tables: {t: {rows: 1, columns: {a: {by: b, cases: {x: null}, else: 1}, c: 1}}}
            """, "e.yaml")))
    let scenarios = try #require(includes.resolve(root)["scenarios"])
    #expect(
      CanonicalModel.json(of: scenarios)
        == #"{"r":{"seed":6},"s":{"name":"own","seed":5,"tables":{"t":null}}}"#)
  }

  @Test func `an include that is no list of files is refused in files, too`() {
    let said = Self.problems([
      "main.yaml": "datagen: 1\ninclude: [a.yaml]\ntables: {t: {rows: 1, columns: {a: 1}}}",
      "a.yaml": "include: b.yaml", "b.yaml": "seed: 1",
    ])
    #expect(said.hasPrefix("a.yaml:1:10: error: 'include' cannot be 'b.yaml' [wrong-form]"))
  }

  @Test func `files are named with the folder of the document`() {
    let result = DocumentDecoder.read(
      Array("datagen: 1\ninclude: [sub/a.yaml]\ntables: {t: {rows: 1, columns: {a: 1}}}".utf8),
      fileName: "sub/a.yaml", vocabulary: SampleVocabulary.vocabulary,
      readInclude: { _ throws(IncludeProblem) in Array("tabels: {}".utf8) })
    #expect(result.problems.all.map(\.location.file) == ["sub/sub/a.yaml"])
  }

  @Test func `a cycle is named in full`() {
    #expect(
      Self.problems([
        "main.yaml": "include: [a.yaml]", "a.yaml": "include: [b.yaml]",
        "b.yaml": "include: [./a.yaml]",
      ]) == """
        b.yaml:1:11: error: './a.yaml' includes itself [include-cycle]
          at /include/0
          expected files that do not include each other
          the cycle is a.yaml → b.yaml → a.yaml

        """)
  }

  @Test func `a document that includes itself says so once, beside its other mistakes`() {
    #expect(
      Self.problems([
        "main.yaml":
          "datagen: 1\ninclude: [main.yaml, ../x.yaml, {a: 1}, y.yaml]\n"
          + "tables: {t: {row: 3, columns: {b: [1]}}}\n"
      ]) == """
        main.yaml:2:11: error: 'main.yaml' includes itself [include-cycle]
          at /include/0
          expected files that do not include each other
          the cycle is main.yaml → main.yaml
        main.yaml:2:22: error: '../x.yaml' leads out of the document's folder [include-outside]
          at /include/1
          expected a relative path inside the folder, without '..'
        main.yaml:2:33: error: 'include' cannot be a map [wrong-form]
          at /include/2
          expected a text
        main.yaml:2:41: error: 'y.yaml' cannot be read: there is no such file [include-unreadable]
          at /include/3
          expected a file inside the document's folder
        main.yaml:3:14: error: 'row' is not a word of 'table' [unknown-word]
          at /tables/t/row
          expected one of arrivals, columns, describe, hidden, literal, rows, scale, unique
          did you mean 'rows'?
        main.yaml:3:35: error: 'b' cannot be a list [wrong-form]
          at /tables/t/columns/b
          expected a value, an expression or a map with a generator

        """)
  }

  @Test func `including without end is stopped`() {
    var files = ["main.yaml": "include: [f0.yaml]"]
    for level in 0..<80 { files["f\(level).yaml"] = "include: [f\(level + 1).yaml]" }
    #expect(Self.problems(files).contains("[too-many-includes]"))
  }

  @Test func `problems of an included file are told in its own lines`() {
    #expect(
      Self.problems(["main.yaml": "datagen: 1\ninclude: [x.yaml]\n", "x.yaml": "a: [\n"])
        .hasPrefix("x.yaml:2:1: error: "))
    #expect(
      Self.problems(["main.yaml": "include: [x.yaml]", "x.yaml": "- 1"])
        .contains("[include-not-a-map]"))
  }

  @Test func `the reader may refuse what leads out of the folder`() {
    let result = DocumentDecoder.decode(
      "include: [link.yaml]", fileName: "main.yaml", vocabulary: SampleVocabulary.vocabulary
    ) { _ throws(IncludeProblem) in throw .outsideFolder }
    guard case .failure(let list) = result else {
      Issue.record("a link out of the folder was followed")
      return
    }
    #expect(list.all.map(\.code) == ["include-outside"])
  }
}
