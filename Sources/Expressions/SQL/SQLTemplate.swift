import Columnar

/// An expression as DuckDB says it, with slots where its inputs stand.
///
/// Durations are whole microseconds (BIGINT); all timestamps are TIMESTAMP in UTC or without a zone;
/// all integers are BIGINT, all floats DOUBLE. What
/// fails in a row is missing there where it can be foreseen (division by zero, logarithms), and fails
/// in SQL, too, where it cannot (overflow, texts that are no numbers).
package struct SQLTemplate: Hashable, Sendable {
  package enum Piece: Hashable, Sendable {
    case text(String)
    /// An input, as `InputBinding.slot` numbers it.
    case slot(Int)
  }

  package private(set) var pieces: [Piece] = []

  init(_ pieces: Piece...) { self.pieces = pieces }

  mutating func add(_ text: String) {
    if case .text(let before)? = pieces.last {
      pieces[pieces.count - 1] = .text(before + text)
    } else {
      pieces.append(.text(text))
    }
  }

  mutating func add(slot: Int) { pieces.append(.slot(slot)) }

  /// The whole text, each slot as `input` says it.
  package func text(_ input: (Int) -> String) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .slot(let slot): text += input(slot)
      }
    }
    return text
  }
}

/// How a function says itself in SQL.
package enum FunctionSQL: Hashable, Sendable {
  /// Its arguments, of the types it computes with, stand for `{0}`, `{1}`, …
  case pattern(String)
  /// What it is made of says it, by the types of its arguments.
  case parts
  /// It cannot be said.
  case none

  var pattern: String? {
    if case .pattern(let text) = self { text } else { nil }
  }
}
