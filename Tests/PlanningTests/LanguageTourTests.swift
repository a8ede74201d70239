import Diagnostics
import Foundation
import Planning
import Testing

/// The blocks of docs/language.md: those marked `run` are planned and generated, those marked
/// `refused <code>` are refused so.
@Suite struct LanguageTourTests {
  struct Block: Sendable, CustomTestStringConvertible {
    var line: Int
    var marks: [String]
    var text: String

    var testDescription: String { "line \(line)" }

    /// Fragments stand under the tables of a small document.
    var document: String {
      if text.hasPrefix("datagen:") { return text }
      return "datagen: 1\ntimeframe: {from: 2024-01-01, to: 2024-12-31}\ntables:\n" + text
    }
  }

  static func blocks() throws -> [Block] {
    let url = PlanBench.root.appending(path: "docs/language.md")
    let lines = try String(contentsOf: url, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var blocks: [Block] = []
    var open: Block?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(block)
          open = nil
        } else {
          let marks = line.dropFirst(3).split(separator: " ").map(String.init)
          open = Block(line: index + 1, marks: marks, text: "")
        }
      } else {
        open?.text += line + "\n"
      }
    }
    #expect(open == nil, "a block is closed")
    return blocks
  }

  @Test(arguments: try Self.blocks().filter { $0.marks.contains("run") })
  func `what the tour shows runs`(block: Block) throws {
    let plan = try PlanBench.plan(block.document)
    let batches = try PlanBench.generate(plan)
    for (table, batch) in batches { #expect(batch.rowCount > 0, "\(table) has rows") }
  }

  @Test(arguments: try Self.blocks().filter { $0.marks.contains("refused") })
  func `what the tour calls a mistake is refused`(block: Block) throws {
    #expect(PlanBench.codes(block.document) == [try #require(block.marks.last)])
  }

  /// The answer stands under the mistake, indented by four blanks.
  @Test func `the answer shown is the one that is given`() throws {
    let url = PlanBench.root.appending(path: "docs/language.md")
    let page = try String(contentsOf: url, encoding: .utf8)
    for block in try Self.blocks() where block.marks.contains("refused") {
      let list = PlanBench.problems(Array(block.document.utf8), fileName: "shop.yaml")
      let answer = TextRenderer.render(list).split(separator: "\n").map { "    \($0)\n" }.joined()
      #expect(page.contains("```\n\n" + answer), "line \(block.line):\n\(answer)")
    }
  }

  @Test func `every yaml block is marked`() throws {
    let blocks = try Self.blocks()
    #expect(blocks.count { $0.marks.contains("run") } >= 10)
    for block in blocks where block.marks.first == "yaml" {
      #expect(block.marks.count > 1, "line \(block.line) is not marked")
    }
  }
}
