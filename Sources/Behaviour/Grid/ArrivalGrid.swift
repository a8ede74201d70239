import Columnar
import Sampling

/// Mode C: exactly N rows in order of time, each with a parent alive at that time; any range alone.
///
/// Counts per day and per leaf come from a tree of binomial splits, times from the inverse of the
/// intensity inside the leaf, then the parent given the time: volume cannot depend on who is
/// alive, unless lives end, where it follows the living.
///
/// - Units: times in microseconds since 1970; parents are positions in their table.
/// - Complexity: O(log) per leaf and row; a row alone costs one leaf.
/// - Reference: Funke et al., *Communication-free massively distributed graph generation* (2018).
package struct ArrivalGrid: Sendable {
  package let rowCount: Int
  package let time: TimeGrid
  /// `firstRow[d]..<firstRow[d + 1]` are the rows of day d.
  package let firstRow: [Int]
  /// Expected share of the rows of each parent; empty without parents.
  package let expectedShares: [Double]
  let picker: Picker
  let streams: Streams

  /// A leaf is made at once and sorted in cache.
  static let leafSize: Int64 = 128

  enum Picker: Sendable {
    case none
    case cohorts(Cohorts, WeightedPrefix)
    case lived(LivedParents)
  }

  struct Streams: Sendable {
    let days: StreamKey
    let leaves: StreamKey
    let times: StreamKey
    let parents: StreamKey

    init(_ stream: StreamKey) {
      days = stream.lane("days")
      leaves = stream.lane("leaves")
      times = stream.lane("times")
      parents = stream.lane("parents")
    }
  }

  /// Rows in order of time without a parent.
  package init(rowCount: Int, time: TimeGrid, stream: StreamKey) {
    self.init(
      rowCount: rowCount, time: time, picker: .none, expectedShares: [], stream: stream)
  }

  init(
    rowCount: Int, time: TimeGrid, picker: Picker, expectedShares: [Double], stream: StreamKey
  ) {
    self.rowCount = rowCount
    self.time = time
    self.picker = picker
    self.expectedShares = expectedShares
    streams = Streams(stream)
    let counts = SplitTree.counts(
      total: Int64(rowCount), cumulative: time.cumulative, stream: streams.days)
    var first = [0]
    for count in counts { first.append(first[first.count - 1] + Int(count)) }
    firstRow = first
  }

  /// The day in which a row lies.
  package func day(ofRow row: Int) -> Int {
    var low = 0
    var high = time.dayCount
    while low + 1 < high {
      let middle = (low + high) / 2
      if firstRow[middle] <= row { low = middle } else { high = middle }
    }
    while firstRow[low + 1] <= row { low += 1 }
    return low
  }
}

/// Rows of a grid as made: times ascend.
package struct GridRows: Sendable {
  package var first: Int
  package var times: [Int64]
  package var parents: [Int32]

  package var range: Range<Int> { first..<(first + times.count) }
}
