/// Exact counts from weights.
package enum Quota {
  /// Largest remainder: every count is its exact share rounded down, and the units left go to the
  /// largest remainders, ties to the earlier position.
  ///
  /// - Parameters:
  ///   - weights: finite, not negative, at least one above 0; those of 0 get nothing.
  ///   - total: 0…2^53.
  /// - Returns: one count per weight; they sum to `total`.
  package static func counts(weights: [Double], total: Int) -> [Int] {
    precondition(total >= 0 && total <= 1 << 53, "a total of 0…2^53")
    precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a weight is not 0 or more")
    let largest = weights.max() ?? 0
    precondition(largest > 0, "no weight is above 0")
    let relative = weights.map { $0 / largest }
    let sum = relative.reduce(0, +)
    var counts: [Int] = []
    var remainders: [Double] = []
    for weight in relative {
      let share = weight * Double(total) / sum
      // A share like 2.9999999999999996 that rounding made of a whole number counts as whole.
      let nearest = share.rounded()
      let isWhole = (share - nearest).magnitude <= nearest * 0x1p-50
      let floor = isWhole ? nearest : share.rounded(.down)
      counts.append(Int(floor))
      remainders.append(isWhole ? 0 : share - floor)
    }
    settle(&counts, remainders, total: total, weights: weights)
    return counts
  }

  /// Hands out what is missing by remainder, or takes back what rounding gave too much.
  private static func settle(
    _ counts: inout [Int], _ remainders: [Double], total: Int, weights: [Double]
  ) {
    var left = total - counts.reduce(0, +)
    let order = counts.indices.filter { weights[$0] > 0 }
      .sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    var turn = 0
    while left > 0 {
      counts[order[turn % order.count]] += 1
      (left, turn) = (left - 1, turn + 1)
    }
    turn = order.count - 1
    while left < 0 {
      let place = order[turn]
      if counts[place] > 0 { (counts[place], left) = (counts[place] - 1, left + 1) }
      turn = turn > 0 ? turn - 1 : order.count - 1
    }
  }
}
