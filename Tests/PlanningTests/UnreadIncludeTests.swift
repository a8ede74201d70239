import Diagnostics
import Foundation
import Planning
import SchemaModel
import Testing

@testable import SchemaDecoding

/// A document of which an included file cannot be read: what it says itself is checked, and nothing
/// is told of what may stand in the file.
@Suite struct UnreadIncludeTests {
  private static func said(_ text: String, files: [String: String] = [:]) -> String {
    let (spec, problems) = DocumentDecoder.read(
      Array(text.utf8), fileName: "main.yaml", vocabulary: PlanBench.vocabulary
    ) { path throws(IncludeProblem) in
      guard let text = files[path] else { throw .notFound }
      return Array(text.utf8)
    }
    guard let spec else { return TextRenderer.render(problems) }
    do throws(DiagnosticList) {
      _ = try Planner.plan(spec, known: problems)
      return ""
    } catch { return TextRenderer.render(error) }
  }

  /// Mistakes of form, of the plan and of files, names that may stand in the file, and words that
  /// lack others.
  private static let text = """
    datagen: 1
    include: [lib.yaml]
    parameters: {n: 5, m: = param.elsewhere, k: {type: date}}
    tables:
      a:
        rows: = param.n + 'x'
        columns:
          id: {key: intger}
          x: {uniform: {from: 5, to: 1}}
          y: {value: = other + 1}
          w: {ref: far}
          v: {value: = w.some}
          u: {sum: far.x, of: a_id}
          t: {unifrom: {from: 1, to: 2}}
          s: {type: int33}
          q: {integer: {from: 1, to: 5}}
          p: {value: "= q + 'a'"}
      b: {columns: {id: {key: integer}, a_id: {ref: a}, q: {value: = a_id.x}, ar: {arrival: date}}}
      c:
        arrivals: {per: d_id, since: d_id.born, factors: {f: {by: month, multiply: {dex: 1}}}}
        columns: {id: {key: integer}, m: {by: k, cases: {a: 1}}}
    output: {format: parqet, tables: {zz: {file: x.csv}}}
    """

  private static let own = """
    main.yaml:6:13: error: '+' does not join texts [text-arithmetic]
      at /tables/a/rows
      write concat(param.n, 'x')
    main.yaml:8:17: error: 'intger' has no single place for the number [bad-key-pattern]
      at /tables/a/columns/id/key
      expected text with one '{}' or '{:08}', or 'integer', 'uuid' or 'ulid'
      did you mean 'integer'?
    main.yaml:9:34: error: 'to' must not be less than 'from' [law-parameter]
      at /tables/a/columns/x
      expected a number of at least 5
    main.yaml:14:11: error: unknown generator 'unifrom' [unknown-generator]
      at /tables/a/columns/t
      expected one of the generators that 'datagen docs' lists
      did you mean 'uniform'?
    main.yaml:15:17: error: there is no type 'int33' [unknown-type]
      at /tables/a/columns/s/type
      expected one of boolean, date, decimal(p,s), float32, float64, int16, int32, int64, int8, text, \
    time, timestamp, timestamp utc, uuid
      did you mean 'int32'?
    main.yaml:17:21: error: '+' does not join texts [text-arithmetic]
      at /tables/a/columns/p/value
      write concat(q, 'a')
    main.yaml:20:81: error: 'dex' is not a case of 'month' [unknown-case]
      at /tables/c/arrivals/factors/f/multiply/dex
      expected a month jan to dec, or 1 to 12
      did you mean 'dec'?
    main.yaml:22:18: error: 'parqet' is not a value of 'format' [not-one-of]
      at /output/format
      expected one of parquet, csv, jsonl, arrow
      did you mean 'parquet'?

    """

