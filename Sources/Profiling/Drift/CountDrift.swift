import Validation

/// How counts by name differ between both folders.
struct CountDrift {
  let shares: [[Double]]
  /// Which name's share differs most.
  let farthest: Int
  /// The share of rows that would have to change names.
  let variation: Double
  let cramersV: Double
  let result: TestResult

  init(_ counts: [[Int]], _ effect: DesignEffect) {
    let totals = counts.map { Double(max(1, $0.reduce(0, +))) }
    let shares = zip(counts, totals).map { counts, total in counts.map { Double($0) / total } }
    self.shares = shares
    let differences = zip(shares[0], shares[1]).map { ($1 - $0).magnitude }
    variation = differences.reduce(0, +) / 2
    farthest = differences.indices.max { differences[$0] < differences[$1] } ?? 0
    let plain = ContingencyTable(counts).independence()
    cramersV = plain.effect.value
    var degrees = 0.0
    if case .length(let found, _) = plain.effect.reach { degrees = found }
    let n = 1 / (1 / totals[0] + 1 / totals[1])
    result = TestResult(
      "χ² of two samples", plain.statistic,
      p: degrees > 0 ? effect.survival(plain.statistic, degrees: degrees) : 1,
      n: Int(totals[0] + totals[1]),
      effect: Effect(
        "total variation", variation, .probability,
        reach: .length(degrees: max(1, degrees), scale: 0.5 * (effect.factor / n).squareRoot())))
  }
}
