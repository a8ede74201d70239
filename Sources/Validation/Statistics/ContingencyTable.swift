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

  /// Rare rows and columns counted together.
  private func joined(_ least: Double) -> ContingencyTable {
    let margins = JoinedMargins(rowSums: rowSums, columnSums: columnSums, least: least)
    let width = (margins.columns.max() ?? -1) + 1
    var joined = [[Int]](
      repeating: [Int](repeating: 0, count: width), count: (margins.rows.max() ?? -1) + 1)
    for (row, group) in zip(counts, margins.rows) where group >= 0 {
      for (count, column) in zip(row, margins.columns) where column >= 0 {
        joined[group][column] += count
      }
    }
    return ContingencyTable(joined)
  }

  private var leastExpected: Double {
    Double(rowSums.min() ?? 0) * Double(columnSums.min() ?? 0) / Double(n)
  }

  /// Whether rows and columns have nothing to do with each other; for rows that are samples,
  /// whether all choose alike.
  ///
  /// - Parameter least: what is expected in every cell after joining; where four cells are left with
  ///   less, nothing can be told and p is 1.
  package func independence(least: Double = 5) -> TestResult {
    precondition(n > 0, "no values")
    let table = joined(least)
    let (rows, columns) = (table.rowSums.count, table.columnSums.count)
    let isTold = rows > 1 && columns > 1 && table.leastExpected >= least
    let degrees = isTold ? Double((rows - 1) * (columns - 1)) : 0
    let value = table.chiSquare
    return TestResult(
      "χ² of independence", value,
      p: degrees == 0 ? 1 : Survival.chiSquare(value, degrees: degrees), n: n,
      effect: Effect(
        "Cramér's V", table.cramersV, .coefficient,
        reach: degrees == 0
          ? .unknown
          : .length(
            degrees: degrees,
            scale: 1 / (Double(n) * Double(min(rows, columns) - 1)).squareRoot())))
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
