import Diagnostics
import Generators
import Sampling
import SchemaModel

/// Whether as many rows refer to a table as `each` and `at_most` say, as far as that is known before
/// anything is drawn.
enum DegreesPass {
  /// How far the sum of a law may be from the rows there are before its shape is another.
  private static let tolerance = 1.25

  /// - Parameter unknown: tables of which nothing follows.
  static func run(
    _ tables: [TablePlan], unknown: Set<Int>, _ resolver: Resolver, _ problems: inout DiagnosticList
  ) {
    for (index, table) in tables.enumerated() where !unknown.contains(index) {
      for (place, column) in table.columns.enumerated() {
        guard case .reference(let reference) = column.generator,
          case .degrees(let degrees) = reference.choice, column.when == nil,
          !unknown.contains(reference.table),
          let call = resolver.tables[index].columns[place].spec?.generator
        else { continue }
        let target = tables[reference.table]
        if let most = degrees.atMost?.source, let rows = certain(table, tables) {
          let room = target.source.rowCount.map { places(most, Double($0)) }
          if let room, room.most < rows {
            problems.report(.tooFewPlaces(call, target.name, room.about, rows))
          }
        }
        guard degrees.isLaw, degrees.atMost == nil, let mean = degrees.each?.source.mean else {
          continue
        }
        let sum = mean * target.expectedRowCount
        let rows = table.expectedRowCount
        guard sum > 0, rows > 0, max(rows / sum, sum / rows) > tolerance else { continue }
        resolver.warnings.append(
          .otherSum(call, target, mean: mean, sum: sum, rows: rows, of: table.name))
      }
    }
  }

  /// How many rows can refer to all rows of a table at most, whatever is drawn but for one seed in
  /// 10^12, and about how many.
  private static func places(
    _ atMost: any ColumnSource, _ rows: Double
  ) -> (most: Double, about: Double) {
    var largest = atMost.interval.doubles(of: atMost.type)?.upperBound.rounded() ?? .infinity
    guard let law = atMost.distribution, rows > 0 else { return (rows * largest, rows * largest) }
    let about = rows * min(law.mean, largest)
    largest = min(largest, law.upperQuantile(1e-12 / rows).rounded())
    return (rows * largest, about)
  }

  /// Rows that a table has at least.
  private static func certain(_ table: TablePlan, _ tables: [TablePlan]) -> Double? {
    if let count = table.source.rowCount { return Double(count) }
    guard case .perParent(let children) = table.source,
      let parents = certain(tables[children.parentTable], tables),
      let range = children.count.interval.doubles(of: children.count.type),
      table.arrivals?.parent?.mayLackTime != true
    else { return nil }
    return max(range.lowerBound.rounded(), 0) * parents
  }
}

extension Diagnostic {
  fileprivate static func tooFewPlaces(
    _ call: GeneratorCall, _ target: String, _ places: Double, _ rows: Double
  ) -> Diagnostic {
    Diagnostic(
      "too-few-places",
      "\(LawProblem.written(rows)) rows refer to '\(target)', which leaves room for "
        + LawProblem.written(max(places, 0)),
      at: call.options.location(of: "at_most"), pointer: call.pointer,
      expected: "a larger 'at_most', more rows of '\(target)', or fewer rows that refer to them")
  }

  fileprivate static func otherSum(
    _ call: GeneratorCall, _ target: TablePlan, mean: Double, sum: Double, rows: Double,
    of table: String
  ) -> Diagnostic {
    func about(_ value: Double) -> String {
      LawProblem.written(value < 100 ? (value * 10).rounded() / 10 : value.rounded())
    }
    return Diagnostic(
      "each-of-other-sum",
      "'each' is about \(about(mean)), for all rows of '\(target.name)' \(about(sum)), but about "
        + "\(about(rows)) rows refer to them: all numbers are multiplied by "
        + "\(LawProblem.written((rows / sum * 100).rounded() / 100))",
      at: call.options.location(of: "each"), pointer: call.pointer,
      expected: "a law of mean \(about(rows / target.expectedRowCount)), or other rows",
      severity: .warning)
  }
}
