import Diagnostics
import Foundation
import SchemaModel

@testable import SchemaDecoding

/// Files beside the tests.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  /// Names in a folder of fixtures, sorted.
  static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)
      .sorted()
  }

  static func decode(
    _ text: String, _ fileName: String = "shop.yaml", overrides: Overrides = Overrides()
  ) -> Result<DocumentSpec, DiagnosticList> {
    DocumentDecoder.decode(
      text, fileName: fileName, vocabulary: SampleVocabulary.vocabulary, overrides: overrides)
  }

  /// The rendered problems of a document; empty when there are none.
  static func problems(
    of text: String, _ fileName: String = "shop.yaml", overrides: Overrides = Overrides()
  ) -> String {
    switch decode(text, fileName, overrides: overrides) {
    case .success: ""
    case .failure(let list): TextRenderer.render(list)
    }
  }
}
