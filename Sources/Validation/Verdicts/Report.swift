import Claims

/// All findings about a dataset, judged together.
package struct Report: Sendable {
  package struct Item: Sendable {
    package let finding: Finding
    package let verdict: Verdict
    /// Of chance findings, held against the family's rate.
    package let adjustedP: Double?
  }

  package enum Verdict: String, Sendable {
    /// It is so, or chance alone explains that it is not quite.
    case holds
    /// Not by chance, but by less than the margin.
    case negligible
    /// It is not so.
    case fails
    /// It could not be judged, and should have been.
    case unreadable
    /// There was nothing to judge.
    case empty
  }

  /// The chance that any claim about chance fails though all are true.
  package let familyRate: Double
  /// The effect below which a difference does not matter, in the unit of each effect; nil where all
  /// do.
  package let margin: Double?
  package let items: [Item]

  package init(_ findings: [Finding], familyRate: Double = 0.01, margin: Double? = nil) {
    self.familyRate = familyRate
    self.margin = margin
    let adjusted = Self.adjusted(findings)
    items = findings.enumerated().map { place, finding in
      switch finding.outcome {
      case .exact(let wrong, _):
        Item(finding: finding, verdict: wrong == 0 ? .holds : .fails, adjustedP: nil)
      case .unreadable: Item(finding: finding, verdict: .unreadable, adjustedP: nil)
      case .empty: Item(finding: finding, verdict: .empty, adjustedP: nil)
      case .chance(let result):
        Report.item(finding, result, adjusted[place] ?? 1, familyRate, margin)
      }
    }
  }

  /// What findings of chance are held against the rate with, by their places: those about the same
  /// values are a group.
  private static func adjusted(_ findings: [Finding]) -> [Int: Double] {
    struct Values: Hashable {
      let table: String
      let columns: [String]
      let rows: String?
    }
    var turns: [Values: Int] = [:]
    var groups: [[(place: Int, p: Double)]] = []
    for (place, finding) in findings.enumerated() {
      guard case .chance(let result) = finding.outcome else { continue }
      let values = Values(table: finding.table, columns: finding.columns, rows: finding.rows)
      if let turn = turns[values] {
        groups[turn].append((place, result.p))
      } else {
        turns[values] = groups.count
        groups.append([(place, result.p)])
      }
    }
    var adjusted: [Int: Double] = [:]
    for (group, values) in zip(groups, Families.grouped(groups.map { $0.map(\.p) })) {
      for (test, value) in zip(group, values) { adjusted[test.place] = value }
    }
    return adjusted
  }

  private static func item(
    _ finding: Finding, _ result: TestResult, _ p: Double, _ rate: Double, _ margin: Double?
  ) -> Item {
    let verdict: Verdict =
      switch ClaimVerdict(p: p, effect: result.effect, rate: rate, margin: margin) {
      case .holds: .holds
      case .negligible: .negligible
      case .differs: .fails
      }
    return Item(finding: finding, verdict: verdict, adjustedP: p)
  }

  /// Whether nothing failed and all could be judged.
  package var passes: Bool {
    !items.contains { $0.verdict == .fails || $0.verdict == .unreadable }
  }

  /// How many claims of a layer hold, of those that could be or should have been judged.
  package func count(_ layer: Layer) -> (holding: Int, judged: Int) {
    let judged = items.filter { $0.finding.layer == layer && $0.verdict != .empty }
    let holding = judged.filter { $0.verdict == .holds || $0.verdict == .negligible }
    return (holding.count, judged.count)
  }

  /// The share of a layer's claims that hold, in percent; nil where none was judged.
  package func score(_ layer: Layer) -> Double? {
    let (holding, judged) = count(layer)
    return judged == 0 ? nil : 100 * Double(holding) / Double(judged)
  }

  /// The mean of the layers' scores; a layer without claims counts nothing.
  package var score: Double? {
    let scores = Layer.allCases.compactMap { score($0) }
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }
}
