import Claims
import Sampling

/// Values whose law differs by row: where each lies in its own law is uniform.
///
/// - Reference: Rosenblatt, *Remarks on a multivariate transformation* (1952); Czado, Gneiting and
///   Held, *Predictive model assessment for count data* (2009), for values with a probability of
///   their own.
enum LawByRow: Validator {
  static let code = "law-by-row"
  static let layer = Layer.marginals
  static let summary =
    "Values lie evenly in the laws of their rows, where parameters differ by row."

  static func question(_ subject: Subject) -> Question? {
    guard case .followsByRow(let claim) = subject.claim.statement else { return nil }
    return .statements { (engine) throws(SQLError) in
      var shares = ShareCounts()
      let uniforms = subject.uniforms("atoms")
      let columns = [subject.number] + claim.parameters.map { "CAST(\($0.sql) AS DOUBLE)" }
      let ends = [claim.lower, claim.upper].map {
        $0.map { "CAST(\($0.sql) AS DOUBLE)" } ?? "NULL::DOUBLE"
      }
      let rows = try engine.query(
        "SELECT \((columns + ends).joined(separator: ", ")) FROM \(subject.source) "
          + "WHERE \(subject.finite)")
      while let batch = try rows.next() {
        for row in 0..<batch.count {
          shares.add(share(batch, row, claim, uniforms(shares.count)))
        }
      }
      if shares.count == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no values to look at")]
      }
      return findings(subject, claim, shares)
    }
  }

  /// The share of a row's law that lies below its value; nil where the row has no law.
  private static func share(
    _ batch: SQLBatch, _ row: Int, _ claim: RowLawClaim, _ uniform: Double
  ) -> Double? {
    guard let value = batch.columns[0][row].double else { return nil }
    var parameters: [Double] = []
    for place in 1...claim.parameters.count {
      guard let parameter = batch.columns[place][row].double else { return nil }
      parameters.append(parameter)
    }
    var ends: ClosedRange<Double>?
    if claim.lower != nil || claim.upper != nil {
      let low = batch.columns[claim.parameters.count + 1][row].double ?? -.infinity
      let high = batch.columns[claim.parameters.count + 2][row].double ?? .infinity
      guard low <= high else { return nil }
      ends = low...high
    }
    guard let law = claim.distribution(parameters, within: ends) else { return nil }
    let (below, upTo) = (law.cdfBelow(value), law.cdf(value))
    // A value that its law cannot give lies at one of the ends.
    if law.support.lowerBound > value { return 0 }
    if law.support.upperBound < value { return 1 }
    return below + uniform * (upTo - below)
  }

  private static func findings(
    _ subject: Subject, _ claim: RowLawClaim, _ shares: ShareCounts
  ) -> [Finding] {
    if shares.lawless > 0 {
      return [
        Finding(
          Self.self, subject, .exact(wrong: shares.lawless, n: shares.count),
          "\(Wording.count(shares.lawless, "value")) of \(subject.title) "
            + "\(shares.lawless == 1 ? "stands" : "stand") in rows whose parameters make no law")
      ]
    }
    let whole = shares.distance
    return [
      Finding(
        Self.self, subject, .chance(whole),
        "\(subject.title) follows the \(claim.law.word) law of its rows to within "
          + "\(Wording.number(whole.effect.value)) (\(whole.effect.name))",
        plot: shares.plot),
      Finding(
        Self.self, subject, .chance(shares.cells),
        "\(subject.title) lies evenly in the \(claim.law.word) laws of its rows"),
    ]
  }
}

/// Shares between 0 and 1, counted on a grid so fine that what it hides is beyond notice.
struct ShareCounts {
  private static let size = 1 << 16
  private var counts = [Int](repeating: 0, count: size)
  private(set) var count = 0
  /// Values without a share.
  private(set) var lawless = 0

  mutating func add(_ share: Double?) {
    count += 1
    guard let share, !share.isNaN else {
      lawless += 1
      return
    }
    counts[max(0, min(Self.size - 1, Int(share * Double(Self.size))))] += 1
  }

  /// Kolmogorov–Smirnov, at the lines of the grid: at most 2⁻¹⁶ less than between them.
  var distance: TestResult {
    var test = KolmogorovSmirnov(total: count - lawless)
    for (cell, count) in counts.enumerated() where count > 0 {
      let (low, high) = (Double(cell) / Double(Self.size), Double(cell + 1) / Double(Self.size))
      test.add(LawPoint(value: high, below: low, upTo: high, above: 1 - high, count: count))
    }
    return test.result
  }

  /// 64 cells of equal probability.
  var cells: TestResult {
    CountTest(sums(64), shares: Array(repeating: 1.0 / 64, count: 64), order: .ordered)
      .result(.likelihoodRatio)
  }

  var plot: CountPlot? {
    CountPlot(sums(20), shares: Array(repeating: 1.0 / 20, count: 20), order: .ordered) {
      "\($0 * 5) % of the law"
    }
  }

  private func sums(_ cells: Int) -> [Int] {
    (0..<cells).map { cell in
      counts[cell * Self.size / cells..<(cell + 1) * Self.size / cells].reduce(0, +)
    }
  }
}
