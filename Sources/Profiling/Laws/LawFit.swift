import Sampling

/// Finds the law that values are nearest to: of each family the likeliest parameters, given how many
/// values lie in each cell; of the families the one with the least of Akaike's criterion.
///
/// - Oracle: `scipy.stats`' fits; Tests/ProfilingTests/Fixtures/fits.csv.
/// - Reference: Akaike, *A new look at the statistical model identification* (1974).
package enum LawFit {
  private static let fitCells = 64
  /// What a distance may be however many values there are.
  private static let nearest = 0.02

  /// - Parameter isWhole: whether only whole numbers are possible.
  /// - Returns: nil where values are too few to say anything.
  package static func best(_ sample: LawSample, isWhole: Bool) -> FittedLaw? {
    guard sample.n >= 8, sample.greatest > sample.least else { return nil }
    let search = Search(sample: sample.coarse(fitCells), whole: sample, isWhole: isWhole)
    var found = search.even
    for family in LawFamily.all(isWhole: isWhole) {
      if let fit = search.fit(family, lower: nil, upper: nil) { found.append(fit) }
    }
    found += search.withZeros
    // Cut laws are looked for where whole ones are not near.
    let leading = found.sorted { $0.aic < $1.aic }.prefix(4)
    let isFar = (leading.first?.distance ?? 1) > nearest / 2
    if isFar || leading.first.map({ search.leaks($0) }) ?? false {
      found += search.cut(Set(leading.map(\.word)))
    }
    let near = found.filter(\.fits)
    return (near.isEmpty ? found : near).min { $0.aic < $1.aic }
  }

  /// The likeliest member of a family, by its word.
  static func fit(
    _ word: String, _ sample: LawSample, isWhole: Bool, lower: Double?, upper: Double?
  ) -> FittedLaw? {
    guard let family = LawFamily.all(isWhole: isWhole).first(where: { $0.word == word }) else {
      return nil
    }
    return Search(sample: sample.coarse(fitCells), whole: sample, isWhole: isWhole)
      .fit(family, lower: lower, upper: upper)
  }

  /// The law of whole numbers, which may also be one of any numbers that was rounded where there are
  /// many of them.
  static func counts(_ sample: LawSample) -> FittedLaw? {
    let counting = best(sample, isWhole: true)
    guard sample.cells.count > 40, sample.width > 0, let rounded = best(sample, isWhole: false)
    else { return counting }
    guard let counting, counting.fits, counting.aic <= rounded.aic || !rounded.fits else {
      return rounded
    }
    return counting
  }

  /// The even law between the ends of values, which is what is asked of times.
  static func even(_ sample: LawSample, isWhole: Bool) -> FittedLaw? {
    guard sample.n >= 2, sample.greatest > sample.least else { return nil }
    return Search(sample: sample.coarse(fitCells), whole: sample, isWhole: isWhole).ends
  }

  /// Whether so many values may be of a law at a distance: by chance once in a hundred, or near.
  static func isNear(_ distance: Double, _ n: Double) -> Bool {
    distance <= max(nearest, 1.63 / n.squareRoot())
  }
}

/// One sample and the laws that are held against it.
private struct Search {
  let sample: LawSample
  let whole: LawSample
  let isWhole: Bool

  private func fitted(
    _ word: String, _ names: [String], _ parameters: [Double], lower: Double? = nil,
    upper: Double? = nil, zeros: Double? = nil, free: Int
  ) -> FittedLaw? {
    guard let law = LawFamily.law(word, names, parameters),
      let cells = CutLawCells(
        law, lower: lower, upper: upper, zeros: zeros ?? 0, width: sample.width)
    else { return nil }
    let distance = cells.distance(whole)
    let aic = cells.deviance(sample) + 2 * Double(free)
    guard aic.isFinite else { return nil }
    return FittedLaw(
      word: word, parameters: zip(names, parameters).map { .init(name: $0, value: $1) },
      lower: lower, upper: upper, zeros: zeros, distance: distance, aic: aic,
      fits: LawFit.isNear(distance, sample.n))
  }

  /// The likeliest member of a family.
  func fit(_ family: LawFamily, lower: Double?, upper: Double?) -> FittedLaw? {
    guard let start = family.start(sample) else { return nil }
    let free = zip(family.scales, start).map { $0.free($1) }
    guard free.allSatisfy(\.isFinite) else { return nil }
    let steps = zip(family.scales, start).map { scale, value in
      scale.free(value).isFinite && scale.isAny ? max(sample.variance.squareRoot() / 4, 1e-9) : 0.3
    }
    let width = sample.width
    let cells = sample
    var search = SimplexSearch(from: free, steps: steps) { place in
      guard let law = family.law(place),
        let cut = CutLawCells(law, lower: lower, upper: upper, width: width)
      else { return .greatestFiniteMagnitude }
      let value = cut.deviance(cells)
      return value.isFinite ? value : .greatestFiniteMagnitude
    }
    let best = search.run(steps: 60 * free.count)
    let ends = (lower == nil ? 0 : 1) + (upper == nil ? 0 : 1)
    return fitted(
      family.word, family.names, family.bound(best.place), lower: lower, upper: upper,
      free: free.count + ends)
  }

