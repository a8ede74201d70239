import Sampling
import Validation

/// How much more shares vary than those of rows that have nothing to do with each other, because
/// rows of one parent are alike.
///
/// - Reference: Rao and Scott, *The analysis of categorical data from complex sample surveys*
///   (1981).
struct DesignEffect: Sendable {
  /// The factor by which the variance is larger; at least 1.
  private(set) var factor = 1.0
  /// How many parents of equal size would vary as much.
  private(set) var parents = Double.infinity

  /// Fewer than so many parents tell nothing of how much they vary.
  private static let leastParents = 8.0

  static let none = DesignEffect()

  /// Whether it can be told what chance does.
  var isKnown: Bool { parents >= Self.leastParents }

  /// Of conditions on the rows of both folders; the largest of all ways to parents counts.
  init(_ column: PairedColumn, _ conditions: [String], _ engine: SQLEngine) throws(SQLError) {
    self.init()
    guard !conditions.isEmpty else { return }
    for cluster in column.table.clusters {
      for open in column.opened {
        try add(cluster, open, column.isThere, conditions, engine)
      }
    }
  }

  /// The largest of several conditions', each looked at by itself.
  init(
    _ column: PairedColumn, largest conditions: [String], _ engine: SQLEngine
  ) throws(SQLError) {
    self.init()
    for condition in conditions { join(try DesignEffect(column, [condition], engine)) }
  }

  /// Of a condition on all rows, also those without a value.
  init(
    _ column: PairedColumn, everywhere condition: String, _ engine: SQLEngine
  ) throws(SQLError) {
    self.init()
    for cluster in column.table.clusters {
      for open in column.opened { try add(cluster, open, "true", [condition], engine) }
    }
  }

  private init() {}

  private mutating func join(_ other: DesignEffect) {
    factor = max(factor, other.factor)
    parents = min(parents, other.parents)
  }

  private mutating func add(
    _ cluster: RowCluster, _ open: OpenTable, _ rows: String, _ conditions: [String],
    _ engine: SQLEngine
  ) throws(SQLError) {
    let inner = conditions.enumerated().map {
      "CAST(count(*) FILTER (WHERE \($1)) AS DOUBLE) AS k\($0)"
    }
    let outer = conditions.indices.map { "sum(k\($0)), sum(k\($0) * k\($0)), sum(k\($0) * m)" }
    let row = try engine.rows(
      "SELECT sum(m), sum(m * m), \(outer.joined(separator: ", ")) FROM "
        + "(SELECT CAST(count(*) AS DOUBLE) AS m, \(inner.joined(separator: ", ")) "
        + "FROM \(cluster.from(open)) WHERE \(rows) AND \(cluster.key) IS NOT NULL "
        + "GROUP BY \(cluster.key))")
    let sums = row.first?.map { $0.double ?? 0 } ?? []
    guard sums.count > 2, sums[0] > 0, sums[1] > 0 else { return }
    let (n, squares) = (sums[0], sums[1])
    var (sum, weights) = (0.0, 0.0)
    for index in conditions.indices {
      let found = sums[(2 + 3 * index)..<(5 + 3 * index)]
      let start = found.startIndex
      let share = found[start] / n
      guard share > 0, share < 1 else { continue }
      let variance =
        found[start + 1] - 2 * share * found[start + 2] + share * share * squares
      sum += max(0, variance) / (n * share)
      weights += 1 - share
    }
    guard weights > 0 else { return }
    let own = n * n / squares
    // Where parents are few, how much they vary is itself uncertain.
    let found = sum / weights * (own > 3 ? own / (own - 2) : 3)
    if found > 1.05 { parents = min(parents, own) }
    factor = max(factor, found)
  }

  /// So many values tell as much as this many that have nothing to do with each other.
  func effective(_ count: Int) -> Int { max(1, Int(Double(count) / factor)) }

  /// The probability of a sum of squares that large.
  func survival(_ chiSquare: Double, degrees: Double) -> Double {
    guard isKnown else { return 1 }
    let value = chiSquare / factor
    guard parents.isFinite, degrees > 0 else { return Survival.chiSquare(value, degrees: degrees) }
    // As F: the factor is an estimate of so many parents.
    let below = degrees * (parents - 1)
    return value <= 0 ? 1 : Survival.beta(value / (value + below), 0.5 * degrees, 0.5 * below)
  }
}
