import Diagnostics
import Engine
import Foundation
import Planning
import SchemaModel
import Testing

@testable import SchemaDecoding

/// Cases put in the place of every scalar of the examples: the planner answers each, and what it
/// accepts is made or stopped by name.
@Suite struct CaseMutationTests {
  /// A path that has the value `key` somewhere, to be read from a table's rows or from its `rows`
  /// and `arrivals`.
  struct Choice {
    var path: String
    var key: String
  }

  /// What `by` may name in a table: its first choice or key; behind `per`, that of the parent.
  static func choice(_ columns: Node?, prefix: String = "") -> Choice? {
    guard case .map(let entries)? = columns?.content else { return nil }
    for entry in entries {
      if case .map(let cases)? = entry.value["choice"]?.content, let first = cases.first {
        return Choice(path: prefix + entry.key.text, key: first.key.text)
      }
    }
    let key = entries.first { $0.value["key"] != nil }
    return key.map { Choice(path: prefix + $0.key.text, key: "1") }
  }

  static func text(_ node: Node?) -> String? {
    guard case .scalar(let scalar)? = node?.content else { return nil }
    return scalar.text
  }

  static func choice(for pointer: String, in root: Node) -> Choice? {
    let parts = pointer.split(separator: "/").map(String.init)
    guard parts.count > 3, parts[0] == "tables", let tables = root["tables"],
      let table = tables[parts[1]]
    else { return nil }
    if parts[2] == "columns" { return choice(table["columns"]) }
    let per = text(table["rows"]?["per"]) ?? text(table["arrivals"]?["per"])
    guard let per, let parent = text(table["columns"]?[per]?["ref"]) else { return nil }
    return choice(tables[parent]?["columns"], prefix: per + ".")
  }

  /// `{by: path, cases: {key: value}, else: value}` at the place of the value.
  static func cases(_ value: Node, _ choice: Choice) -> Node {
    func scalar(_ text: String) -> Scalar {
      Scalar(LocatedText(text, at: value.location, pointer: value.pointer), isQuoted: false)
    }
    func node(_ content: Node.Content) -> Node {
      Node(content, at: value.location, pointer: value.pointer)
    }
    let entries = [
      Node.Entry(key: scalar("by"), value: node(.scalar(scalar(choice.path)))),
      Node.Entry(
        key: scalar("cases"),
        value: node(.map([Node.Entry(key: scalar(choice.key), value: value)]))),
      Node.Entry(key: scalar("else"), value: value),
    ]
    return node(.map(entries))
  }

  /// The wide document is planned alone: a smaller one would not hold together.
  @Test(arguments: [("bronze.yaml", 1.0), ("shop.yaml", 0.1), ("simple_users_events.json", 0.1)])
  func `are answered in every place`(_ name: String, _ scale: Double) throws {
    guard
      case .success(let root) = DocumentParser.parse(
        try PlanBench.example(name), fileName: name)
    else {
      Issue.record("\(name) cannot be read")
      return
    }
    let all = ShuffledDocumentTests.paths(root)
    var (tried, planned, made) = (0, 0, 0)
    for part in all {
      guard case .scalar = part.node.content,
        let choice = Self.choice(for: part.node.pointer, in: root)
      else { continue }
      tried += 1
      let changed = ShuffledDocumentTests.replacing(
        part.path[...], in: root, with: Self.cases(part.node, choice))
      let (built, problems) = SpecBuilder.build(changed, name, PlanBench.vocabulary)
      guard let spec = built else { continue }
      // Mistakes of form leave a document to be planned, too.
      if !problems.hasErrors { planned += 1 }
      do {
        let plan = try Planner.plan(spec, options: PlanOptions(scale: scale), known: problems)
        if scale < 1 { try PlanBench.generate(plan, limit: 20) }
        made += 1
      } catch let list as DiagnosticList {
        #expect(!list.all.isEmpty, "\(part.node.pointer) is refused without a reason")
      } catch is RunError {
        // The data shows what the document does not.
      }
    }
    #expect(tried > 10 && planned > tried / 8 && made > 0, "\(tried), \(planned), \(made)")
  }
}
