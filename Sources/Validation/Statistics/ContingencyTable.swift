import Sampling

/// Counts by two kinds of names: rows are classes, or samples; columns are what they choose among.
///
/// - Oracle: `scipy.stats.chi2_contingency`, `scipy.stats.contingency.association`.
package struct ContingencyTable: Sendable {
  private let counts: [[Int]]
  private let n: Int
  private let rowSums: [Int]
  private let columnSums: [Int]

  package init(_ counts: [[Int]]) {
    let width = counts.first?.count ?? 0
    precondition(counts.allSatisfy { $0.count == width }, "rows of one length")
    self.counts = counts
    rowSums = counts.map { $0.reduce(0, +) }
    columnSums = (0..<width).map { column in counts.reduce(0) { $0 + $1[column] } }
    n = rowSums.reduce(0, +)
  }

  /// Columns that are rare are joined until least is expected in every cell; rows that are rare
  /// then likewise.
  private func joined(_ least: Double) -> ContingencyTable {
    let smallest = Double(rowSums.filter { $0 > 0 }.min() ?? 0)
    let columns = ContingencyTable.joined(counts, sums: columnSums, by: smallest / Double(n), least)
    let table = ContingencyTable(columns)
    let narrow = Double(table.columnSums.min() ?? 0)
    let turned = ContingencyTable.turned(
      ContingencyTable.joined(
        ContingencyTable.turned(columns), sums: table.rowSums, by: narrow / Double(n), least))
    return ContingencyTable(turned)
  }

  private static func turned(_ counts: [[Int]]) -> [[Int]] {
    (counts.first ?? []).indices.map { column in counts.map { $0[column] } }
  }

  /// Joins columns of which, in the smallest row, less than `least` is expected.
  private static func joined(
    _ counts: [[Int]], sums: [Int], by smallest: Double, _ least: Double
  ) -> [[Int]] {
    let rare = sums.indices.filter { sums[$0] > 0 && Double(sums[$0]) * smallest < least }
    var kept = sums.indices.filter { Double(sums[$0]) * smallest >= least }.map { [$0] }
    let together = rare.reduce(0) { $0 + sums[$1] }
    if Double(together) * smallest >= least || kept.isEmpty, !rare.isEmpty {
      kept.append(rare)
    } else if let target = kept.indices.min(by: { sums[kept[$0][0]] < sums[kept[$1][0]] }) {
      kept[target] += rare
    }
    return counts.map { row in kept.map { $0.reduce(0) { $0 + row[$1] } } }
  }

  /// Whether rows and columns have nothing to do with each other; for rows that are samples,
  /// whether all choose alike.
  package func independence(least: Double = 5) -> TestResult {
    precondition(n > 0, "no values")
    let table = joined(least)
    let (rows, columns) = (table.rowSums.count, table.columnSums.count)
    let degrees = Double((rows - 1) * (columns - 1))
    let value = table.chiSquare
    return TestResult(
      "χ² of independence", value,
      p: degrees == 0 ? 1 : Survival.chiSquare(value, degrees: degrees), n: n,
      effect: Effect("Cramér's V", cramersV, .coefficient))
  }

  /// Cramér's V of the whole table.
  package var cramersV: Double {
    let (rows, columns) = (rowSums.count { $0 > 0 }, columnSums.count { $0 > 0 })
    guard min(rows, columns) > 1 else { return 0 }
    return (chiSquare / (Double(n) * Double(min(rows, columns) - 1))).squareRoot()
  }

  /// Cramér's V less what chance alone would give.
  ///
  /// - Reference: Bergsma, *A bias-correction for Cramér's V and Tschuprow's T* (2013).
  package var correctedV: Double {
    let (rows, columns) = (
      Double(rowSums.count { $0 > 0 }), Double(columnSums.count { $0 > 0 })
    )
    guard min(rows, columns) > 1, n > 1 else { return 0 }
    let less = Double(n - 1)
    let excess = max(0, chiSquare / Double(n) - (rows - 1) * (columns - 1) / less)
    let (r, c) = (
      rows - (rows - 1) * (rows - 1) / less, columns - (columns - 1) * (columns - 1) / less
    )
    return (excess / (min(r, c) - 1)).squareRoot()
  }

  private var chiSquare: Double {
    var sum = 0.0
    for (row, rowSum) in zip(counts, rowSums) where rowSum > 0 {
      for (count, columnSum) in zip(row, columnSums) where columnSum > 0 {
        let expected = Double(rowSum) * (Double(columnSum) / Double(n))
        let difference = Double(count) - expected
        sum += difference * difference / expected
      }
    }
    return sum
  }

  /// Each row against shares that a claim states for it: the sum of the rows' χ².
  package func conditional(shares: [[Double]], least: Double = 5) -> TestResult {
    precondition(shares.count == counts.count, "shares for each row")
    var (value, degrees, impossible) = (0.0, 0, false)
    var largest = Effect("largest difference of a share", 0, .percentagePoints)
    var cells = 0
    for (row, stated) in zip(counts, shares) where row.contains(where: { $0 > 0 }) {
      let test = CountTest(row, shares: stated, order: .named, least: least)
      let result = test.result()
      impossible = impossible || result.statistic == .infinity
      value += result.statistic
      degrees += max(0, test.cellCount - 1)
      cells += test.cellCount
      if result.effect.size >= largest.size { largest = result.effect }
    }
    if case .largestOf(_, let error) = largest.reach {
      largest = Effect(
        largest.name, largest.value, largest.unit,
        reach: .largestOf(2 * cells, standardError: error))
    }
    let p =
      impossible ? 0 : degrees == 0 ? 1 : Survival.chiSquare(value, degrees: Double(degrees))
    return TestResult("χ² by class", value, p: p, n: n, effect: largest)
  }
}
