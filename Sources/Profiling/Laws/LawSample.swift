import Sampling
import Validation

/// How many values lie in cells that follow one another: (below the first edge, edge], …
///
/// Of few values each is a cell; of many, cells hold about equal shares.
package struct LawSample: Sendable {
  package struct Cell: Hashable, Sendable {
    /// The cell's values are at most this.
    package var upper: Double
    package var count: Double
  }

  package let cells: [Cell]
  package let least: Double
  package let mean: Double
  package let variance: Double
  /// The distance of neighbours that values are rounded to; 0 where they are not.
  package let width: Double
  /// Whether each cell is one value, counted exactly.
  package let isExact: Bool

  package var n: Double { cells.reduce(0) { $0 + $1.count } }
  package var greatest: Double { cells.last?.upper ?? least }

  package init(
    _ cells: [Cell], least: Double, mean: Double, variance: Double, width: Double, isExact: Bool
  ) {
    self.cells = cells
    self.least = least
    self.mean = mean
    self.variance = variance
    self.width = width
    self.isExact = isExact
  }

  /// Of values with how often each is there, ascending.
  package init(_ values: [(value: Double, count: Int)], width: Double) {
    let n = Double(values.reduce(0) { $0 + $1.count })
    let mean = values.reduce(0) { $0 + $1.value * Double($1.count) } / n
    let squares = values.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * Double($1.count) }
    self.init(
      values.map { Cell(upper: $0.value, count: Double($0.count)) },
      least: values.first?.value ?? 0, mean: mean, variance: squares / n, width: width,
      isExact: true)
  }

  /// The same in at most so many cells, neighbours put together.
  package func coarse(_ most: Int) -> LawSample {
    guard cells.count > most else { return self }
    let due = n / Double(most)
    var joined: [Cell] = []
    var open = 0.0
    for cell in cells {
      open += cell.count
      if open >= due {
        joined.append(Cell(upper: cell.upper, count: open))
        open = 0
      }
    }
    if open > 0 { joined.append(Cell(upper: greatest, count: open)) }
    return LawSample(
      joined, least: least, mean: mean, variance: variance, width: width, isExact: false)
  }

  /// Without the values of 0, which all others lie above; nil where there are none.
  package var withoutZeros: LawSample? {
    guard least == 0, isExact || width > 0, let first = cells.first, first.upper == 0,
      cells.count > 2
    else { return nil }
    let rest = Array(cells.dropFirst())
    let n = self.n - first.count
    let total = mean * self.n
    let squares = (variance + mean * mean) * self.n
    return LawSample(
      rest, least: isExact ? rest[0].upper : width, mean: total / n,
      variance: max(0, squares / n - total / n * (total / n)), width: width, isExact: isExact)
  }

  /// The value that a share of all lies below or at.
  package func quantile(_ share: Double) -> Double {
    let due = share * n
    var sum = 0.0
    for cell in cells {
      sum += cell.count
      if sum >= due { return cell.upper }
    }
    return greatest
  }
}

extension LawSample {
  /// So many different values are counted one by one.
  static let exactValues = 2000
  /// Evenly, and closer where tails are.
  static let shares: [Double] = {
    let tails = [0.0005, 0.001, 0.002]
    return tails + (1..<256).map { Double($0) / 256 } + tails.reversed().map { 1 - $0 }
  }()
  /// Quantiles are exact up to this many values.
  private static let exactQuantiles = 1_000_000

  /// The values of a column.
  static func of(
    _ column: OpenColumn, _ profile: ColumnProfile, from: String, _ engine: SQLEngine
  ) throws(SQLError) -> LawSample? {
    guard let distinct = profile.distinct, let ends = profile.ends, profile.present > 0 else {
      return nil
    }
    let number = ColumnFigures.number(column)
    let rows = "\(from) WHERE \(ColumnFigures.finite(column))"
    let whole: Set<ValueKind> = [.whole, .date]
    let width = profile.grid?.width ?? (whole.contains(column.kind) ? 1 : 0)
    if distinct.count <= exactValues {
      let values = try engine.rows(
        "SELECT \(number) AS v, count(*) FROM \(rows) GROUP BY ALL ORDER BY 1")
      return LawSample(
        values.compactMap { row in
          row[0].double.flatMap { value in row[1].int.map { (value, Int($0)) } }
        }, width: width)
    }
    let list = shares.map { "\($0)" }.joined(separator: ", ")
    let function = profile.present <= exactQuantiles ? "quantile_disc" : "approx_quantile"
    let edges = try engine.rows("SELECT unnest(\(function)(\(number), [\(list)])) FROM \(rows)")
      .compactMap { $0[0].double }
    let figures = try engine.rows(
      "SELECT avg(\(number)), var_pop(\(number)) FILTER (WHERE abs(\(number)) < 1e150), count(*), "
        + "CAST(count(*) FILTER (WHERE \(number) = 0) AS DOUBLE) FROM \(rows)")
    guard let row = figures.first, let mean = row[0].double, let variance = row[1].double,
      let n = row[2].double, edges.count == shares.count
    else { return nil }
    return LawSample(
      cells(edges, ends, n: n, zeros: row[3].double ?? 0), least: ends.lowerBound, mean: mean,
      variance: variance, width: width, isExact: false)
  }

  /// Cells between quantiles; zeros that nothing lies below are one by themselves.
  private static func cells(
    _ edges: [Double], _ ends: ClosedRange<Double>, n: Double, zeros: Double
  ) -> [Cell] {
    var cells: [Cell] = []
    var sum = 0.0
    if ends.lowerBound == 0, zeros > 0 {
      cells.append(Cell(upper: 0, count: zeros))
      sum = zeros
    }
    for (place, edge) in edges.enumerated() {
      let upTo = shares[place] * n
      guard upTo > sum else { continue }
      if let last = cells.last, last.upper >= edge {
        if last.upper > 0 || zeros == 0 {
          cells[cells.count - 1].count += upTo - sum
        } else {
          continue
        }
      } else {
        cells.append(Cell(upper: edge, count: upTo - sum))
      }
      sum = upTo
    }
    if n > sum {
      if let last = cells.last, last.upper >= ends.upperBound {
        cells[cells.count - 1].count += n - sum
      } else {
        cells.append(Cell(upper: ends.upperBound, count: n - sum))
      }
    }
    return cells
  }
}
