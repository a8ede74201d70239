import Diagnostics
import Foundation
import Planning
import SchemaModel
import Testing

@testable import SchemaDecoding

/// Two mistakes at places of which neither is inside the other, nor defines what the other reads:
/// all that is said of each alone is said of both together.
///
/// Pairs are drawn by number, so that a failure can be repeated; `DATAGEN_MISTAKE_PAIRS=5000` tries
/// so many of each document.
@Suite struct MistakePairTests {
  static let environment = ProcessInfo.processInfo.environment
  static let count = Int(environment["DATAGEN_MISTAKE_PAIRS"] ?? "")

  /// With the pairs to try of each; the target documents have words of later versions.
  static let documents = [
    ("examples/bronze.yaml", 10), ("examples/shop.yaml", 40),
    ("examples/simple_users_events.json", 40),
    ("Tests/PlanningTests/Fixtures/pairs/words.yaml", 50),
    ("Tests/SchemaDecodingTests/Fixtures/accepted/everything.yaml", 40),
    ("Tests/SchemaDecodingTests/Fixtures/documents/loyalty.yaml", 10),
    ("Tests/SchemaDecodingTests/Fixtures/documents/retail.yaml", 10),
  ]

  static let generators = Set(PlanBench.vocabulary.words)

  /// What a problem is, whatever is expected and proposed.
  struct Told: Hashable {
    var code: String
    var pointer: String
    var message: String

    init(_ problem: Diagnostic) {
      (code, pointer, message) = (problem.code, problem.pointer, problem.message)
    }
  }

  static func problems(of root: Node) -> [Diagnostic] {
    let (spec, problems) = SpecBuilder.build(root, "document.yaml", PlanBench.vocabulary)
    guard let spec else { return problems.all }
    do throws(DiagnosticList) {
      _ = try Planner.plan(spec, known: problems)
      return []
    } catch { return error.all }
  }

  @Test(arguments: Self.documents)
  func `each is told beside the other`(_ name: String, _ standard: Int) throws {
    let bytes = Array(try Data(contentsOf: PlanBench.root.appending(path: name)))
    guard case .success(let root) = DocumentParser.parse(bytes, fileName: name) else {
      Issue.record("\(name) cannot be read")
      return
    }
    var comparison = Comparison(root)
    let count = Self.count ?? standard
    for number in 0..<count { comparison.run(number) }
    #expect(comparison.compared > count / 2)
    // What may vanish is stated narrowly.
    #expect(comparison.excused <= comparison.compared / 10 + 1)
  }

  /// The changes of one document, and what is said of each alone.
  struct Comparison {
    private let root: Node
    private let all: [TreeChange]
    private let reads: ReadGraph
    /// Some documents have words of later versions.
    private let before: Set<Told>
    private var alone: [Int: Set<Told>] = [:]
    private(set) var compared = 0
    private(set) var excused = 0

    init(_ root: Node) {
      self.root = root
      all = TreeChange.all(of: root)
      reads = ReadGraph(root)
      before = Set(MistakePairTests.problems(of: root).map { Told($0) })
    }

    mutating func run(_ number: Int) {
      var generator = ShuffledDocumentTests.Generator(state: UInt64(number))
      let first = Int.random(in: 0..<all.count, using: &generator)
      // Most pairs are neighbours, where one hides the other if any does.
      let depth = Int.random(in: 0...4, using: &generator)
      let near = all.indices.filter { all[$0].path.starts(with: all[first].path.prefix(depth)) }
      let second = near[Int.random(in: 0..<near.count, using: &generator)]
      if all[first].overlaps(all[second]) { return }
      let problems = MistakePairTests.problems(
        of: TreeChange.applied(all[first], all[second], to: root))
      for twice in Dictionary(grouping: problems, by: \.self).values where twice.count > 1 {
        Issue.record(
          "\(number): \(all[first].title) and \(all[second].title) tell twice \(Told(twice[0]))")
      }
      let both = Set(problems.map { Told($0) })
      compare(number, first, beside: second, both)
      compare(number, second, beside: first, both)
    }

    private mutating func compare(
      _ number: Int, _ one: Int, beside other: Int, _ both: Set<Told>
    ) {
      let single =
        alone[one]
        ?? Set(MistakePairTests.problems(of: all[one].applied(to: root)).map { Told($0) })
        .subtracting(before)
      alone[one] = single
      compared += single.count
      for lost in single.subtracting(both) {
        if Consequences(problem: lost, other: all[other], reads: reads).mayVanish {
          excused += 1
        } else {
          Issue.record("\(number): \(all[one].title) beside \(all[other].title) lacks \(lost)")
        }
      }
    }
  }
}
