import Diagnostics
import Sampling

/// Columns that hang together by correlations, and those of their normal numbers.
struct CorrelatedColumns {
  /// In the order in which the document first names them.
  var columns: [Int]
  var matrix: CorrelationMatrix
  private var pairs: [SolvedCorrelation]

  /// Columns without correlation to each other, also through others, are apart. Those that are not
  /// known with all others of their group are left out: what no data have with fewer columns, none
  /// have with more.
  ///
  /// - Parameter isKnown: whether it is known what two columns have where no pair here says it.
  static func groups(
    _ pairs: [SolvedCorrelation], isKnown: (Int, Int) -> Bool
  ) -> [CorrelatedColumns] {
    var sets: [[Int]] = []
    for pair in pairs where pair.normal != 0 {
      let both = [pair.stated.columns.first, pair.stated.columns.second]
      let touched = sets.indices.filter { index in both.contains { sets[index].contains($0) } }
      var joined: [Int] = []
      for column in touched.flatMap({ sets[$0] }) + both where !joined.contains(column) {
        joined.append(column)
      }
      if let first = touched.first {
        sets[first] = joined
        for index in touched.dropFirst().reversed() { sets.remove(at: index) }
      } else {
        sets.append(joined)
      }
    }
    return sets.compactMap { set in
      var columns: [Int] = []
      for column in set
      where columns.allSatisfy({ other in
        isKnown(other, column) || pairs.contains { $0.stated.joins(other, column) }
      }) {
        columns.append(column)
      }
      return columns.count > 1 ? CorrelatedColumns(columns, pairs) : nil
    }
  }

  private init(_ columns: [Int], _ all: [SolvedCorrelation]) {
    self.columns = columns
    pairs = all.filter {
      columns.contains($0.stated.columns.first) && columns.contains($0.stated.columns.second)
    }
    matrix = CorrelationMatrix(size: columns.count)
    for pair in pairs {
      guard let first = columns.firstIndex(of: pair.stated.columns.first),
        let second = columns.firstIndex(of: pair.stated.columns.second)
      else { continue }
      matrix[first, second] = pair.normal
    }
  }

  /// The refusal of correlations that no data can have, with the nearest that some can.
  func refused(by solver: inout CorrelationSolver, _ state: TableState) -> Diagnostic {
    let names = columns.map { "'\(state.columns[$0].name)'" }.joined(separator: ", ")
    if columns.count > 2, let whole = pairs.first(where: { abs($0.stated.target) == 1 })?.stated {
      return Diagnostic(
        "not-positive-definite",
        "columns with a correlation of \(Int(whole.target)) tell each other, so \(names) have no "
          + "draws of their own", at: whole.location, pointer: whole.pointer,
        expected: "less, such as 0.99, or an expression of one of the columns")
    }
    var lines: [String] = []
    for pair in nearest(by: &solver) where pair.target != 0 {
      let (first, second) = (pair.columns.first, pair.columns.second)
      lines.append(
        "{between: [\(state.columns[first].name), \(state.columns[second].name)], "
          + "\(pair.measure.rawValue): \(pair.target)}")
    }
    return Diagnostic(
      "not-positive-definite", "no data has these correlations of \(names)",
      at: pairs[0].stated.location, pointer: pairs[0].stated.pointer,
      expected: "correlations that hold together",
      suggestion: "the nearest: correlations: [\(lines.joined(separator: ", "))]")
  }

  /// Four digits are enough: what is cut off is made up for by lifting the matrix further.
  private func nearest(by solver: inout CorrelationSolver) -> [StatedCorrelation] {
    var floor = 1e-4 * Double(columns.count)
    while true {
      let lifted = matrix.nearest(floor: floor)
      var found: [StatedCorrelation] = []
      var check = CorrelationMatrix(size: columns.count)
      for second in columns.indices {
        for first in 0..<second {
          var pair = stated(columns[first], columns[second])
          let exact = solver.correlation(pair, normal: lifted[first, second])
          pair.target = (exact * 1e4).rounded(.towardZero) / 1e4
          check[first, second] = solver.normal(pair, for: pair.target) ?? lifted[first, second]
          found.append(pair)
        }
      }
      if check.triangle != nil || floor > 0.5 { return found }
      floor *= 2
    }
  }

  /// As the document states a pair; one that it does not name as it states the first.
  private func stated(_ first: Int, _ second: Int) -> StatedCorrelation {
    if let known = pairs.first(where: { $0.stated.joins(first, second) }) { return known.stated }
    var pair = pairs[0].stated
    pair.columns = (first, second)
    return pair
  }
}
