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
      let shares = try ShareCounts(
        claim,
        "SELECT \(claim.columns(of: subject.number)) FROM \(subject.source) "
          + "WHERE \(subject.finite)", subject.uniforms("atoms"), engine)
      if shares.count == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no values to look at")]
      }
      return shares.findings(
        Self.self, subject, "\(subject.title) follows the \(claim.law.word) law of its rows")
    }
  }
}

extension RowLawClaim {
  /// The value, the parameters and both ends, as `SELECT` asks for them.
  func columns(of value: String) -> String {
    let ends = [lower, upper].map { $0.map { "CAST(\($0.sql) AS DOUBLE)" } ?? "NULL::DOUBLE" }
    return ([value] + parameters.map { "CAST(\($0.sql) AS DOUBLE)" } + ends)
      .joined(separator: ", ")
  }

  /// The share of a row's law that lies below its value; nil where the row has no law.
  fileprivate func share(_ batch: SQLBatch, _ row: Int, _ uniform: Double) -> Double? {
    guard let value = batch.columns[0][row].double else { return nil }
    var values: [Double] = []
    for place in 1..<parameters.count + 1 {
      guard let parameter = batch.columns[place][row].double else { return nil }
      values.append(parameter)
    }
    var ends: ClosedRange<Double>?
    if lower != nil || upper != nil {
      let low = batch.columns[values.count + 1][row].double ?? -.infinity
      let high = batch.columns[values.count + 2][row].double ?? .infinity
      guard low <= high else { return nil }
      ends = low...high
    }
    guard let law = distribution(values, within: ends) else { return nil }
    let (below, upTo) = (law.cdfBelow(value), law.cdf(value))
    // A value that its law cannot give lies at one of the ends.
    if law.support.lowerBound > value { return 0 }
    if law.support.upperBound < value { return 1 }
    return below + uniform * (upTo - below)
  }
}

/// Shares between 0 and 1, counted on a grid so fine that what it hides is beyond notice.
struct ShareCounts {
  private static let size = 1 << 16
  private static let cellCount = 64
  private var counts = [Int](repeating: 0, count: size)
  private(set) var count = 0
  /// Values without a share.
  private(set) var lawless = 0

  init() {}

  /// The shares of the rows of a query that asks for what `RowLawClaim.columns` says.
  init(
    _ claim: RowLawClaim, _ query: String, _ uniforms: (Int) -> Double, _ engine: SQLEngine
  ) throws(SQLError) {
    let rows = try engine.query(query)
    while let batch = try rows.next() {
      for row in 0..<batch.count { add(claim.share(batch, row, uniforms(count))) }
    }
  }

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

  /// Cells of equal probability.
  var cells: TestResult {
    let share = 1 / Double(Self.cellCount)
    return CountTest(
      sums(Self.cellCount), shares: Array(repeating: share, count: Self.cellCount), order: .ordered
    ).result(.likelihoodRatio)
  }

  /// - Parameter sentence: what is so where the shares are spread evenly.
  func findings(
    _ validator: (some Validator).Type, _ subject: Subject, _ sentence: String
  ) -> [Finding] {
    if lawless > 0 {
      return [
        Finding(
          validator, subject, .exact(wrong: lawless, n: count),
          "\(Wording.count(lawless, "value")) of \(subject.title) "
            + "\(lawless == 1 ? "stands" : "stand") in rows whose parameters make no law")
      ]
    }
    let whole = distance
    return [
      Finding(
        validator, subject, .chance(whole),
        "\(sentence) to within \(Wording.number(whole.effect.value)) (\(whole.effect.name))",
        plot: plot),
      Finding(validator, subject, .chance(cells), "\(sentence) evenly, in \(Self.cellCount) cells"),
    ]
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
