import Testing

@testable import Profiling

@Suite struct DocumentDraftTests {
  private func document(_ files: [String: String]) throws -> String {
    DocumentDraft(try Folder.profile(files), reserved: ["missing", "row"]).text
  }

  @Test func `a document says what was found`() throws {
    let text = try document([
      "customers.csv": csv("customer_id,kind", 0..<40) {
        "C-\(100 + $0),\($0 % 4 == 0 ? "a" : "b")"
      },
      "orders.csv": csv("order_id,customer_id,sold,missing", 0..<200) {
        "\($0 + 1),C-\(100 + $0 % 40),\($0 % 2 == 0),\($0 % 10 == 0 ? "" : "x")"
      },
    ])
    let lines = text.split(separator: "\n").map { $0.trimmingPrefix(while: { $0 == " " }) }
    for line in [
      "datagen: 1", "rows: 40", "rows: 200", "kind: {choice: {b: 30, a: 10}}",
      "sold: {chance: 50%}", "order_id: {key: integer}  # tells rows apart",
      "missing_: {value: \"x\", type: text, missing: 10%}  # in the files 'missing';",
      "output: {format: csv}",
    ] {
      #expect(lines.contains { $0.hasPrefix(line) }, "\(line)\n\(text)")
    }
    #expect(text.contains("customer_id: {ref: customers, each: {value: 5}}"), "\(text)")
  }

  @Test(arguments: [
    ("plain words", "plain words"), ("true", "\"true\""), ("a: b", "\"a: b\""),
    ("# x", "\"# x\""), ("", "\"\""), ("say \"x\"\\", "\"say \\\"x\\\"\\\\\""),
    ("a\nb", "\"a\\nb\""), ("007", "\"007\""), ("\u{1}", "\"\\x01\""), ("größe", "\"größe\""),
  ])
  func `texts are written so that they are read back`(text: String, written: String) {
    #expect(YAMLText.text(text) == written)
  }

  @Test func `less is said of what is refused, until nothing is left`() throws {
    var draft = DocumentDraft(
      try Folder.profile(["t.csv": csv("id,x", 0..<50) { "\($0 + 1),\($0 % 5)" }]), reserved: [])
    let whole = draft.text
    let isSimpler = draft.simplify(["/tables/t/columns/x/choice"])
    #expect(isSimpler && draft.text != whole)
    var rounds = 0
    while draft.simplify(["/tables/t/columns/x", "/tables/t/rows", "/timeframe/from"]) {
      rounds += 1
      if rounds > 20 { break }
    }
    #expect(rounds < 20)
    #expect(draft.text.contains("x: {value: null, type: \"int64\"}"), "\(draft.text)")
    let isElsewhere = draft.simplify(["", "/name", "/tables/other"])
    #expect(!isElsewhere)
  }
}
