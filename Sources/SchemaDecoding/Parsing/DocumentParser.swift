import Diagnostics
import SchemaModel

/// The text of a document to a tree of located nodes; no word has a meaning yet.
package enum DocumentParser {
  package static let byteLimit = 16 << 20

  /// A tree, and what is wrong with its text.
  struct Reading {
    /// Nil where the problems leave no tree. Beside a tree stand those that could be read as they
    /// were meant, so that the words can be checked with them.
    var root: Node?
    var problems = DiagnosticList()
  }

  /// - Returns: the root node, or every problem that could be told apart.
  package static func parse(
    _ bytes: [UInt8], fileName: String
  ) -> Result<Node, DiagnosticList> {
    let reading = read(bytes, fileName: fileName)
    guard let root = reading.root, !reading.problems.hasErrors else {
      return .failure(reading.problems)
    }
    return .success(root)
  }

  /// - Parameters:
  ///   - fileName: as messages show it; `.json` means JSON, else the content decides: a text that
  ///     begins with `{` and is JSON, is read as JSON.
  static func read(_ bytes: [UInt8], fileName: String) -> Reading {
    let place = DocumentLocation(file: fileName, line: 1, column: 1)
    guard bytes.count <= byteLimit else {
      return Reading(problems: DiagnosticList([.tooLarge(bytes.count, at: place)]))
    }
    // A byte order mark is no text; offsets stay those of the file.
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let text = hasMark ? Array(bytes[3...]) : bytes
    var source = SourceText(text, file: fileName)
    if let problem = CharacterCheck.firstProblem(in: text) {
      return Reading(problems: DiagnosticList([.unreadable(problem, in: &source)]))
    }
    let result = read(source, isJSON: fileName.utf8.suffix(5).elementsEqual(".json".utf8))
    return hasMark ? result.shifted(by: 3) : result
  }

  private static func read(_ source: SourceText, isJSON: Bool) -> Reading {
    if isJSON { return JSONParser.parse(source) }
    let first = source.bytes.first { ![9, 10, 13, 32].contains($0) }
    if first == 123 {
      let reading = JSONParser.parse(source)
      if reading.root != nil, !reading.problems.hasErrors { return reading }
    }
    return YAMLComposer.parse(source)
  }
}

extension Diagnostic {
  fileprivate static func tooLarge(_ count: Int, at place: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "file-too-large", "the document is \(count) bytes long", at: place,
      expected: "at most \(DocumentParser.byteLimit) bytes (16 MiB)")
  }

  fileprivate static func unreadable(
    _ problem: CharacterCheck.Problem, in source: inout SourceText
  ) -> Diagnostic {
    switch problem {
    case .notUTF8(let offset):
      return Diagnostic(
        "not-utf8", "the document is not UTF-8 text",
        at: source.location(from: offset, to: offset + 1), expected: "UTF-8")
    case .control(let scalar, let range):
      let hex = String(scalar.value, radix: 16, uppercase: true)
      let name = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
      return Diagnostic(
        "control-character", "the control character \(name) stands in the document",
        at: source.location(from: range.lowerBound, to: range.upperBound),
        expected: "text; inside double quotes, an escape such as \\u\(name.dropFirst(2))")
    }
  }
}
