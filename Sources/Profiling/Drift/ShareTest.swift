import Validation

/// Whether a share of rows is alike in both folders.
struct ShareTest {
  let result: TestResult

  /// - Parameters:
  ///   - counts: of rows in which something is so.
  init(_ counts: [Int], of rows: [Int], _ effect: DesignEffect) {
    let shares = zip(counts, rows).map { Double($0) / Double(max(1, $1)) }
    let table = ContingencyTable(zip(counts, rows).map { [$0, $1 - $0] })
    let independence = table.independence()
    let n = rows[0] + rows[1]
    let isTold = counts[0] + counts[1] > 0 && counts[0] + counts[1] < n
    let spread = zip(shares, rows).reduce(0) { $0 + $1.0 * (1 - $1.0) / Double(max(1, $1.1)) }
    let p =
      !isTold
      ? 1
      : effect.factor > 1.05 || independence.p < 1
        ? effect.survival(independence.statistic, degrees: 1) : ShareTest.exact(counts, rows)
    result = TestResult(
      "χ² of two samples", independence.statistic, p: p, n: n,
      effect: Effect(
        "difference of the share", shares[1] - shares[0], .percentagePoints,
        reach: .normal(standardError: (spread * effect.factor).squareRoot())))
  }

  /// Few cases: how they fall to either folder, by the folders' sizes.
  private static func exact(_ counts: [Int], _ rows: [Int]) -> Double {
    let cases = min(counts[0] + counts[1], rows[0] + rows[1] - counts[0] - counts[1])
    let isRare = counts[0] + counts[1] == cases
    let found = isRare ? counts[0] : rows[0] - counts[0]
    return BinomialCount(
      found, of: cases, chance: Double(rows[0]) / Double(rows[0] + rows[1])
    ).exactP
  }
}
