import Expressions
import Planning
import Synchronization

/// The rows of a table by the row that their key names, in their order.
struct NamingRows: Sendable {
  /// Positions that 32 bits hold.
  static let largestRowCount = Int(Int32.max)

  /// Where the rows that name each row begin, and where the last end.
  private let starts: [Int32]
  private let rows: [Int32]

  /// - Parameter named: the position that each row names; -1 for none.
  init(_ named: [Int32], count: Int) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for position in named where position >= 0 { starts[Int(position) + 1] += 1 }
    for position in 0..<count { starts[position + 1] += starts[position] }
    var next = starts
    var rows = [Int32](repeating: 0, count: Int(starts[count]))
    for (row, position) in named.enumerated() where position >= 0 {
      rows[Int(next[Int(position)])] = Int32(row)
      next[Int(position)] += 1
    }
    self.starts = starts
    self.rows = rows
  }

  func rows(naming position: Int) -> ArraySlice<Int32> {
    rows[Int(starts[position])..<Int(starts[position + 1])]
  }
}

extension MaterialMaker {
  func namingRows(_ id: ColumnID, _ context: RunContext) throws(RunError) -> NamingRows {
    guard case .reference(let reference) = plan[id].generator else {
      preconditionFailure("keys name rows")
    }
    let subject = MaterialSubject(id)
    let largest = max(context.rowCount(id.table), context.rowCount(reference.table))
    guard largest <= NamingRows.largestRowCount else {
      throw failure(
        subject, "rows of one key cannot be looked up among \(largest) rows",
        code: "too-many-to-look-up", expected: "at most \(NamingRows.largestRowCount) rows")
    }
    let named = Mutex<[Int32]>([])
    try scan(id.table, for: subject, context) { (frame) throws(EvaluationError) -> [Int32] in
      let link = try frame.link(id.column).parents
      return link.positions.indices.map { row in
        link.validity.map { $0[row] } ?? true ? Int32(link.positions[row]) : -1
      }
    } deliver: { _, pieces in
      named.withLock { all in for piece in pieces { all += piece } }
    }
    return NamingRows(named.withLock { $0 }, count: context.rowCount(reference.table))
  }
}
