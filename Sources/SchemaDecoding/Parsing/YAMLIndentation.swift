import Diagnostics

/// Lines that begin in a column where no map or list goes on, with the columns where they would.
struct YAMLIndentation {
  /// A map or list outside of brackets that a line may go on with.
  struct Level {
    /// Where its keys or `-` stand.
    var column: Int
    /// The line and the word of the last of them.
    var line: Int
    var word: String
  }

  /// From the outermost inwards, and those that ended just before the line.
  let levels: [Level]

  /// A line that is indented less than the one before, to a column between two levels.
  func diagnostic(_ what: String, at place: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "yaml-indentation", "the indentation fits no \(what)", at: place,
      expected: expectation(around: place.column) ?? "a key in the column of the keys above")
  }

  /// A line that is indented more than the one before, which has a value already.
  func tooDeep(_ word: String, at place: DocumentLocation) -> Diagnostic? {
    guard let last = levels.last, place.column > last.column, place.line > last.line else {
      return nil
    }
    return Diagnostic(
      "yaml-indentation",
      "'\(word)' is indented under '\(last.word)' in line \(last.line), which has a value",
      at: place,
      expected: expectation(around: last.column))
  }

  /// The nearest columns on both sides of one.
  private func expectation(around column: Int) -> String? {
    let left = levels.last { $0.column <= column }
    let right = levels.filter { $0.column > column }.min { $0.column < $1.column }
    let near = [left, right].compactMap { $0 }.map { level in
      "column \(level.column), as '\(level.word)' in line \(level.line)"
    }
    return near.isEmpty ? nil : near.joined(separator: ", or ")
  }
}
