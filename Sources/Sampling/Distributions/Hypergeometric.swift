/// How many marked items a sample drawn without putting back holds.
///
/// - Support: max(0, draws - (population - successes))…min(draws, successes).
/// - Draws: by inversion where the mean, mirrored to the smaller halves, is below 10, one uniform;
///   otherwise by ratio of uniforms (HRUA), attempt `a` on lanes `2 a + 1` and `2 a + 2`.
/// - Oracle: `scipy.stats.hypergeom(population, successes, draws)`; large ones by mpmath. The
///   relative error of `cdf` and `survival` is below 2048 ulp × max(1, sd / 16).
/// - Reference: Stadlober, *The ratio of uniforms approach for generating discrete random
///   variates* (1990).
package struct Hypergeometric: BoundedCounts {
  package static let word = "hypergeometric"
  package static let summary = "How many marked items a sample without putting back holds."
  package static let isDiscrete = true
  package static let hasQuantileFormula = false
  package static let forms = [
    LawForm(
      LawParameter("population", .count, "Number of items there are; a whole number, 0 or more."),
      LawParameter("successes", .count, "How many of them are marked; up to `population`."),
      LawParameter("draws", .count, "How many are drawn; up to `population`."))
  ]

  private let counts: HypergeometricCounts

  package init(form: Int, _ parameters: [Double]) throws(LawProblem) {
    try Self.check(form: form, parameters)
    for index in [1, 2] where parameters[index] > parameters[0] {
      throw LawProblem(
        parameter: index,
        "'\(Self.forms[form].parameters[index].name)' must not be more than 'population'",
        expected: "a whole number from 0 to \(Self.written(parameters[0]))")
    }
    counts = HypergeometricCounts(
      population: parameters[0], successes: parameters[1], draws: parameters[2])
  }

  package var mean: Double { counts.mean }
  package var variance: Double { counts.variance }
  package var support: ClosedRange<Double> { counts.support }
  package var drawnRange: ClosedRange<Double> { counts.support }

  package func cdf(_ x: Double) -> Double { counts.ratios(x).lower }
  package func survival(_ x: Double) -> Double { counts.ratios(x).upper }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    if support.lowerBound == support.upperBound { return support.lowerBound }
    let folded = counts.folded
    if folded.mean < 10 {
      return unfolded(folded.inverted(stream.uniform(at: row), first: folded.term(0)))
    }
    return unfolded(Hat(folded).draw(stream, row))
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    if support.lowerBound == support.upperBound {
      return [Double](repeating: support.lowerBound, count: rows.count)
    }
    let folded = counts.folded
    if folded.mean < 10 {
      let first = folded.term(0)
      return stream.uniforms(for: rows).map { unfolded(folded.inverted($0, first: first)) }
    }
    return Hat(folded).draws(stream, rows).map { unfolded($0) }
  }

  /// From the number of the rarer kind in the smaller part of the population.
  @inline(__always) private func unfolded(_ k: Double) -> Double {
    let folded = counts.folded
    let marked = counts.successes == folded.successes ? k : folded.draws - k
    return counts.draws == folded.draws ? marked : counts.successes - marked
  }

  /// The constants of the method for counts folded to the smaller halves.
  private struct Hat: RejectionHat {
    let counts: HypergeometricCounts
    let centre: Double
    let width: Double
    let end: Double
    let peak: Double

    init(_ counts: HypergeometricCounts) {
      self.counts = counts
      centre = counts.mean + 0.5
      let deviation = (counts.variance + 0.5).squareRoot()
      width = 1.7155277699214135 * deviation + 0.8989161620588988
      end = min(counts.support.upperBound + 1, (centre + 16 * deviation).rounded(.down))
      peak = counts.weight(counts.mode)
    }

    @inline(__always) func accepted(_ u: Double, _ v: Double) -> Double? {
      let place = centre + width * (v - 0.5) / u
      guard place >= 0, place < end else { return nil }
      let k = place.rounded(.down)
      return u * u * peak <= counts.weight(k) ? k : nil
    }
  }
}
