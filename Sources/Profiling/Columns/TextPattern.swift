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
  /// A class of characters for each place, where all texts are of one length and no runs agree.
  private let places: [String]

  /// Nil where texts are of no one build.
  init?(_ texts: [String]) {
    places = TextPattern.places(texts)
    runs = TextPattern.runs(texts) ?? []
    if runs.isEmpty, places.isEmpty { return nil }
  }

  /// What texts of one length have at each place; empty where that is no class of characters.
  private static func places(_ texts: [String]) -> [String] {
    guard let length = texts.first?.unicodeScalars.count, texts.count > 1, length > 3 else {
      return []
    }
    var found = [Set<Unicode.Scalar>](repeating: [], count: length)
    for text in texts {
      guard text.unicodeScalars.count == length else { return [] }
      for (place, scalar) in text.unicodeScalars.enumerated() { found[place].insert(scalar) }
    }
    let all = found.reduce(into: Set<Unicode.Scalar>()) { $0.formUnion($1) }
    // Words of one length are no codes.
    guard all.contains(where: { (48...57).contains($0.value) }) else { return [] }
    var classes: [String] = []
    for scalars in found {
      guard let name = characterClass(scalars) else { return [] }
      classes.append(name)
    }
    return classes
  }

  private static func characterClass(_ scalars: Set<Unicode.Scalar>) -> String? {
    if scalars.count == 1, let only = scalars.first {
      return (32...126).contains(only.value) ? escaped(String(only)) : nil
    }
    let ranges: [(ClosedRange<UInt32>, String)] = [
      (48...57, "0-9"), (97...102, "a-f"), (103...122, "g-z"), (65...70, "A-F"), (71...90, "G-Z"),
    ]
    guard scalars.allSatisfy({ scalar in ranges.contains { $0.0.contains(scalar.value) } }) else {
      return nil
    }
    var names = ranges.filter { range in scalars.contains { range.0.contains($0.value) } }.map(\.1)
    for (letters, low, high) in [("a-z", "a-f", "g-z"), ("A-Z", "A-F", "G-Z")] {
      guard let place = names.firstIndex(of: high) else { continue }
      names[place] = letters
      names.removeAll { $0 == low }
    }
    return "[\(names.joined())]"
  }

  private static func runs(_ texts: [String]) -> [Run]? {
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
            lengths: min(
              a.lengths.lowerBound, b.lengths.lowerBound)...max(
                a.lengths.upperBound, b.lengths.upperBound),
            same: a.same == b.same ? a.same : nil))
      }
      merged = joined
    }
    guard let merged, merged.contains(where: { $0.same == nil }) else { return nil }
    return merged
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
    runs.isEmpty ? TextPattern.joined(places) : joinedRuns
  }

  /// Equal neighbours once, with how often.
  private static func joined(_ places: [String]) -> String {
    var text = ""
    var place = 0
    while place < places.count {
      let end = places[place...].firstIndex { $0 != places[place] } ?? places.count
      let count = end - place
      text +=
        count > 2 ? places[place] + "{\(count)}" : String(repeating: places[place], count: count)
      place = end
    }
    return text
  }

  private var joinedRuns: String {
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
