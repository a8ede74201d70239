import Sampling

/// Where one distinct value, or several that agree, stand in a law.
package struct LawPoint: Sendable {
  /// The value in the data, or the place within an atom that stands for it.
  package let value: Double
  /// The probability of less, of at most and of more than the value.
  package let below: Double
  package let upTo: Double
  package let above: Double
  package let count: Int
}

/// A test that is fed distinct values in ascending order.
package protocol OrderedTest {
  /// Whether the test reads `LawPoint.below` and `LawPoint.above`; neither is computed in vain.
  static var readsBelow: Bool { get }
  static var readsAbove: Bool { get }

  mutating func add(_ point: LawPoint)
}

/// Ascending values and how often each is there, as a query streams them.
package struct ValueRun: Sendable {
  package let values: [Double]
  /// Empty where each is there once.
  package let counts: [Int]

  package init(_ values: [Double], counts: [Int] = []) {
    precondition(counts.isEmpty || counts.count == values.count, "a count for each value")
    self.values = values
    self.counts = counts
  }
}

extension OrderedTest {
  /// Takes values as they are: right for laws without atoms, and on the safe side for others.
  package mutating func add(_ run: ValueRun, under law: some Distribution) {
    for (i, value) in run.values.enumerated() {
      let upTo = law.cdf(value)
      add(
        LawPoint(
          value: value, below: Self.readsBelow ? law.cdfBelow(value) : upTo, upTo: upTo,
          above: Self.readsAbove ? law.survival(value) : 1 - upTo,
          count: run.counts.isEmpty ? 1 : run.counts[i]))
    }
  }

  /// Takes the values of atoms as uniform within their probabilities, which makes tests of laws
  /// without atoms exact for every law.
  ///
  /// - Parameters:
  ///   - start: the place of the run's first value among all.
  ///   - uniform: a number above 0 and below 1 for each place, which the caller makes from the data.
  package mutating func add(
    _ run: ValueRun, under law: some Distribution, from start: Int, uniform: (Int) -> Double
  ) {
    var place = start
    for (i, value) in run.values.enumerated() {
      let count = run.counts.isEmpty ? 1 : run.counts[i]
      let (below, from) = (law.cdfBelow(value), law.survivalFrom(value))
      let (upTo, above) = (law.cdf(value), law.survival(value))
      let mass = below < 0.5 ? upTo - below : from - above
      if mass <= 0 {
        add(LawPoint(value: value, below: upTo, upTo: upTo, above: above, count: count))
      } else {
        addAtom(value, count, lower: below, upper: above, mass) { uniform(place + $0) }
      }
      place += count
    }
  }

  /// The order statistics of uniform values, each from the one before it: what is left of the atom
  /// shrinks by the largest of the uniform values that are still to come.
  private mutating func addAtom(
    _ value: Double, _ count: Int, lower: Double, upper: Double, _ mass: Double,
    uniform: (Int) -> Double
  ) {
    var left = 1.0
    for i in 0..<count {
      left *= Elementary.exp(Elementary.log(uniform(i)) / Double(count - i))
      let upTo = lower + mass * (1 - left)
      add(LawPoint(value: value, below: upTo, upTo: upTo, above: upper + mass * left, count: 1))
    }
  }
}

/// How values are held against a law's shape.
package enum ShapeRoute: Hashable, Sendable {
  /// Distances of the distribution function, values as they are.
  case continuous
  /// The same after values of atoms were spread within their probabilities.
  case randomised
  /// Counts in cells cut at the law's quantiles.
  case cells

  /// The route for a law and a number of values; it never looks at the data.
  ///
  /// Continuous where there is no atom: even a small one at an end of the law would be infinitely
  /// far out in its tail; cells where at most 64 values hold nearly everything; randomised
  /// otherwise.
  package init(_ law: some Distribution) {
    let probes = 4096
    var atoms: Set<Double> = []
    for probe in 0..<probes {
      let value = law.quantile((Double(probe) + 0.5) / Double(probes))
      if law.cdf(value) > law.cdfBelow(value) { atoms.insert(value) }
    }
    if atoms.isEmpty {
      self = .continuous
    } else {
      let isSpread = atoms.count > 64 || LawCells.massOutside(atoms.sorted(), law) > 0.01
      self = isSpread ? .randomised : .cells
    }
  }
}
