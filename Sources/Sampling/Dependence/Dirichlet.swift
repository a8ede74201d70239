/// Shares of a whole that are drawn together: gamma numbers, each divided by their sum.
///
/// - Draws: of each share those of `Gamma`, in a stream and at a key of its own.
/// - Complexity: no allocation but for the largest whole.
/// - Oracle: `scipy.stats.beta(alpha, rest)` for each share.
/// - Reference: Devroye, *Non-Uniform Random Variate Generation* (1986), XI.4.
package struct Dirichlet: Sendable {
  /// Gamma numbers; where a shape is below 1, of the shape raised by one.
  private var sizes: [Double] = []
  /// Logarithms of what they are to be multiplied by, which may be too small for doubles.
  private var shifts: [Double] = []
  private var hasShifts = false

  package init() {}

  /// Gamma numbers of a batch, before they are scaled back.
  package static func draws(
    alpha: LawArgument, _ stream: StreamKey, _ keys: RowKeys
  ) -> [Double] {
    if case .constant(let alpha) = alpha { return Gamma.raised(alpha).draws(stream, keys) }
    return (0..<keys.count).map { Gamma.raised(alpha[$0]).draw(stream, keys[$0]) }
  }

  /// Adds a share by its gamma number, or by its weight.
  package mutating func add(_ size: Double) {
    sizes.append(size)
    shifts.append(0)
  }

  /// Adds a share of a shape that may be below 1.
  package mutating func add(_ size: Double, alpha: Double, _ stream: StreamKey, _ key: UInt64) {
    sizes.append(size)
    shifts.append(Gamma.logScale(alpha, stream, key))
    hasShifts = hasShifts || alpha < 1
  }

  /// Forgets the shares of the last whole.
  package mutating func removeAll() {
    sizes.removeAll(keepingCapacity: true)
    shifts.removeAll(keepingCapacity: true)
    hasShifts = false
  }

  /// What all shares before each one are of the whole, from 0, and their sum behind the last; nil
  /// where they are all 0.
  package mutating func cumulated(into sums: inout [Double]) -> Bool {
    if hasShifts {
      let largest = shifts.max() ?? 0
      for place in sizes.indices { sizes[place] *= Elementary.exp(shifts[place] - largest) }
    }
    sums.removeAll(keepingCapacity: true)
    var sum = 0.0
    for size in sizes {
      sums.append(sum)
      sum += size
    }
    sums.append(sum)
    return sum > 0 && sum.isFinite
  }
}

/// A whole number cut at shares of it, so that the parts sum to it exactly.
package enum ExactParts {
  /// The part between two sums of shares: each cut is at the nearest whole number, so a part is
  /// off by less than 1 from its share.
  ///
  /// - Parameters:
  ///   - first, last: sums of shares before and behind the part.
  ///   - sum: that of all shares, above 0.
  package static func part<Whole: FixedWidthInteger & SignedInteger>(
    of whole: Whole, from first: Double, to last: Double, sum: Double
  ) -> Whole {
    cut(whole, last, sum) - cut(whole, first, sum)
  }

  private static func cut<Whole: FixedWidthInteger & SignedInteger>(
    _ whole: Whole, _ share: Double, _ sum: Double
  ) -> Whole {
    if share >= sum { return whole }
    let near = (Double(whole) * (share / sum)).rounded()
    // The double of a large number may lie beyond it.
    return whole < 0
      ? max(Whole(exactly: near) ?? whole, whole) : min(Whole(exactly: near) ?? whole, whole)
  }
}
