import Columnar

/// Parents whose lives end, found by the instants in which they live: a weighted interval tree.
///
/// Each parent stands in one node, the highest whose centre it lives through, once in order of its
/// start and once in order of its end. At an instant before the centre those of the node who have
/// started are alive, a prefix of the first list; from the centre on those who have not ended, a
/// prefix of the second. So the living of an instant are at most one prefix per level, and a draw
/// among them is exact.
///
/// - Complexity: 64 bytes per parent at most; O(log parents) prefixes.
/// - Reference: Edelsbrunner, *Dynamic data structures for orthogonal intersection queries* (1980);
///   weighted prefixes as in Amagata, *Independent range sampling on interval data* (2024).
struct LivingIndex: Sendable {
  struct Node: Sendable {
    /// The start of one of its parents.
    var centre: Int64
    /// Where its parents begin in both lists; they end where those of the next node begin.
    var first: Int32
    /// -1 for none.
    var left: Int32 = -1
    var right: Int32 = -1
  }

  /// Parents of a node by start or by end, with sums of their weights.
  struct List: Sendable {
    var times: [Int64] = []
    var parents: [Int32] = []
    /// `sums[i]` is the weight before entry i.
    var sums: [UInt64] = [0]
  }

  /// The last is where the lists end.
  private(set) var nodes: [Node] = []
  /// By start, earliest first.
  private(set) var starts = List()
  /// By end, latest first.
  private(set) var ends = List()

  /// - Parameters:
  ///   - byStart: the parents that live in the window, in order of their start.
  ///   - byEnd: the same in order of their end.
  ///   - units: weights of all parents, by position; above 0 for those listed.
  init(
    byStart: [Int32], byEnd: [Int32], lives: LifeTimes, units: [UInt64],
    _ cancellation: Cancellation
  ) throws(GridProblem) {
    var nodeOf = [Int32](repeating: 0, count: units.count)
    try place(byStart, lives, &nodeOf, cancellation)
    try list(byEnd, lives, nodeOf, cancellation)
    starts.sums = try LivingIndex.sums(starts.parents, units, cancellation)
    ends.sums = try LivingIndex.sums(ends.parents, units, cancellation)
  }

  /// Makes the nodes from the top: the centre is the middle start, so halves are at most half.
  private mutating func place(
    _ byStart: [Int32], _ lives: LifeTimes, _ nodeOf: inout [Int32], _ cancellation: Cancellation
  ) throws(GridProblem) {
    starts.times.reserveCapacity(byStart.count)
    starts.parents.reserveCapacity(byStart.count)
    var items = byStart
    var open = [(range: items.indices, above: -1, isLeft: false)]
    var sinceAsked = 0
    while let (range, above, isLeft) = open.popLast() {
      if range.isEmpty { continue }
      sinceAsked += range.count
      if sinceAsked > Cancellation.stretch {
        try cancellation.check()
        sinceAsked = 0
      }
      let centre = lives.since[Int(items[(range.lowerBound + range.upperBound) / 2])]
      let node = append(
        Node(centre: centre, first: Int32(starts.parents.count)), below: above, isLeft: isLeft)
      var ended = range.lowerBound
      var next = range.lowerBound
      while next < range.upperBound, lives.since[Int(items[next])] <= centre {
        let parent = items[next]
        if lives.until[Int(parent)] <= centre {
          items[ended] = parent
          ended += 1
        } else {
          starts.times.append(lives.since[Int(parent)])
          starts.parents.append(parent)
          nodeOf[Int(parent)] = Int32(node)
        }
        next += 1
        if next % Cancellation.stretch == 0 { try cancellation.check() }
      }
      open.append((next..<range.upperBound, node, false))
      open.append((range.lowerBound..<ended, node, true))
    }
    nodes.append(Node(centre: .max, first: Int32(starts.parents.count)))
  }

  /// - Returns: the place of the node.
  private mutating func append(_ node: Node, below above: Int, isLeft: Bool) -> Int {
    let place = nodes.count
    if above >= 0 {
      if isLeft { nodes[above].left = Int32(place) } else { nodes[above].right = Int32(place) }
    }
    nodes.append(node)
    return place
  }

  private mutating func list(
    _ byEnd: [Int32], _ lives: LifeTimes, _ nodeOf: [Int32], _ cancellation: Cancellation
  ) throws(GridProblem) {
    var next = nodes.map { Int($0.first) }
    var list = List(
      times: Array(repeating: 0, count: byEnd.count),
      parents: Array(repeating: 0, count: byEnd.count))
    try cancellation.stretches(of: byEnd.count) { range in
      for place in range {
        let parent = byEnd[byEnd.count - 1 - place]
        let node = Int(nodeOf[Int(parent)])
        list.times[next[node]] = lives.until[Int(parent)]
        list.parents[next[node]] = parent
        next[node] += 1
      }
    }
    ends = list
  }

  private static func sums(
    _ parents: [Int32], _ units: [UInt64], _ cancellation: Cancellation
  ) throws(GridProblem) -> [UInt64] {
    var sums = [UInt64](repeating: 0, count: parents.count + 1)
    try cancellation.stretches(of: parents.count) { range in
      for place in range { sums[place + 1] = sums[place] + units[Int(parents[place])] }
    }
    return sums
  }
}

/// When parents live, by position.
struct LifeTimes: Sendable {
  let since: [Int64]
  let until: [Int64]
}
