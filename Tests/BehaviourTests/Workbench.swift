import Columnar
import Sampling

@testable import Behaviour

/// Small grids and their rows.
enum Workbench {
  static let day = CivilTime.microsecondsPerDay
  static let firstDay: Int64 = 19_723  // 2024-01-01, a Monday

  static func builder(
    rows: Int, days: Int, base: [Double]? = nil, shares: [Raking.Marginal] = [],
    hours: HourProfile = .flat, name: String = "t"
  ) -> GridBuilder {
    GridBuilder(
      rowCount: rows, firstDay: firstDay, base: base ?? Array(repeating: 1, count: days),
      shares: shares, hours: hours,
      stream: StreamKey(seed: ChanceChecks.seed, table: name, column: "arrivals"))
  }

  static func rows(_ grid: ArrivalGrid) -> (times: [Int64], parents: [Int32]) {
    var last: GridRows?
    return grid.rows(0..<grid.rowCount, last: &last)
  }

  static func keys(_ count: Int) -> RowKeys { .range(first: 0, count: count) }

  /// Rows per day.
  static func dayCounts(_ times: [Int64], days: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: days)
    for time in times { counts[Int(CivilTime.day(ofMicroseconds: time) - firstDay)] += 1 }
    return counts
  }

  static func counts(_ parents: [Int32], of count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for parent in parents { counts[Int(parent)] += 1 }
    return counts
  }

  /// The class of each day: 0 from Monday to Friday, 1 on weekends.
  static func weekends(_ days: Int) -> [Int] { (0..<days).map { $0 % 7 >= 5 ? 1 : 0 } }
}
