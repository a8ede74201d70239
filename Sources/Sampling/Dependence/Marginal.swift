/// A law by its shares: the value that a share of all lies below, and where a value lies among all.
///
/// Both never fall. Texts and truth count by their places.
package struct Marginal: Sendable {
  /// The value below which a share of the probability lies; shares within `StreamKey.unitRange`.
  let value: @Sendable (Double) -> Double
  /// The middle of the shares below and up to a value: what ranks tend to, ties averaged.
  let rank: @Sendable (Double) -> Double
  /// The shares at which values change, where they are few and values change nowhere else.
  let thresholds: [Double]?
  /// Whether the squares of values have a mean.
  package let hasVariance: Bool

  /// Shares themselves.
  static let even = Marginal()

  private init() {
    value = { $0 }
    rank = { $0 }
    thresholds = []
    hasVariance = true
  }

  package init(_ law: any Distribution) {
    let range = law.drawnRange
    value = { law.value(at: $0, within: range) }
    rank = { 0.5 * (law.cdf($0) + law.cdfBelow($0)) }
    thresholds = Marginal.thresholds(of: law)
    hasVariance = law.variance.isFinite
  }

  /// - Parameter steps: values that rise, with weights of which one is above 0.
  package init(_ steps: [(value: Double, weight: Double)]) {
    let kept = steps.filter { $0.weight > 0 }
    let total = kept.reduce(0) { $0 + $1.weight }
    var sums = [0.0]
    for step in kept { sums.append(sums[sums.count - 1] + step.weight / total) }
    let (ends, values) = (sums, kept.map(\.value))
    value = { share in
      values[(1..<values.count).last { ends[$0] <= share } ?? 0]
    }
    rank = { value in
      let place = values.lastIndex { $0 <= value } ?? 0
      return 0.5 * (ends[place] + ends[place + 1])
    }
    thresholds = Array(ends.dropFirst().dropLast())
    hasVariance = true
  }

  /// More values than these are not told apart one by one.
  private static let mostValues = 1024

  private static func thresholds(of law: any Distribution) -> [Double]? {
    var found: [Double] = []
    let range = law.drawnRange
    var x = law.value(at: StreamKey.unitRange.lowerBound, within: range)
    while found.count < mostValues {
      let (below, above) = (law.cdf(x), law.survival(x))
      let isLower = below < 0.5
      let mass = isLower ? below - law.cdfBelow(x) : law.survivalFrom(x) - above
      guard mass > 0 else { return nil }
      if below >= StreamKey.unitRange.upperBound || above <= 0x1p-53 { return found }
      found.append(isLower ? below : 1 - above)
      let next = isLower ? law.quantile(below.nextUp) : law.upperQuantile(above.nextDown)
      guard next > x else { return nil }
      x = next
    }
    return nil
  }
}

extension Distribution {
  /// The value that a share of all lies below, within what draws reach.
  fileprivate func value(at share: Double, within range: ClosedRange<Double>) -> Double {
    let value = share < 0.5 ? quantile(share) : upperQuantile(1 - share)
    return min(max(value, range.lowerBound), range.upperBound)
  }

  /// The values that shares of all lie below, in place of draws.
  package func values(at shares: [Double]) -> [Double] {
    let range = drawnRange
    return shares.map { value(at: $0, within: range) }
  }
}

extension Law {
  /// What `draws` gives by random numbers, by shares of probability: the values below which they
  /// lie.
  package static func values(
    form: Int, _ parameters: [LawArgument], at shares: [Double], lower: LawArgument?,
    upper: LawArgument?
  ) -> [Double] {
    let constants = parameters.compactMap(\.constant)
    let fixed =
      constants.count == parameters.count ? try? Self(form: form, constants) : nil
    if let fixed, lower == nil, upper == nil { return fixed.values(at: shares) }
    let (low, high) = (lower ?? .constant(-.infinity), upper ?? .constant(.infinity))
    if let fixed, let low = low.constant, let high = high.constant {
      guard low <= high, let cut = CutLaw(fixed, to: low...high) else {
        return [Double](repeating: .nan, count: shares.count)
      }
      return shares.map { cut.value($0) }
    }
    var row = [Double](repeating: 0, count: parameters.count)
    return shares.indices.map { index in
      for place in parameters.indices { row[place] = parameters[place][index] }
      guard let law = fixed ?? (try? Self(form: form, row)) else { return .nan }
      if lower == nil, upper == nil {
        return law.value(at: shares[index], within: law.drawnRange)
      }
      guard low[index] <= high[index] else { return .nan }
      return CutLaw(law, to: low[index]...high[index])?.value(shares[index]) ?? .nan
    }
  }
}
