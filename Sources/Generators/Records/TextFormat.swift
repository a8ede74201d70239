import Columnar
import Expressions

/// A pattern of a locale, such as how full names, addresses and telephone numbers are written:
/// fields in braces, all else as it stands.
struct TextFormat: Sendable {
  private enum Piece: Sendable {
    case text([UInt8])
    case field(String)
  }

  private let pieces: [Piece]

  init(_ pattern: String) {
    var pieces: [Piece] = []
    var rest = Substring(pattern)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.text(Array(rest[..<open].utf8))) }
      pieces.append(.field(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(Array(rest.utf8))) }
    self.pieces = pieces
  }

  /// The pattern of that name in the locale's list.
  init(_ name: String, in vocabulary: Vocabulary) {
    guard let pattern = TextFormat.pattern(name, in: vocabulary) else {
      preconditionFailure("\(vocabulary.locale) has a format '\(name)'")
    }
    self.init(pattern)
  }

  /// - Returns: nil where the locale has none of that name.
  static func pattern(_ name: String, in vocabulary: Vocabulary) -> String? {
    guard let list = vocabulary.list("formats"), let names = list.texts("name"),
      let patterns = list.texts("pattern")
    else { return nil }
    return (0..<names.count).first { names[$0] == name }.map { patterns[$0] }
  }

  /// The names in braces.
  var fields: [String] {
    pieces.compactMap { if case .field(let name) = $0 { name } else { nil } }
  }

  /// - Parameter field: adds what stands for a name in braces, and gets to know how many stand
  ///   before it.
  func add(
    to assembly: inout TextAssembly,
    field: (String, Int, inout TextAssembly) throws(EvaluationError) -> Void
  ) throws(EvaluationError) {
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text): assembly.add(.text(text))
      case .field(let name): try field(name, index, &assembly)
      }
    }
  }
}
