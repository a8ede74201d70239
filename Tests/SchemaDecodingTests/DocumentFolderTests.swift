import Diagnostics
import Foundation
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct DocumentFolderTests {
  static func withFolder(_ body: (URL) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "datagen-folder-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let inside = root.appending(path: "inside/lib")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    try Data("secret: 1\n".utf8).write(to: root.appending(path: "secret.yaml"))
    try Data("parameters: {n: 2}\n".utf8).write(to: inside.appending(path: "part.yaml"))
    try body(root.appending(path: "inside"))
  }

  static func problem(_ folder: DocumentFolder, _ path: String) -> IncludeProblem? {
    do throws(IncludeProblem) {
      _ = try folder.read(path)
      return nil
    } catch {
      return error
    }
  }

  @Test func `reads files of the folder`() throws {
    try Self.withFolder { root in
      let folder = try DocumentFolder(of: root.appending(path: "main.yaml").path)
      #expect(try folder.read("lib/part.yaml") == Array("parameters: {n: 2}\n".utf8))
      let text = "datagen: 1\ninclude: [lib/part.yaml]\ntables: {a: {rows: 1, columns: {b: 1}}}\n"
      let spec = try DocumentDecoder.decode(
        text, fileName: "main.yaml", vocabulary: SampleVocabulary.vocabulary,
        readInclude: folder.read
      ).get()
      #expect(spec.parameters.map(\.name.text) == ["n"])
    }
  }

  @Test func `follows links inside, never out`() throws {
    try Self.withFolder { root in
      let manager = FileManager.default
      try manager.createSymbolicLink(
        atPath: root.appending(path: "out.yaml").path, withDestinationPath: "../secret.yaml")
      try manager.createSymbolicLink(
        atPath: root.appending(path: "up").path, withDestinationPath: "..")
      try manager.createSymbolicLink(
        atPath: root.appending(path: "in.yaml").path, withDestinationPath: "lib/part.yaml")
      try manager.createSymbolicLink(
        atPath: root.appending(path: "loop.yaml").path, withDestinationPath: "loop.yaml")
      let folder = try DocumentFolder(of: root.appending(path: "main.yaml").path)
      #expect(Self.problem(folder, "out.yaml") == .outsideFolder)
      #expect(Self.problem(folder, "up/secret.yaml") == .outsideFolder)
      #expect(Self.problem(folder, "../secret.yaml") == .outsideFolder)
      #expect(Self.problem(folder, "/etc/hostname") == .outsideFolder)
      #expect(Self.problem(folder, "in.yaml") == nil)
      #expect(Self.problem(folder, "loop.yaml") == .notFound)
    }
  }

  @Test func `refuses what is no file`() throws {
    try Self.withFolder { root in
      let folder = try DocumentFolder(of: root.appending(path: "main.yaml").path)
      #expect(Self.problem(folder, "lib") == .unreadable("it is no file"))
      #expect(Self.problem(folder, "gone.yaml") == .notFound)
      #expect(throws: IncludeProblem.notFound) {
        try DocumentFolder(of: root.appending(path: "gone/main.yaml").path)
      }
    }
  }
}
