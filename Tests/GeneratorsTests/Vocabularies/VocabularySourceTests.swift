import Foundation
import Testing

@testable import Generators

/// What is in the executable against the plain-text lists it was made of.
@Suite struct VocabularySourceTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static var sources: URL { root.appending(path: "Vocabularies") }

  private func names(in folder: URL, ending suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }

  @Test func `locales and version are those of the folder`() throws {
    let compiled = Self.root.appending(path: "Sources/CVocabulary/locales")
    #expect(try names(in: compiled, ending: ".dgv") == Vocabulary.locales)
    let version = try String(contentsOf: Self.sources.appending(path: "VERSION"), encoding: .utf8)
    #expect(version == "\(Vocabulary.version)\n")
  }

  @Test(arguments: Vocabulary.locales)
  func `every cell is the one in the plain-text list`(locale: String) throws {
    let folder = Self.sources.appending(path: locale)
    let vocabulary = try Vocabulary.load(locale: locale)
    #expect(try names(in: folder, ending: ".tsv") == vocabulary.names)
    for name in vocabulary.names {
      let list = try #require(vocabulary.list(name))
      let text = try String(contentsOf: folder.appending(path: "\(name).tsv"), encoding: .utf8)
      let lines = text.split(separator: "\n")
      #expect(
        lines.prefix(3) == [
          "# describe: \(list.describe)", "# source: \(list.source)", "# licence: \(list.licence)",
        ])
      let fields = lines[3].dropFirst("# fields: ".count).split(separator: " ")
        .map { String($0.prefix { $0 != ":" }) }
      #expect(fields == list.fields)
      let rows = lines.dropFirst(4).map { $0.split(separator: "\t") }
      #expect(rows.count == list.count)
      for (column, field) in fields.enumerated() {
        let texts = list.texts(field)
        let numbers = list.numbers(field)
        let same = rows.enumerated().allSatisfy { row, cells in
          texts.map { $0[row] == cells[column] } ?? (numbers?[row] == Double(cells[column]))
        }
        #expect(same, "\(name).\(field)")
      }
    }
  }

  @Test func `the compiled file is what the compiler of lists writes today`() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", Self.root.appending(path: "Scripts/vocabularies/compile.py").path(), "--check",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }
}
