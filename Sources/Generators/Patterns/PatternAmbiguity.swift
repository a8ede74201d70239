/// Whether some text of a pattern can be made in two ways, so that numbering its choices would
/// count the text twice.
///
/// - Complexity: at most O(n²) pairs of places of a pattern with n, each looked at once.
/// - Reference: Book, Even, Greibach, Ott, *Ambiguity in graphs and expressions* (1971); the places
///   are those of Glushkov's automaton.
struct PatternAmbiguity {
  /// Patterns of documents with more places are not looked at.
  static let mostPlaces = 1024

  /// The places that a part can begin and end with.
  private struct Part {
    var first: [Int] = []
    var last: [Int] = []
    var isNullable = true
  }

  private let limit: Int
  /// Symbols of each place; the first place is the start, which has none.
  private var symbols: [Set<Unicode.Scalar>] = [[]]
  private var follow: [[Int]] = [[]]
  private var isTooLarge = false
  /// Whether a choice is between two ways to make nothing.
  private var hasTwoEmptyWays = false

  private init(limit: Int) { self.limit = limit }

  /// - Parameter limit: on the number of places.
  /// - Returns: nil where the pattern is too large to tell.
  static func isAmbiguous(_ node: PatternNode, limit: Int = mostPlaces) -> Bool? {
    var places = PatternAmbiguity(limit: limit)
    let whole = places.add(node)
    if places.isTooLarge { return nil }
    if places.hasTwoEmptyWays { return true }
    places.follow[0] = whole.first
    return places.hasTwoWays(finals: Set(whole.last + (whole.isNullable ? [0] : [])))
  }

  private mutating func add(_ node: PatternNode) -> Part {
    switch node {
    case .symbols(let own):
      guard symbols.count <= limit else {
        isTooLarge = true
        return Part()
      }
      symbols.append(Set(own))
      follow.append([])
      return Part(first: [symbols.count - 1], last: [symbols.count - 1], isNullable: false)
    case .sequence(let parts):
      var whole = Part()
      for part in parts where !isTooLarge { join(&whole, add(part)) }
      return whole
    case .either(let branches):
      var whole = Part(isNullable: false)
      for branch in branches where !isTooLarge {
        let part = add(branch)
        hasTwoEmptyWays = hasTwoEmptyWays || whole.isNullable && part.isNullable
        whole.first += part.first
        whole.last += part.last
        whole.isNullable = whole.isNullable || part.isNullable
      }
      return whole
    case .repeated(let part, let times): return repeated(part, times)
    }
  }

  /// Copies in a row, of which the last may be left out: each follows the one in front of it alone.
  private mutating func repeated(_ node: PatternNode, _ times: ClosedRange<Int>) -> Part {
    var whole = Part()
    var ends: [Int] = []
    for time in 0..<times.upperBound where !isTooLarge {
      let part = add(node)
      hasTwoEmptyWays = hasTwoEmptyWays || part.isNullable && times.count > 1
      join(&whole, part)
      if time + 1 >= times.lowerBound { ends += whole.last }
    }
    whole.last = ends
    whole.isNullable = whole.isNullable || times.lowerBound == 0
    return whole
  }

  private mutating func join(_ whole: inout Part, _ part: Part) {
    for place in whole.last { follow[place] += part.first }
    if whole.isNullable { whole.first += part.first }
    whole.last = part.isNullable ? whole.last + part.last : part.last
    whole.isNullable = whole.isNullable && part.isNullable
  }

  /// Walks two ways at once that read the same characters.
  private func hasTwoWays(finals: Set<Int>) -> Bool {
    var seen = Set<Int>()
    var open = [(0, 0)]
    while let (left, right) = open.popLast() {
      let isSame = left == right
      for (index, first) in follow[left].enumerated() {
        for second in isSame ? follow[left][index...] : follow[right][...]
        where !symbols[first].isDisjoint(with: symbols[second]) {
          let meets = first == second
          // Two ways that come together again end at the same place, which every place leads to.
          if meets, !isSame { return true }
          if !meets, finals.contains(first), finals.contains(second) { return true }
          let key = min(first, second) * symbols.count + max(first, second)
          if seen.insert(key).inserted { open.append((first, second)) }
        }
      }
    }
    return false
  }
}
