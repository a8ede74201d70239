/// A regular expression that texts of one build match: the same kinds of characters in the same
/// order, in as many places as all have.
///
/// Texts are cut into runs of digits, capitals, small letters and single other characters. Where all
/// have the same runs, each run is written by what it holds: the very text where all agree, else its
/// kind and how often. Hexadecimal digits are one kind where letters and digits are mixed.
struct TextPattern {
  static let mostCharacters = 64
  private static let mostRuns = 24

  private enum Kind: Hashable {
    case digit
    case capital
    case small
    case other(Unicode.Scalar)

    init?(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 48...57: self = .digit
      case 65...90: self = .capital
      case 97...122: self = .small
      case 32...126: self = .other(scalar)
      // Others have no kind that is sure to hold all there are.
      default: return nil
      }
    }

    var text: String {
      switch self {
      case .digit: "[0-9]"
      case .capital: "[A-Z]"
      case .small: "[a-z]"
      case .other(let scalar): TextPattern.escaped(String(scalar))
      }
    }
  }

  private struct Run {
    var kind: Kind
    var lengths: ClosedRange<Int>
    /// Nil where texts differ.
    var same: String?
  }

  private let runs: [Run]

  /// Nil where texts are of no one build.
  init?(_ texts: [String]) {
    var merged: [Run]?
    for text in texts {
      guard let found = TextPattern.runs(of: text) else { return nil }
      guard let known = merged else {
        merged = found
        continue
      }
      guard known.count == found.count else { return nil }
      var joined: [Run] = []
      for (a, b) in zip(known, found) {
        guard a.kind == b.kind else { return nil }
        joined.append(
          Run(
            kind: a.kind,
            lengths: min(a.lengths.lowerBound, b.lengths.lowerBound)...max(
              a.lengths.upperBound, b.lengths.upperBound),
            same: a.same == b.same ? a.same : nil))
      }
      merged = joined
    }
    guard let merged, merged.contains(where: { $0.same == nil }) else { return nil }
    runs = merged
  }

  private static func runs(of text: String) -> [Run]? {
    var runs: [Run] = []
    for scalar in text.unicodeScalars {
      guard let kind = Kind(scalar) else { return nil }
      if let last = runs.last, last.kind == kind {
        runs[runs.count - 1].same?.unicodeScalars.append(scalar)
        let length = last.lengths.lowerBound + 1
        runs[runs.count - 1].lengths = length...length
      } else {
        guard runs.count < mostRuns else { return nil }
        runs.append(Run(kind: kind, lengths: 1...1, same: String(scalar)))
      }
    }
    return runs.isEmpty ? nil : runs
  }

  var text: String {
    runs.map { run in
      if let same = run.same { return TextPattern.escaped(same) }
      let (low, high) = (run.lengths.lowerBound, run.lengths.upperBound)
      return run.kind.text + (low < high ? "{\(low),\(high)}" : low == 1 ? "" : "{\(low)}")
    }.joined()
  }

  /// What stands around the only run that differs, where that is one of digits.
  var aroundNumber: (before: String, behind: String)? {
    let differing = runs.indices.filter { runs[$0].same == nil }
    guard differing.count == 1, runs[differing[0]].kind == .digit,
      runs[differing[0]].lengths.upperBound <= 18
    else { return nil }
    let before = runs[..<differing[0]].compactMap(\.same).joined()
    let behind = runs[(differing[0] + 1)...].compactMap(\.same).joined()
    return (before, behind)
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { text, character in
      if "\\.+*?()|[]{}^$".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}
