/// Names close to a misspelt one, nearest first.
package enum DidYouMean {
  /// - Parameters:
  ///   - name: what was written.
  ///   - candidates: the names in scope.
  /// - Returns: the nearest candidate at distance at most `max(1, length / 3)`, or nil.
  package static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
    // No name is as long; the distance to every candidate would cost its length.
    guard name.utf8.count <= 256 else { return nil }
    let written = Array(name.lowercased().unicodeScalars)
    let limit = max(1, written.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates where candidate != name {
      let distance = editDistance(written, Array(candidate.lowercased().unicodeScalars))
      guard distance <= limit else { continue }
      if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  /// Damerau–Levenshtein distance with adjacent transpositions.
  private static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var before = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var cost = min(
          previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        current.append(cost)
      }
      (before, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
