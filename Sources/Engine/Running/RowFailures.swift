import Columnar
import Expressions

/// All that is wrong with rows, found by a rule that knows no threads: of the first batch that
/// cannot be made every column that fails by itself, and the same of the first rows of each table
/// behind it. Tables before it have been made as a whole.
struct RowFailures {
  /// How many rows of each further table are tried.
  static let triedRowCount = 65_536

  private let context: RunContext
  private(set) var all: [GenerationFailure] = []

  init(_ context: RunContext) { self.context = context }

  /// Tries each of the columns on its own over rows of a table.
  ///
  /// - Returns: whether one of them fails.
  mutating func look(at table: Int, _ rows: Range<Int>, columns: [Int]) -> Bool {
    var hasFailed = false
    for column in columns {
      let cache = WorkerCache()
      do throws(EvaluationError) {
        _ = try Frame(table, .range(rows), in: context, cache).column(column)
      } catch {
        hasFailed = true
        let name = context.plan.tables[table].name
        add(
          cache.failure
            ?? GenerationFailure(error, table: name, column: nil, position: error.row))
      }
    }
    return hasFailed
  }

  /// Columns that read one that fails say the same of it; it is told once, at its first row.
  mutating func add(_ failure: GenerationFailure) {
    let isTold = all.contains { $0.table == failure.table && $0.column == failure.column }
    if !isTold { all.append(failure) }
  }
}
