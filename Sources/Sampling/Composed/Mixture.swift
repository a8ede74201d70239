/// Several laws, of which each row has one: by weight.
///
/// The distribution function is the weighted sum of theirs. A part may be a single value, so that
/// the whole is neither continuous nor discrete.
///
/// - Support: from the least to the largest value of its parts.
/// - Draws: which part by one uniform of the lane "part"; the part's own draws on the lane of its
///   number, so that the others may change without it.
/// - Oracle: sums of SciPy's functions.
package struct Mixture: CutToInterval {
  struct Part: Sendable {
    var law: any Distribution
    /// The chance of the part.
    var share: Double
    /// Its place among the parts as written.
    var lane: UInt64
  }

  let parts: [Part]

  /// - Throws: `LawProblem` when a weight is below 0, or all are 0; its parameter is the part's place.
  package init(_ parts: [(weight: Double, law: any Distribution)]) throws(LawProblem) {
    for (index, part) in parts.enumerated() where !(part.weight >= 0 && part.weight.isFinite) {
      throw LawProblem(
        parameter: index, "'weight' cannot be \(LawProblem.written(part.weight))",
        expected: "a number of at least 0")
    }
    let largest = parts.map(\.weight).max() ?? 0
    guard largest > 0 else {
      throw LawProblem(
        parameter: nil, "no part of 'mixture' has a weight above 0",
        expected: "weights of at least 0, one of them above 0")
    }
    let total = parts.reduce(0) { $0 + $1.weight / largest }
    self.init(
      parts: parts.enumerated().filter { $1.weight > 0 }.map { index, part in
        Part(law: part.law, share: part.weight / largest / total, lane: UInt64(index))
      })
  }

  /// The law with a chance of 0 beside its own values.
  package init(zeros chance: Double, and law: any Distribution) throws(LawProblem) {
    guard LawDomain.fraction.accepts(chance) else {
      throw LawProblem(
        parameter: 0, "'chance' cannot be \(LawProblem.written(chance))",
        expected: LawDomain.fraction.expectation)
    }
    try self.init([(chance, PointMass(0)), (1 - chance, law)])
  }

  private init(parts: [Part]) { self.parts = parts }

  package var isWhole: Bool { parts.allSatisfy { $0.law.isWhole } }
  package var hasQuantileFormula: Bool { false }

  package var mean: Double { sum { $0.mean } }

  package var variance: Double {
    let mean = mean
    return sum { $0.variance + ($0.mean - mean) * ($0.mean - mean) }
  }

  package var support: ClosedRange<Double> { hull { $0.support } }
  package var drawnRange: ClosedRange<Double> { hull { $0.drawnRange } }

  private func hull(_ range: (any Distribution) -> ClosedRange<Double>) -> ClosedRange<Double> {
    let ranges = parts.map { range($0.law) }
    return parts.indices.dropFirst().reduce(ranges[0]) { all, index in
      min(all.lowerBound, ranges[index].lowerBound)...max(all.upperBound, ranges[index].upperBound)
    }
  }

  private func sum(_ value: (any Distribution) -> Double) -> Double {
    parts.reduce(0) { $0 + $1.share * value($1.law) }
  }

  package func cdf(_ x: Double) -> Double { min(1, sum { $0.cdf(x) }) }
  package func survival(_ x: Double) -> Double { min(1, sum { $0.survival(x) }) }
  package func cdfBelow(_ x: Double) -> Double { min(1, sum { $0.cdfBelow(x) }) }
  package func survivalFrom(_ x: Double) -> Double { min(1, sum { $0.survivalFrom(x) }) }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    // The shares may sum to a little less than 1.
    if p == 1 { return support.upperBound }
    let ends = hull { $0.quantile(p)...$0.quantile(p) }
    return search(ends) { cdf($0) >= p }
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if q == 1 { return support.lowerBound }
    let ends = hull { $0.upperQuantile(q)...$0.upperQuantile(q) }
    return search(ends) { survival($0) <= q }
  }

  /// The first value for which `reaches` holds: it lies between the parts' own.
  private func search(
    _ ends: ClosedRange<Double>, _ reaches: (Double) -> Bool
  ) -> Double {
    isWhole
      ? QuantileSearch.smallest(in: ends, near: ends.lowerBound, reaches)
      : QuantileSearch.first(in: ends, reaches)
  }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double {
    let part = parts[picked(stream.lane("part").uniform(at: row))]
    return part.law.draw(stream.lane(part.lane), row)
  }

  private func picked(_ uniform: Double) -> Int {
    var rest = uniform
    for index in parts.indices.dropLast() {
      rest -= parts[index].share
      if rest < 0 { return index }
    }
    return parts.count - 1
  }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    let picks = stream.lane("part").uniforms(for: rows).map { picked($0) }
    var out = [Double](repeating: 0, count: rows.count)
    for (index, part) in parts.enumerated() {
      let own = picks.indices.filter { picks[$0] == index }
      if own.isEmpty { continue }
      let values = part.law.draws(stream.lane(part.lane), rows.gathered(own))
      for (place, row) in own.enumerated() { out[row] = values[place] }
    }
    return out
  }

  /// The same parts, cut, each as likely as it is in the interval; nil where none reaches it.
  func cut(to interval: ClosedRange<Double>) -> Mixture? {
    var kept: [Part] = []
    var total = 0.0
    for part in parts {
      guard let (law, mass) = part.law.truncated(to: interval), part.share * mass > 0 else {
        continue
      }
      total += part.share * mass
      kept.append(Part(law: law, share: part.share * mass, lane: part.lane))
    }
    guard total > 0 else { return nil }
    for index in kept.indices { kept[index].share /= total }
    return Mixture(parts: kept)
  }
}
