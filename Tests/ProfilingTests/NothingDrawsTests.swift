import Foundation
import Testing

/// What is said of data shares no sampling code with what makes them.
@Suite struct NothingDrawsTests {
  private static let words = [".draw(", ".draws(", "StreamKey", "RowKeys", "cutUniform"]

  @Test func `nothing of the module draws`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = try #require(
      FileManager.default.enumerator(
        at: root.appending(path: "Sources/Profiling"), includingPropertiesForKeys: nil))
    let sources = files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    #expect(sources.count > 30)
    for file in sources {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(Self.words.filter { text.contains($0) } == [], "\(file.lastPathComponent)")
    }
  }
}
