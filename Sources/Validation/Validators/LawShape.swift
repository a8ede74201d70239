import Claims
import Sampling

/// Values are spread as their law says: as a whole (Kolmogorov–Smirnov) and in its tails
/// (Anderson–Darling); where they are few, by their counts.
enum LawShape: Validator {
  static let code = "law-shape"
  static let layer = Layer.marginals
  static let summary = "Values are spread as the law of their column, cut and rounded as stated."

  static func question(_ subject: Subject) -> Question? {
    guard case .follows(let claim) = subject.claim.statement else { return nil }
    return .statements { (engine) throws(SQLError) in
      let counted = try engine.rows(
        "SELECT count(*) FROM \(subject.source) WHERE \(subject.finite)")
      let n = Int(counted.first?.first?.int ?? 0)
      if n == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no values to look at")]
      }
      return try findings(subject, claim.law, n, engine)
    }
  }

  private static func findings(
    _ subject: Subject, _ law: some Distribution, _ n: Int, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    var picture = Histogram(law)
    let results: [TestResult]
    switch ShapeRoute(law) {
    case .continuous:
      results = try distances(subject, law, n, engine, &picture, isSpread: false)
    case .randomised:
      results = try distances(subject, law, n, engine, &picture, isSpread: true)
    case .cells: results = [try counts(subject, law, engine, &picture)]
    }
    let plot = picture.plot(subject.text)
    return results.map { result in
      let effect = result.effect
      let sentence =
        effect.value.isFinite
        ? "\(subject.title) follows its law, \(subject.lawTitle), to within "
          + "\(Wording.number(effect.value)) (\(effect.name))"
        : "\(subject.title) has values that its law, \(subject.lawTitle), never gives"
      return Finding(Self.self, subject, .chance(result), sentence, plot: plot)
    }
  }

  private static func distances(
    _ subject: Subject, _ law: some Distribution, _ n: Int, _ engine: SQLEngine,
    _ picture: inout Histogram, isSpread: Bool
  ) throws(SQLError) -> [TestResult] {
    var whole = KolmogorovSmirnov(total: n)
    var tails = AndersonDarling(total: n)
    let uniforms = subject.uniforms("atoms")
    var place = 0
    let sql =
      isSpread
      ? "SELECT \(subject.number) AS v, count(*) FROM \(subject.source) "
        + "WHERE \(subject.finite) GROUP BY ALL ORDER BY 1"
      : "SELECT \(subject.number) AS v FROM \(subject.source) WHERE \(subject.finite) ORDER BY 1"
    let rows = try engine.query(sql)
    while let batch = try rows.next() {
      guard let values = batch.columns[0].doubles else { continue }
      if isSpread, let counts = batch.columns[1].integers {
        let run = ValueRun(values, counts: counts.map { Int($0) })
        picture.add(run)
        whole.add(run, under: law, from: place, uniform: uniforms)
        tails.add(run, under: law, from: place, uniform: uniforms)
        place += run.counts.reduce(0, +)
      } else {
        let run = ValueRun(values)
        picture.add(run)
        whole.add(run, under: law)
        tails.add(run, under: law)
      }
    }
    return [whole.result, tails.result]
  }

  private static func counts(
    _ subject: Subject, _ law: some Distribution, _ engine: SQLEngine,
    _ picture: inout Histogram
  ) throws(SQLError) -> TestResult {
    let cells = LawCells(law, count: 64)
    var counts = [Int](repeating: 0, count: cells.probabilities.count)
    let rows = try engine.query(
      "SELECT \(subject.number) AS v, count(*) FROM \(subject.source) "
        + "WHERE \(subject.finite) GROUP BY ALL ORDER BY 1")
    while let batch = try rows.next() {
      guard let values = batch.columns[0].doubles, let found = batch.columns[1].integers else {
        continue
      }
      picture.add(ValueRun(values, counts: found.map { Int($0) }))
      for (value, count) in zip(values, found) { counts[cells.cell(of: value)] += Int(count) }
    }
    return CountTest(counts, shares: cells.probabilities, order: .ordered)
      .result(.likelihoodRatio)
  }
}

extension Subject {
  /// The column's values as the numbers that laws speak of.
  var number: String {
    switch column?.measure {
    case .days: "CAST(date_diff('day', DATE '1970-01-01', \(value)) AS DOUBLE)"
    case .microseconds: "CAST(epoch_us(\(value)) AS DOUBLE)"
    default: "CAST(\(value) AS DOUBLE)"
    }
  }

  /// A number that laws speak of as people write the column's values.
  func shown(_ number: Double) -> String {
    // Beyond the years that are written with four digits it stays a number.
    switch column?.measure {
    case .days where (-719_162...2_932_896).contains(number):
      Calendar.text(Int(number.rounded()))
    case .microseconds where column?.sqlType == "TIME": Calendar.clock(microseconds: number)
    case .microseconds where (-6.2e16...2.5e17).contains(number):
      Calendar.text(microseconds: number)
    default: Wording.number(number)
    }
  }

  /// The claim's rows whose value is a finite number.
  var finite: String { "\(condition) AND \(value) IS NOT NULL AND isfinite(\(number))" }

  /// A value of `number` as people read it.
  func text(_ number: Double) -> String {
    switch column?.measure {
    case .days: Calendar.text(Int(number.rounded(.down)))
    case .microseconds: Calendar.text(Int((number / 86_400e6).rounded(.down)))
    default: Wording.number(number)
    }
  }

  /// The law as the document names it, with what is known of it.
  var lawTitle: String {
    guard case .follows(let claim) = claim.statement else { return "" }
    let (mean, variance) = (claim.law.mean, claim.law.variance)
    guard mean.isFinite, column?.measure == .number else { return claim.title }
    let spread = variance.isFinite ? ", sd \(Wording.number(variance.squareRoot()))" : ""
    return "\(claim.title) (mean \(Wording.number(mean))\(spread))"
  }
}
