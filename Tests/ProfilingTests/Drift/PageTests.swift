import Foundation
import Testing

@testable import Profiling

/// The page lists the checks that there are.
@Suite struct PageTests {
  @Test func `docs profile lists every drift`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/profile.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
    #expect(
      rows == Drifts.all.map { "| `\($0.code)` | \($0.layer.rawValue) | \($0.summary) |" })
  }
}
