import Encoding
import Foundation
import Testing

@testable import Sinks

/// A variant that is written but not registered would never run.
@Suite struct RegistryTests {
  /// The types in a folder of sources that declare a conformance, sorted.
  private func types(conformingTo name: String, in folder: String) throws -> [String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let start = root.appendingPathComponent("Sources/\(folder)")
    let paths = try #require(FileManager.default.subpaths(atPath: start.path))
    var found: [String] = []
    for path in paths where path.hasSuffix(".swift") {
      let text = try String(contentsOf: start.appendingPathComponent(path), encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasSuffix(": \(name) {") {
        let words = line.dropLast(": \(name) {".count).split(separator: " ")
        found.append(String(try #require(words.last)))
      }
    }
    return found.sorted()
  }

  @Test func `every codec is registered`() throws {
    let found = try types(conformingTo: "Codec", in: "Encoding/Codecs")
    #expect(found == CodecRegistry.all.map { "\($0)" }.sorted())
    #expect(found.count > 2)
  }

  @Test func `every encoding is registered`() throws {
    let found = try types(conformingTo: "ValueEncoding", in: "Encoding/Encodings")
    #expect(found == EncodingRegistry.all.map { "\($0)" }.sorted())
    #expect(found.count > 2)
  }

  @Test func `every format is registered, with compressions that exist`() throws {
    let found = try types(conformingTo: "SinkFormat", in: "Sinks")
    #expect(found == SinkRegistry.all.map { "\($0)" }.sorted())
    for format in SinkRegistry.all {
      #expect(!format.compressions.isEmpty)
      #expect(format.compressions.allSatisfy { CodecRegistry.codec(named: $0) != nil })
    }
  }
}
