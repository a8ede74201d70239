/// Counts beside what is expected of them, joined where too little is expected.
struct CountCells: Sendable {
  struct Cell: Sendable {
    var count: Int
    var expected: Double
  }

  let cells: [Cell]
  /// That something was found where nothing can be.
  let isImpossible: Bool

  /// - Parameters:
  ///   - least: what every cell has at least after joining.
  init(_ counts: [Int], expected: [Double], joined: CellOrder, least: Double) {
    precondition(counts.count == expected.count, "an expectation for each count")
    let all = zip(counts, expected).map { Cell(count: $0, expected: $1) }
    isImpossible = all.contains { $0.expected == 0 && $0.count > 0 }
    let possible = all.filter { $0.expected > 0 }
    cells =
      switch joined {
      case .ordered: CountCells.neighbours(possible, least)
      case .named: CountCells.rare(possible, least)
      }
  }

  /// From the last cell on each takes those before it until enough is expected; what is left over
  /// at the beginning joins the cell behind it.
  private static func neighbours(_ cells: [Cell], _ least: Double) -> [Cell] {
    var joined: [Cell] = []
    var open = Cell(count: 0, expected: 0)
    for cell in cells.reversed() {
      open.count += cell.count
      open.expected += cell.expected
      guard open.expected >= least else { continue }
      joined.append(open)
      open = Cell(count: 0, expected: 0)
    }
    if open.expected > 0 {
      if joined.isEmpty { return [open] }
      joined[joined.count - 1].count += open.count
      joined[joined.count - 1].expected += open.expected
    }
    return joined.reversed()
  }

  /// All cells with too little become one; where that has still too little, it joins the least of
  /// the others, the first of these where several are alike.
  private static func rare(_ cells: [Cell], _ least: Double) -> [Cell] {
    var kept = cells.filter { $0.expected >= least }
    let small = cells.filter { $0.expected < least }
    guard !small.isEmpty else { return kept }
    let rest = small.reduce(into: Cell(count: 0, expected: 0)) { sum, cell in
      sum.count += cell.count
      sum.expected += cell.expected
    }
    guard rest.expected < least, !kept.isEmpty else { return kept + [rest] }
    var smallest = 0
    for i in kept.indices where kept[i].expected < kept[smallest].expected { smallest = i }
    kept[smallest].count += rest.count
    kept[smallest].expected += rest.expected
    return kept
  }
}

/// What cells with too little expectation are joined with; the data never decide.
package enum CellOrder: Hashable, Sendable {
  /// Cells of an ordered quantity: their neighbours, from the upper tail on.
  case ordered
  /// Cells that are names: each other.
  case named
}
