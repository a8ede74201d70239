import Claims
import Validation

/// Numbers have the same mean.
enum MeanDrift: ColumnDriftCheck {
  static let code = "mean-drift"
  static let layer = Layer.marginals
  static let summary = "Numbers have about the same mean."
  /// Beyond it a mean of so many values is of no normal law.
  private static let mostLean = 0.2

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    guard column.isMeasured, column.kind == .whole || column.kind == .number else { return [] }
    let sides = column.sides
    let spread = ((sides[0].sd * sides[0].sd + sides[1].sd * sides[1].sd) / 2).squareRoot()
    let pooled =
      (sides[0].mean * Double(sides[0].present) + sides[1].mean * Double(sides[1].present))
      / Double(sides[0].present + sides[1].present)
    let effect = try DesignEffect(column, largest: ["\(column.number) <= \(pooled)"], engine)
    let counts = sides.map { Double(effect.effective($0.present)) }
    let lean = zip(sides, counts).map { ($0.skewness / $1.squareRoot()).magnitude }.max() ?? 0
    guard spread > 0, lean <= mostLean, effect.isKnown else { return [] }
    let error = zip(sides, counts).reduce(0) { $0 + $1.0.sd * $1.0.sd / $1.1 }.squareRoot()
    guard error > 0 else { return [] }
    let difference = sides[1].mean - sides[0].mean
    return [
      finding(
        column.table, [column.name],
        .chance(
          TestResult(
            "z of the means", difference / error, p: Survival.normalTwoSided(difference / error),
            n: sides[0].present + sides[1].present,
            effect: Effect(
              "difference of the mean", difference / spread, .standardDeviations,
              reach: .normal(standardError: error / spread)))),
        "the mean of \(column.title) is \(Wording.number(sides[0].mean)), then "
          + "\(Wording.number(sides[1].mean)): \(Wording.number(difference / spread)) standard "
          + "deviations")
    ]
  }
}
