/// Rows found beside rows expected, in the cells that a picture shows.
package struct CountPlot: Hashable, Sendable {
  package struct Cell: Hashable, Sendable {
    package var title: String
    package var found: Double
    package var expected: Double

    package init(_ title: String, found: Double, expected: Double) {
      self.title = title
      self.found = found
      self.expected = expected
    }
  }

  /// What stands in a picture at most.
  package static let most = 48

  package let order: CellOrder
  package let cells: [Cell]

  /// - Parameters:
  ///   - order: ordered cells that are too many are joined with their neighbours; of cells with
  ///     names the ones farthest from what is expected are kept, and the others are one.
  package init?(_ cells: [Cell], order: CellOrder, most: Int = CountPlot.most) {
    guard cells.count > 1 else { return nil }
    self.order = order
    self.cells =
      switch order {
      case _ where cells.count <= most: cells
      case .ordered: Self.joined(cells, most)
      case .named: Self.farthest(cells, most)
      }
  }

  package init?(
    _ counts: [Int], shares: [Double], order: CellOrder, most: Int = CountPlot.most,
    title: (Int) -> String
  ) {
    let total = Double(counts.reduce(0, +))
    self.init(
      zip(counts, shares).enumerated().map { place, pair in
        Cell(title(place), found: Double(pair.0), expected: pair.1 * total)
      }, order: order, most: most)
  }

  private static func joined(_ cells: [Cell], _ most: Int) -> [Cell] {
    let size = (cells.count + most - 1) / most
    return stride(from: 0, to: cells.count, by: size).map { start in
      let part = cells[start..<min(start + size, cells.count)]
      return sum(part, title: part.first?.title ?? "")
    }
  }

  private static func farthest(_ cells: [Cell], _ most: Int) -> [Cell] {
    let distances = cells.map { ($0.found - $0.expected).magnitude }
    let kept = Set(
      cells.indices.sorted { (distances[$0], $1) > (distances[$1], $0) }.prefix(most - 1))
    let others = cells.indices.filter { !kept.contains($0) }.map { cells[$0] }
    return cells.indices.filter(kept.contains).map { cells[$0] }
      + [sum(others[...], title: "\(Wording.grouped(others.count)) others")]
  }

  private static func sum(_ cells: ArraySlice<Cell>, title: String) -> Cell {
    cells.reduce(into: Cell(title, found: 0, expected: 0)) { sum, cell in
      sum.found += cell.found
      sum.expected += cell.expected
    }
  }
}