  /// Laws between two ends, which are those of the values.
  var even: [FittedLaw] {
    if isWhole { return [self.ends].compactMap { $0 } }
    let ends = NiceEnds(whole)
    var all = [fitted("uniform", ["from", "to"], [ends.lower, ends.upper], free: 2)]
    if ends.lower > 0 {
      all.append(fitted("loguniform", ["from", "to"], [ends.lower, ends.upper], free: 2))
    }
    return all.compactMap { $0 }
  }

  /// The even law whose ends are those of the values.
  var ends: FittedLaw? {
    fitted(
      isWhole ? "integer" : "uniform", ["from", "to"], [whole.least, whole.greatest], free: 2)
  }

  /// Whether much of a law lies beyond the ends of the values.
  func leaks(_ fit: FittedLaw) -> Bool {
    guard fit.lower == nil, fit.upper == nil, let law = fit.law else { return false }
    let outside = law.cdfBelow(whole.least) + law.survival(whole.greatest)
    return outside * sample.n > 8
  }

  /// Some families cut at either end of the values, and at both.
  func cut(_ words: Set<String>) -> [FittedLaw] {
    let ends = isWhole ? nil : NiceEnds(whole)
    let (lower, upper) = (ends?.lower ?? whole.least, ends?.upper ?? whole.greatest)
    let usual: Set<String> = ["normal", "lognormal", "exponential", "gamma", "poisson"]
    return LawFamily.all(isWhole: isWhole)
      .filter { words.contains($0.word) || usual.contains($0.word) }
      .flatMap { family in
        [
          fit(family, lower: lower, upper: nil), fit(family, lower: nil, upper: upper),
          fit(family, lower: lower, upper: upper),
        ].compactMap { $0 }
      }
  }

  /// Laws of what is not 0, beside the share that is.
  var withZeros: [FittedLaw] {
    guard let rest = whole.withoutZeros else { return [] }
    let share = 1 - rest.n / whole.n
    guard share > 0.01, share < 0.995, rest.n >= 8 else { return [] }
    let search = Search(sample: rest.coarse(64), whole: rest, isWhole: isWhole)
    let words = isWhole ? ["poisson", "negative_binomial", "geometric"] : nil
    let families = LawFamily.all(isWhole: isWhole).filter { words?.contains($0.word) ?? true }
    return families.compactMap { family in
      // What counts from 0 on has zeros of its own, which cannot be told from the others.
      let lower = isWhole && family.word != "geometric" ? 1.0 : nil
      guard let fit = search.fit(family, lower: lower, upper: nil), let law = fit.law else {
        return nil
      }
      let own = lower == nil ? 0 : law.cdf(0)
      let zeros = (share - own) / (1 - own)
      guard zeros > 0.01, zeros < 1, lower == nil || own < 0.95 else { return nil }
      return fitted(
        fit.word, fit.parameters.map(\.name), fit.parameters.map(\.value), zeros: zeros,
        free: fit.parameters.count + 1)
    }
  }
}

extension LawFamily.Scale {
  fileprivate var isAny: Bool {
    if case .any = self { true } else { false }
  }
}

/// The ends of values, a little farther out where round numbers are.
struct NiceEnds {
  let lower: Double
  let upper: Double

  init(_ sample: LawSample) {
    let range = sample.greatest - sample.least
    // About where the ends of evenly spread values lie.
    let reach = max(3 * range / max(1, sample.n), sample.width)
    var step = 1.0
    while step < range / 10 { step *= 10 }
    while step > range / 10, step > 1e-12 { step /= 10 }
    var (low, high) = (sample.least, sample.greatest)
    let isSmooth = sample.width == 0
    for _ in 0..<12 where step >= sample.width {
      for part in [5.0, 2.0, 1.0] {
        let wide = step * part
        let below = NiceEnds.multiple((sample.least / wide).rounded(.down), wide)
        let above = NiceEnds.multiple((sample.greatest / wide).rounded(.up), wide)
        if low == sample.least, sample.least - below <= reach { low = below }
        if high == sample.greatest, above - sample.greatest <= reach { high = above }
      }
      step /= 10
    }
    // Values of a law without atoms never lie at its very ends.
    if isSmooth, range > 0 {
      let grain = NiceEnds.power(below: reach)
      if low == sample.least {
        low = NiceEnds.multiple((low / grain).rounded(.down), grain)
        if sample.least >= 0 { low = max(0, low) }
      }
      if high == sample.greatest {
        high = NiceEnds.multiple((high / grain).rounded(.up), grain)
      }
    }
    (lower, upper) = (min(low, sample.least), max(high, sample.greatest))
  }

  /// The largest power of ten that is not above a number.
  private static func power(below value: Double) -> Double {
    var power = 1.0
    while power * 10 <= value, power < 1e300 { power *= 10 }
    while power > value, power > 1e-12 { power /= 10 }
    return power
  }

  /// Such as 0.3, which 3 · 0.1 is not.
  private static func multiple(_ count: Double, _ step: Double) -> Double {
    step >= 1 ? count * step : count / (1 / step).rounded()
  }
}
