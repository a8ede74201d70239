import Diagnostics
import Foundation
import Planning
import SchemaModel
import Testing

@testable import SchemaDecoding

/// Each key and each scalar of the examples misspelt, retyped or deleted: refused at the place or
/// where its name is read, or a change that cannot be wrong.
///
/// One in twelve of the larger example's changes is tried; all with `DATAGEN_ALL_MUTATIONS=1`.
@Suite struct MutationTests {
  static let isWhole = ProcessInfo.processInfo.environment["DATAGEN_ALL_MUTATIONS"] == "1"

  enum Outcome {
    case accepted
    case rejected([Diagnostic])
  }

  static func outcome(_ mutation: Mutation, _ fileName: String) -> Outcome {
    let (spec, problems) = SpecBuilder.build(mutation.tree, fileName, PlanBench.vocabulary)
    guard let spec else { return .rejected(problems.all) }
    do throws(DiagnosticList) {
      _ = try Planner.plan(spec, known: problems)
      return .accepted
    } catch { return .rejected(error.all) }
  }

  static let parts = (0..<4).flatMap { part in
    [("bronze.yaml", part, 48), ("shop.yaml", part, 4), ("simple_users_events.json", part, 4)]
  }

  @Test(arguments: Self.parts)
  func `is refused near the place or cannot be wrong`(
    _ name: String, _ part: Int, _ step: Int
  ) throws {
    let bytes = try PlanBench.example(name)
    guard case .success(let root) = DocumentParser.parse(bytes, fileName: name) else {
      Issue.record("\(name) cannot be read")
      return
    }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let all = MutationFinder(root).all
    #expect(all.count > 100)
    for index in stride(from: part, to: all.count, by: Self.isWhole ? 4 : step) {
      let mutation = all[index]
      switch Self.outcome(mutation, name) {
      case .accepted:
        #expect(Harmless.cannotBeWrong(mutation), "accepted: \(mutation.title)")
      case .rejected(let problems):
        #expect(!problems.isEmpty, "refused without a reason: \(mutation.title)")
        for problem in problems {
          #expect(
            Harmless.isNear(problem, mutation, lines),
            "far: \(mutation.title), line \(mutation.line): \(TextRenderer.render(problem))")
        }
      }
    }
  }
}

/// What may be said of a changed document.
enum Harmless {
  /// Within one line of the change, or about the very name that was changed: where it is read, in
  /// the text of the line or of the problem.
  static func isNear(_ problem: Diagnostic, _ mutation: Mutation, _ lines: [String]) -> Bool {
    let line = problem.location.line
    // The digits of a sum grow with those of what it adds, however many columns lie between.
    if mutation.text == "type", problem.code == "decimal-too-wide" { return true }
    if abs(line - mutation.line) <= 1 || abs(line - mutation.outerLine) <= 1 { return true }
    let said =
      [problem.message, problem.expectation ?? "", lines[line - 1]]
      + lines[..<(line - 1)].suffix(1)
    let names = mutation.pointer.split(separator: "/").map(String.init)
    // The changed word, and the column or parameter it belongs to.
    let owner = names.first == "parameters" ? names.dropFirst().first : names.dropFirst(3).first
    let words = [mutation.text, names.last, owner, mutation.isKey ? names.dropFirst().first : nil]
    return words.contains { word in
      guard let word, word.count > 1 else { return false }
      return said.contains { $0.contains(word) }
    }
  }

  /// Words that may be left out, each with a meaning of its own when it is.
  static let optional: Set<String> = [
    "between", "columns", "compression", "describe", "else", "exact", "factors", "file", "format",
    "from", "given",
    "heterogeneity", "hidden", "locale", "missing", "most", "name", "output", "round", "scale",
    "seed",
    "since", "tables", "type", "unique", "until", "weight", "when", "where", "to",
  ]

  static func cannotBeWrong(_ mutation: Mutation) -> Bool {
    let names = mutation.pointer.split(separator: "/").map(String.init)
    let parent = names.dropLast().last
    // A name the user chose, of something nobody reads; else its readers are refused.
    let isChosen =
      ["tables", "parameters", "columns", "factors", "cases", "choice", "multiply", "share"]
      .contains(parent)
    switch mutation.kind {
    case .misspelt where mutation.isKey:
      return isChosen && !["multiply", "share", "cases"].contains(parent)
    case .deleted: return isChosen || parent == "given" || optional.contains(mutation.text)
    // A list of values is a choice as well.
    case .retyped: return names.contains("literal") || names.last == "choice"
    case .misspelt:
      // Text that stands for itself.
      if names.contains("literal") || names.contains("choice") { return true }
      return ["name", "describe", "file", "key", "value", "else"].contains(names.last)
        || parent == "cases"
    }
  }
}
