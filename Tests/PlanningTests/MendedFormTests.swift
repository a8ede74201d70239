import Diagnostics
import Foundation
import SchemaModel
import Testing

@testable import SchemaDecoding

/// What an edit makes of a document says the same, be the document YAML or JSON.
@Suite struct MendedFormTests {
  static let folders = ["PlanningTests", "SchemaDecodingTests"].map {
    PlanBench.root.appending(path: "Tests/\($0)/Fixtures/rejected")
  }

  /// Documents in YAML of which something is said that has an edit.
  static func documents() throws -> [URL] {
    var found: [URL] = []
    for folder in folders {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      where name.hasSuffix(".yaml") {
        let url = folder.appending(path: name)
        let bytes = Array(try Data(contentsOf: url))
        if PlanBench.problems(bytes, fileName: name).all.contains(where: { $0.edit != nil }) {
          found.append(url)
        }
      }
    }
    return found
  }

  @Test func `there are documents enough`() throws {
    let count = try Self.documents().count
    #expect(count >= 45)
  }

  @Test(arguments: try Self.documents())
  func `each edit leaves a document that says the same in YAML and in JSON`(url: URL) throws {
    let bytes = Array(try Data(contentsOf: url))
    let root = try #require(DocumentParser.read(bytes, fileName: "a.yaml").root)
    let translated = Array(Self.json(root).utf8)
    let own = PlanBench.problems(bytes, fileName: "a.yaml").sorted
    let other = PlanBench.problems(translated, fileName: "a.json").sorted
    for (place, problem) in own.enumerated() {
      guard let edit = problem.edit else { continue }
      // What is said alike of two slips is told apart by their order.
      let isLike = { (other: Diagnostic) in
        other.code == problem.code && other.message == problem.message
          && other.pointer == problem.pointer
      }
      let before = own[..<place].count { isLike($0) }
      let yaml = try text(of: EditApplier.apply([edit], to: bytes, file: "a.yaml"), "a.yaml")
      // Some slips cannot be made in JSON, where every text has quotes.
      let twin = other.filter { isLike($0) }.dropFirst(before).first
      guard let twin else {
        #expect(Self.codesOfYAML.contains(problem.code), "\(problem.code) is not told of JSON")
        continue
      }
      let mend = try #require(twin.edit, "\(problem.code) has no edit in JSON")
      let json = try text(of: EditApplier.apply([mend], to: translated, file: "a.json"), "a.json")
      #expect(yaml == json, "\(problem.code)")
    }
  }

  @Test(arguments: try Self.documents())
  func `all edits at once leave a document`(url: URL) throws {
    let bytes = Array(try Data(contentsOf: url))
    let root = try #require(DocumentParser.read(bytes, fileName: "a.yaml").root)
    for (name, bytes) in [("a.yaml", bytes), ("a.json", Array(Self.json(root).utf8))] {
      let edits = PlanBench.problems(bytes, fileName: name).all.compactMap(\.edit)
      _ = try text(of: EditApplier.apply(edits, to: bytes, file: name), name)
    }
  }

  /// Slips that JSON has no room for.
  static let codesOfYAML: Set<String> = ["unquoted-expression", "unquoted-text"]

  /// What a document says, in one form for both languages.
  private func text(of bytes: [UInt8], _ name: String) throws -> String {
    let reading = DocumentParser.read(bytes, fileName: name)
    let root = try #require(reading.root, "\(String(decoding: bytes, as: UTF8.self))")
    let broken = reading.problems.all.map(\.code).filter {
      !Self.codesOfYAML.contains($0) && $0 != "duplicate-key"
    }
    #expect(broken.isEmpty, "\(String(decoding: bytes, as: UTF8.self))")
    return Self.json(root)
  }

  /// The tree as JSON; words that JSON writes without quotes have none.
  static func json(_ node: Node) -> String {
    switch node.content {
    case .null: "null"
    case .scalar(let scalar):
      !scalar.isQuoted && WrittenFormOfJSON.isWord(scalar.text)
        ? scalar.text : JSONRenderer.quoted(scalar.text)
    case .list(let items): "[" + items.map(json).joined(separator: ", ") + "]"
    case .map(let entries):
      "{"
        + entries.map { JSONRenderer.quoted($0.key.text) + ": " + json($0.value) }
        .joined(separator: ",\n") + "}"
    }
  }
}

/// JSON's numbers and words, told by Foundation.
private enum WrittenFormOfJSON {
  static func isWord(_ text: String) -> Bool {
    guard !text.hasPrefix("\""), !text.contains(where: \.isWhitespace) else { return false }
    do {
      _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      return true
    } catch { return false }
  }
}
