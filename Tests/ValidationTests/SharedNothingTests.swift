import Foundation
import Testing

/// A judge shares no sampling code with what it judges.
@Suite struct SharedNothingTests {
  private static let words = [".draw(", ".draws(", "StreamKey", "RowKeys", "cutUniform"]

  private static func sources() throws -> [URL] {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "Sources/Validation")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }

  private static func violations(in text: String) -> [String] { words.filter(text.contains) }

  @Test func `nothing of the module draws`() throws {
    let files = try Self.sources()
    #expect(files.count > 10)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(Self.violations(in: text) == [], "\(file.lastPathComponent)")
    }
  }

  @Test func `a draw would be found`() {
    #expect(Self.violations(in: "let x = law.draw(stream, 1)") == [".draw("])
    #expect(Self.violations(in: "StreamKey(seed: 1)") == ["StreamKey"])
  }
}
