import Diagnostics
import Engine
import Foundation
import Planning
import SchemaModel
import Testing

@testable import SchemaDecoding

/// Parts of the examples put in the places of other parts: the planner answers every one, and what
/// it accepts is made or stopped by name.
///
/// `DATAGEN_SHUFFLES=5000` tries so many; a failure names its number, which repeats it.
@Suite struct ShuffledDocumentTests {
  static let count =
    Int(ProcessInfo.processInfo.environment["DATAGEN_SHUFFLES"] ?? "") ?? 240

  /// SplitMix64, so that a failure can be repeated from its number.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// A tree with the node at a path of indices exchanged.
  static func replacing(_ path: ArraySlice<Int>, in node: Node, with other: Node) -> Node {
    guard let index = path.first else {
      return Node(other.content, at: node.location, pointer: node.pointer)
    }
    var result = node
    switch node.content {
    case .map(var entries):
      entries[index].value = replacing(path.dropFirst(), in: entries[index].value, with: other)
      result.content = .map(entries)
    case .list(var items):
      items[index] = replacing(path.dropFirst(), in: items[index], with: other)
      result.content = .list(items)
    case .null, .scalar: preconditionFailure("a path ends at a scalar")
    }
    return result
  }

  static func paths(_ node: Node, _ path: [Int] = []) -> [(path: [Int], node: Node)] {
    let children: [Node] =
      switch node.content {
      case .map(let entries): entries.map(\.value)
      case .list(let items): items
      case .null, .scalar: []
      }
    return [(path, node)] + children.indices.flatMap { paths(children[$0], path + [$0]) }
  }

  static func spec(_ number: Int, _ root: Node, _ all: [(path: [Int], node: Node)]) -> (
    spec: DocumentSpec, problems: DiagnosticList
  )? {
    var generator = Generator(state: UInt64(number))
    var tree = root
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      guard let target = all.dropFirst(8).randomElement(using: &generator) else { return nil }
      // A part of the same depth fits more often than any.
      let fitting = all.filter { $0.path.count == target.path.count }
      guard let part = fitting.randomElement(using: &generator) else { return nil }
      let isThere = paths(tree).contains { $0.path == target.path }
      if isThere { tree = replacing(target.path[...], in: tree, with: part.node) }
    }
    let (spec, problems) = SpecBuilder.build(tree, "shop.yaml", PlanBench.vocabulary)
    return spec.map { ($0, problems) }
  }

  @Test func `answers every exchange of parts`() throws {
    guard
      case .success(let root) = DocumentParser.parse(
        try PlanBench.example("shop.yaml"), fileName: "shop.yaml")
    else {
      Issue.record("shop.yaml cannot be read")
      return
    }
    let all = Self.paths(root)
    var (planned, made) = (0, 0)
    for number in 0..<Self.count {
      guard let (spec, problems) = Self.spec(number, root, all) else { continue }
      // Mistakes of form leave a document to be planned, too.
      if !problems.hasErrors { planned += 1 }
      do {
        let plan = try Planner.plan(
          spec, options: PlanOptions(scale: 0.1), known: problems)
        try PlanBench.generate(plan, limit: 40)
        made += 1
      } catch let list as DiagnosticList {
        #expect(!list.all.isEmpty, "number \(number) is refused without a reason")
      } catch is RunError {
        // The data shows what the document does not.
      }
    }
    #expect(planned > Self.count / 8)
    #expect(made > Self.count / 20)
  }
}
