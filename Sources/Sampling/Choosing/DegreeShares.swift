/// Whole numbers that sum to a total, from numbers that were drawn each by itself.
package enum DegreeShares {
  /// The largest number that one may have, and the most numbers there may be.
  package static let largest = Int(Int32.max)

  /// Each its share of the total, in proportion to what was drawn: rounded up or down so that its
  /// expectation is the share, one that was drawn as 0 stays 0. Whoever would have more than its most
  /// has that, and the others share what is left, in proportion again.
  ///
  /// - Parameters:
  ///   - drawn: each 0…`largest`.
  ///   - most: beside each, 0…`largest`.
  ///   - total: 0…`largest`.
  /// - Draws: one. Where the numbers sum to the total, they stay as drawn.
  /// - Returns: nil where all together may have fewer than the total.
  /// - Complexity: O(n), and O(n log n) where some reach their most.
  package static func inProportion(
    _ drawn: [Int], most: [Int], total: Int, _ key: StreamKey
  ) -> [Int]? {
    var shares = [Int](repeating: 0, count: drawn.count)
    var (rest, sum) = (total, drawn.reduce(0, +))
    var open = drawn.map { $0 > 0 }
    let reaches = { (row: Int) in
      let needed = drawn[row].multipliedFullWidth(by: rest)
      let allowed = most[row].multipliedFullWidth(by: sum)
      return (allowed.high, allowed.low) <= (needed.high, needed.low)
    }
    if drawn.indices.contains(where: { open[$0] && reaches($0) }) {
      // Those who reach it first, by how much of it they would have.
      let order = drawn.indices.filter { open[$0] }.sorted { a, b in
        let (left, right) = (most[a] * drawn[b], most[b] * drawn[a])
        return left == right ? a < b : left < right
      }
      for row in order {
        guard reaches(row) else { break }
        shares[row] = min(most[row], rest)
        open[row] = false
        (rest, sum) = (rest - shares[row], sum - drawn[row])
      }
    }
    guard sum > 0 else { return rest == 0 ? shares : nil }
    // Sums of shares, moved all alike by a part of one, are cut down.
    let divisor = UInt64(sum)
    let moved = key.below(divisor, at: 0)
    var (before, cumulated): (UInt64, UInt64) = (0, 0)
    for row in drawn.indices where open[row] {
      cumulated += UInt64(drawn[row])
      var exact = cumulated.multipliedFullWidth(by: UInt64(rest))
      let (low, carry) = exact.low.addingReportingOverflow(moved)
      exact = (exact.high + (carry ? 1 : 0), low)
      let next = divisor.dividingFullWidth(exact).quotient
      shares[row] = Int(next - before)
      before = next
    }
    return shares
  }

  /// How many of each one's places are taken when that many of all places are, every choice of
  /// places alike.
  ///
  /// - Parameters:
  ///   - places: of each, 0…`largest`.
  ///   - total: at most their sum, 0…`largest`.
  /// - Draws: one per place or at most two per place taken, whichever are fewer.
  package static func taken(of places: [Int], total: Int, _ key: StreamKey) -> [Int] {
    let sum = places.reduce(0, +)
    precondition(total <= sum, "more are taken than there are places")
    return sum <= 2 * total
      ? oneByOne(places, sum, total, key) : drawnPlaces(places, sum, total, key)
  }

  /// Each place is taken with the chance that is left for it.
  private static func oneByOne(
    _ places: [Int], _ sum: Int, _ total: Int, _ key: StreamKey
  ) -> [Int] {
    var (rest, needed) = (UInt64(sum), UInt64(total))
    return places.map { count in
      var taken = 0
      for _ in 0..<count {
        if key.below(rest, at: rest) < needed {
          taken += 1
          needed -= 1
        }
        rest -= 1
      }
      return taken
    }
  }

  /// Places are drawn among all; one that is taken already is drawn again.
  private static func drawnPlaces(
    _ places: [Int], _ sum: Int, _ total: Int, _ key: StreamKey
  ) -> [Int] {
    let starts = DegreeStarts(places)
    var taken = [Int](repeating: 0, count: places.count)
    var (done, attempt) = (0, UInt64(0))
    while done < total {
      let place = Int(key.below(UInt64(sum), at: attempt))
      let row = starts.row(of: place)
      // All places of a row are alike: the first ones count as taken.
      if place - starts.first(of: row) >= taken[row] {
        taken[row] += 1
        done += 1
      }
      attempt += 1
    }
    return taken
  }
}

/// Where the places of each row begin among all, one behind the other.
package struct DegreeStarts: Sendable {
  private let starts: [Int]

  package init(_ counts: [Int]) {
    var starts = [0]
    starts.reserveCapacity(counts.count + 1)
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    self.starts = starts
  }

  package var placeCount: Int { starts[starts.count - 1] }

  package func first(of row: Int) -> Int { starts[row] }

  package func places(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// The row that a place belongs to, in O(log rows).
  package func row(of place: Int) -> Int {
    var low = 0
    var high = starts.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }
}
