/// Picks an index with chances proportional to weights in constant time.
///
/// - Draws: 64 bits per pick: the upper half of their product with the count is the slot, the lower
///   half decides between the slot and its alias.
/// - Complexity: O(count) to build, 12 bytes per entry.
/// - Reference: Vose, *A linear algorithm for generating random numbers with a given
///   distribution* (1991).
package struct AliasTable: Sendable {
  package let count: Int
  /// The slot keeps itself when the fraction is at most this; see `isKept`.
  private var thresholds: [UInt64]
  private var aliases: [Int32]

  /// - Parameters:
  ///   - weights: finite, not negative, at least one above 0; those of weight 0 are never picked.
  package init(weights: [Double]) {
    precondition(!weights.isEmpty && weights.count < Int(Int32.max), "weights out of range")
    precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a weight is not 0 or more")
    let largest = weights.max() ?? 0
    precondition(largest > 0, "no weight is above 0")
    count = weights.count
    thresholds = [UInt64](repeating: 0, count: weights.count)
    aliases = (0..<Int32(weights.count)).map { $0 }
    fill(weights.map { $0 / largest })
  }

  private mutating func fill(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    let scale = Double(count) / total
    var shares = weights.map { $0 * scale }
    var small = shares.indices.filter { shares[$0] < 1 }
    var large = shares.indices.filter { shares[$0] >= 1 }
    while let low = small.last, let high = large.last {
      small.removeLast()
      thresholds[low] = AliasTable.threshold(shares[low])
      aliases[low] = Int32(high)
      shares[high] = (shares[high] + shares[low]) - 1
      if shares[high] < 1 {
        large.removeLast()
        small.append(high)
      }
    }
    // What is left is 1 but for rounding; a slot of weight 0 must not keep itself.
    let heaviest = Int32(weights.firstIndex(of: weights.max() ?? 0) ?? 0)
    for slot in small + large {
      thresholds[slot] = weights[slot] > 0 ? .max : 0
      aliases[slot] = weights[slot] > 0 ? Int32(slot) : heaviest
    }
  }

  private static func threshold(_ share: Double) -> UInt64 {
    share >= 1 ? .max : UInt64(share * 0x1p64)
  }

  @inline(__always) private func pick(fraction: UInt64, slot: Int) -> Int32 {
    fraction < thresholds[slot] ? Int32(truncatingIfNeeded: slot) : aliases[slot]
  }

  /// What a slot holds: it keeps itself where the fraction is below the threshold, for loops that
  /// lay several tables side by side.
  package func slot(_ index: Int) -> (threshold: UInt64, alias: Int32) {
    (thresholds[index], aliases[index])
  }

  /// The index that 64 drawn bits stand for.
  package func pick(_ bits: UInt64) -> Int {
    let product = bits.multipliedFullWidth(by: UInt64(count))
    return Int(pick(fraction: product.low, slot: Int(truncatingIfNeeded: product.high)))
  }

  package func picks(_ stream: StreamKey, _ rows: RowKeys) -> [Int32] {
    picks(stream.bits(for: rows), level: Kernels.bestLevel)
  }

  func picks(_ bits: [UInt64], level: Int32) -> [Int32] {
    Kernels.aliases(
      bits, count: count, thresholds: thresholds, aliases: aliases, level: level)
  }
}