  @Test(arguments: [
    (
      "include: [lib.yaml]", nil,
      """
      main.yaml:2:11: error: 'lib.yaml' cannot be read: there is no such file [include-unreadable]
        at /include/0
        expected a file inside the document's folder

      """
    ),
    (
      "include: [../b.yaml]", nil,
      """
      main.yaml:2:11: error: '../b.yaml' leads out of the document's folder [include-outside]
        at /include/0
        expected a relative path inside the folder, without '..'

      """
    ),
    (
      "include: lib.yaml", nil,
      """
      main.yaml:2:10: error: 'include' cannot be 'lib.yaml' [wrong-form]
        at /include
        expected a list of: a text

      """
    ),
    (
      "include: [lib.yaml]", "tables: [",
      """
      lib.yaml:1:10: error: not YAML: did not find expected node content [yaml-syntax]
        expected YAML: maps of 'key: value', lists of '- value', and texts in quotes where in doubt

      """
    ),
    (
      "include: [lib.yaml]", "- 1",
      """
      main.yaml:2:11: error: 'lib.yaml' does not hold a map [include-not-a-map]
        at /include/0
        expected a file that is part of a document

      """
    ),
  ])
  func `all that the document itself says is told`(
    include: String, file: String?, told: String
  ) {
    let text = Self.text.replacing("include: [lib.yaml]", with: include)
    let files = file.map { ["lib.yaml": $0] } ?? [:]
    #expect(Self.said(text, files: files) == told + Self.own)
  }

  @Test func `another version of the language hides nothing`() {
    let text = """
      datagen: 2
      tables: {t: {rows: 5, columns: {id: {key: intger}, x: {uniform: {from: 5, to: 1}}, y: = no}}}
      """
    #expect(
      Self.said(text) == """
        main.yaml:1:10: error: version 2 of the language is not known [unknown-version]
          at /datagen
          expected datagen: 1
        main.yaml:2:43: error: 'intger' has no single place for the number [bad-key-pattern]
          at /tables/t/columns/id/key
          expected text with one '{}' or '{:08}', or 'integer', 'uuid' or 'ulid'
          did you mean 'integer'?
        main.yaml:2:79: error: 'to' must not be less than 'from' [law-parameter]
          at /tables/t/columns/x
          expected a number of at least 5
        main.yaml:2:89: error: 't' has no column 'no' [unknown-column]
          at /tables/t/columns/y
          expected one of 'id', 'x', 'y'

        """)
  }

  /// Documents without mistakes of which some parts stand in a file that is not there: of the rest
  /// there is nothing to say. Parts are drawn by number, so that a failure can be repeated.
  @Test(
    arguments: [
      "examples/bronze.yaml", "examples/shop.yaml", "examples/simple_users_events.json",
      "Tests/PlanningTests/Fixtures/pairs/words.yaml",
    ], 0..<20)
  func `nothing is told of what may stand in the file`(name: String, number: Int) throws {
    let bytes = Array(try Data(contentsOf: PlanBench.root.appending(path: name)))
    guard case .success(let root) = DocumentParser.parse(bytes, fileName: name) else {
      Issue.record("\(name) cannot be read")
      return
    }
    var generator = ShuffledDocumentTests.Generator(state: UInt64(number))
    let share = Double.random(in: 0.02...0.5, using: &generator)
    let rest = Self.without(share, of: root, depth: 0, &generator)
    let model = DocumentDecoder.Model(root: rest, isIncomplete: true)
    let (spec, problems) = DocumentDecoder.decode(
      model, fileName: name, vocabulary: PlanBench.vocabulary)
    #expect(problems.all.isEmpty, "\(TextRenderer.render(problems))")
    do throws(DiagnosticList) {
      if let spec { _ = try Planner.plan(spec, known: problems) }
    } catch { #expect(error.all.isEmpty, "\(TextRenderer.render(error))") }
  }

  /// The document without some of its words, tables, words of tables, and columns.
  private static func without(
    _ share: Double, of node: Node, depth: Int, _ generator: inout ShuffledDocumentTests.Generator
  ) -> Node {
    guard case .map(let entries) = node.content else { return node }
    var kept: [Node.Entry] = []
    for entry in entries {
      let isKept =
        Double.random(in: 0..<1, using: &generator) >= share || entry.key.text == "datagen"
      guard isKept else { continue }
      var own = entry
      let isOuter =
        depth == 0 ? ["tables", "parameters"].contains(entry.key.text) : depth == 1
      if isOuter || depth == 2 && entry.key.text == "columns" {
        own.value = without(share, of: entry.value, depth: depth + 1, &generator)
      }
      kept.append(own)
    }
    var result = node
    result.content = .map(kept)
    return result
  }
}
