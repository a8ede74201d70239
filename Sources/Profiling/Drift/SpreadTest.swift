import Sampling
import Validation

/// The distributions of numbers of both folders, looked at whole: no rows are left out.
struct SpreadTest {
  /// The population stability index over ten cells of all values, which hold about equal shares.
  ///
  /// - Reference: Siddiqi, *Credit risk scorecards* (2006).
  let stability: Double
  let distance: Double
  /// Where they differ most.
  let farthest: Double
  let result: TestResult

  private static let cells = 10

  /// - Parameter number: of row `r`, in SQL.
  init?(_ column: PairedColumn, _ number: String, _ engine: SQLEngine) throws(SQLError) {
    let (n, m) = (column.first.present, column.second.present)
    guard n > 0, m > 0 else { return nil }
    var test = TwoSampleKolmogorov(first: n, second: m)
    var cells = StabilityCells(total: n + m, count: Self.cells)
    let rows = try engine.query(
      "SELECT v, count(*) FILTER (WHERE s = 0), count(*) FILTER (WHERE s = 1) "
        + "FROM \(column.union(number)) GROUP BY v ORDER BY v")
    while let batch = try rows.next() {
      guard let values = batch.columns[0].doubles, let first = batch.columns[1].integers,
        let second = batch.columns[2].integers
      else { continue }
      for row in values.indices {
        test.add(values[row], first: Int(first[row]), second: Int(second[row]))
        cells.add(values[row], first: Int(first[row]), second: Int(second[row]))
      }
    }
    let plain = test.result
    distance = plain.statistic
    farthest = test.farthest ?? column.first.least ?? 0
    stability = cells.index
    let effect = try DesignEffect(
      column, largest: cells.quartiles.map { "\(number) <= \($0)" }, engine)
    let shared =
      Double(effect.effective(n)) * Double(effect.effective(m))
      / Double(effect.effective(n) + effect.effective(m))
    let p =
      !effect.isKnown
      ? 1
      : effect.factor > 1.05
        ? KolmogorovLaw.survival(distance, n: max(1, Int(shared.rounded()))) : plain.p
    result = TestResult(
      plain.statisticName, distance, p: p, n: n + m,
      effect: Effect(
        plain.effect.name, distance, .probability, reach: .band(count: shared)))
  }
}

/// Counts of both folders in cells of about equal shares, cut as ascending values come by.
private struct StabilityCells {
  private let due: Double
  private var seen = 0.0
  private var open = (first: 0.0, second: 0.0)
  private var closed: [(edge: Double, first: Double, second: Double)] = []
  private var last = 0.0
  private let total: Double

  init(total: Int, count: Int) {
    self.total = Double(total)
    due = Double(total) / Double(count)
  }

  mutating func add(_ value: Double, first: Int, second: Int) {
    open.first += Double(first)
    open.second += Double(second)
    seen += Double(first + second)
    last = value
    guard seen >= due * Double(closed.count + 1) else { return }
    closed.append((value, open.first, open.second))
    open = (0, 0)
  }

  private var all: [(edge: Double, first: Double, second: Double)] {
    open.first + open.second > 0 ? closed + [(last, open.first, open.second)] : closed
  }

  var index: Double {
    let cells = all
    let (n, m) = cells.reduce((0.0, 0.0)) { ($0.0 + $1.first, $0.1 + $1.second) }
    return cells.reduce(0) { sum, cell in
      // Half a row more in each cell: an empty one would be infinitely far.
      let (a, b) = ((cell.first + 0.5) / (n + 0.5), (cell.second + 0.5) / (m + 0.5))
      return sum + (b - a) * Elementary.log(b / a)
    }
  }

  /// About where a quarter, half and three quarters of all lie below.
  var quartiles: [Double] {
    guard closed.count > 3 else { return closed.dropLast().map(\.edge) }
    return [closed.count / 4, closed.count / 2, 3 * closed.count / 4].map { closed[$0 - 1].edge }
  }
}
