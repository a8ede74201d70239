/// Names close to a misspelt one, nearest first.
package enum DidYouMean {
  /// - Parameters:
  ///   - name: what was written.
  ///   - candidates: the names in scope.
  /// - Returns: the nearest candidate at distance at most a third of the length, 1 for three
  ///   letters and none but case for fewer; nil without one.
  package static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
    proposal(for: name, in: candidates)?.names.first
  }

  /// The nearest candidates, as `nearest`, with those that are as near.
  package static func proposal(
    for name: String, in candidates: some Sequence<String>
  ) -> Proposal? {
    // No name is as long; the distance to every candidate would cost its length.
    guard name.utf8.count <= 256 else { return nil }
    var distances = EditDistances(from: Array(name.lowercased().unicodeScalars))
    // A document may hold thousands of names: what is further than the best is not measured.
    // Any name of a letter or two is one step from many others.
    var limit = distances.length / 3
    var best: (distance: Int, names: Set<String>)?
    for candidate in candidates where candidate != name {
      guard let distance = distances.to(candidate, limit: limit) else { continue }
      if best?.distance == distance {
        best?.names.insert(candidate)
      } else {
        best = (distance, [candidate])
        limit = distance
      }
    }
    return best.map { Proposal(names: $0.names.sorted()) }
  }

  /// As `proposal`, among the words of the language: a word of two letters may also lack one.
  package static func proposal(for name: String, amongWords words: [String]) -> Proposal? {
    if let found = proposal(for: name, in: words) { return found }
    let letters = Array(name.lowercased())
    guard letters.count == 2 else { return nil }
    let longer = words.filter { word in
      let other = Array(word)
      return other.count == 3
        && other.indices.contains { left in
          other[..<left] + other[(left + 1)...] == letters[...]
        }
    }
    return longer.isEmpty ? nil : Proposal(names: longer.sorted())
  }

  /// What may have been meant.
  package struct Proposal: Sendable {
    /// All that are equally near, in their order; at least one.
    package let names: [String]

    package init(names: [String]) { self.names = names }

    /// The name that was meant, where no other is as near: no program should choose.
    package var certain: String? { names.count == 1 ? names[0] : nil }

    package var question: String {
      let shown = names.prefix(3).map { "'\($0)'" }
      guard let last = shown.last, shown.count > 1 else { return "did you mean '\(names[0])'?" }
      return "did you mean \(shown.dropLast().joined(separator: ", ")) or \(last)?"
    }
  }
}

/// Damerau–Levenshtein distances with adjacent transpositions, from one text.
private struct EditDistances {
  private let written: [Unicode.Scalar]
  private var other: [Unicode.Scalar] = []
  // The last three rows of the table, one behind the other's beginning.
  private var before: [Int] = []
  private var previous: [Int] = []
  private var current: [Int] = []

  init(from written: [Unicode.Scalar]) { self.written = written }

  var length: Int { written.count }

  /// - Returns: nil beyond the limit.
  mutating func to(_ candidate: String, limit: Int) -> Int? {
    // A scalar has at most four bytes, and texts of other lengths differ by as much.
    guard candidate.utf8.count / 4 <= length + limit else { return nil }
    other.removeAll(keepingCapacity: true)
    for scalar in candidate.unicodeScalars {
      if scalar.isASCII, !("A"..."Z").contains(scalar) {
        other.append(scalar)
      } else {
        other.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    guard abs(other.count - length) <= limit else { return nil }
    before = Array(repeating: 0, count: other.count + 1)
    previous = Array(0...other.count)
    current = before
    for row in written.indices {
      fill(row)
      // A transposition reaches back two rows, and no step makes a distance smaller.
      if let least = current.min(), let older = previous.min(), min(least, older) > limit {
        return nil
      }
      (before, previous, current) = (previous, current, before)
    }
    let distance = previous[other.count]
    return distance <= limit ? distance : nil
  }

  private mutating func fill(_ i: Int) {
    current[0] = i + 1
    for j in other.indices {
      let isSame = written[i] == other[j]
      var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (isSame ? 0 : 1))
      if i > 0, j > 0, written[i] == other[j - 1], written[i - 1] == other[j] {
        cost = min(cost, before[j - 1] + 1)
      }
      current[j + 1] = cost
    }
  }
}
