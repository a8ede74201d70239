import Claims

/// Values that have exact shares have them, to the row.
enum ExactShares: Validator {
  static let code = "exact-shares"
  static let layer = Layer.structure
  static let summary = "Shares that the document asks for exactly hold to the row."

  static func question(_ subject: Subject) -> Question? {
    guard case .quotas(let shares) = subject.claim.statement else { return nil }
    let counts = shares.map { subject.count(where: "\(subject.value) = \($0.literal)") }
    let all = subject.count(where: "true")
    return .aggregates([all] + counts) { (values, _) throws(SQLError) in
      let found = values.map { Int($0.int ?? 0) }
      let n = found[0]
      if n == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no rows to share out")]
      }
      let total = shares.reduce(0) { $0 + $1.weight }
      let due = shares.map { $0.weight / total * Double(n) }
      let counts = Array(found.dropFirst())
      let wrong = misplaced(counts, due, n)
      let parts = zip(shares, zip(counts, due)).filter { $1.0 != Int($1.1.rounded()) }
        .map { "'\($0.title)' \(Wording.grouped($1.0)) for \(Wording.number($1.1))" }
      let sentence =
        wrong == 0
        ? "\(subject.title) has its shares to the row"
        : "\(subject.title) has other shares than stated: \(parts.prefix(3).joined(separator: ", "))"
      let plot = CountPlot(counts, shares: due.map { $0 / Double(n) }, order: .named, most: 12) {
        shares[$0].title
      }
      return [
        Finding(Self.self, subject, .exact(wrong: wrong, n: n), sentence, plot: plot)
      ]
    }
  }

  /// How many rows would have to change: whole parts first, then the largest remainders, of which
  /// equal ones are as good as each other.
  static func misplaced(_ counts: [Int], _ due: [Double], _ n: Int) -> Int {
    let floors = due.map { Int(($0 + 1e-9).rounded(.down)) }
    let left = n - floors.reduce(0, +)
    let remainders = zip(due, floors).map { $0 - Double($1) }
    let order = remainders.sorted(by: >)
    let last = left > 0 && left <= order.count ? order[left - 1] : .infinity
    var (above, below) = (n - counts.reduce(0, +), 0)
    for (index, count) in counts.enumerated() {
      let remainder = remainders[index]
      let isSure = remainder > last + 1e-9
      let isPossible = remainder > last - 1e-9
      let low = floors[index] + (isSure && left > 0 ? 1 : 0)
      let high = floors[index] + (isPossible && left > 0 ? 1 : 0)
      above += max(0, count - high)
      below += max(0, low - count)
    }
    return max(above, below)
  }
}
