import Columnar
import Expressions
import Generators
import Planning
import Sampling

/// Which row of a table each hangs below: rows above come first, level by level.
struct RowTree: Sendable {
  static let nobody: Int32 = -1
  /// Positions that 32 bits hold.
  static let largestRowCount = Int(Int32.max)

  /// By position; `nobody` at the top.
  let parents: [Int32]

  /// - Parameters:
  ///   - counts: how many rows hang below each, as far as there are rows.
  ///   - depth: levels; rows of the last have none below them.
  ///   - roots: rows at the top, before others are needed because a tree ends.
  init(counts: [Int64], depth: Int?, roots: Int) {
    let total = counts.count
    var parents = [Int32](repeating: RowTree.nobody, count: total)
    var levels = [UInt16](repeating: 1, count: depth == nil ? 0 : total)
    // Those before `next` hang somewhere.
    var next = min(roots, total)
    for row in 0..<total {
      if next == row { next += 1 }
      if next == total { break }
      if let depth, Int(levels[row]) >= depth { continue }
      let end = next + Int(min(counts[row], Int64(total - next)))
      for child in next..<end {
        parents[child] = Int32(row)
        if depth != nil { levels[child] = levels[row] + 1 }
      }
      next = end
    }
    self.parents = parents
  }
}

extension MaterialMaker {
  func tree(_ id: ColumnID, _ context: RunContext) throws(RunError) -> RowTree {
    guard case .reference(let reference) = plan[id].generator,
      case .tree(let tree) = reference.choice
    else { preconditionFailure("trees belong to references") }
    let subject = MaterialSubject(id, words: ["tree", "branching"])
    guard context.rowCount(id.table) <= RowTree.largestRowCount else {
      throw failure(
        subject, "a tree cannot have \(context.rowCount(id.table)) rows", code: "tree-too-large",
        expected: "at most \(RowTree.largestRowCount) rows")
    }
    let stream = context.stream(id.table, plan[id].name).lane("tree")
    let inputs = plan[id].inputs
    let counts = try wholeColumn(of: id.table, tree.branching.type, for: subject, context) {
      (frame) throws(EvaluationError) in
      try tree.branching.generate(
        frame.request(
          stream: stream, record: context.stream(frame.table, ""), inputs: inputs))
    }
    guard case .int64(var values) = counts.values else {
      preconditionFailure("branching is whole numbers")
    }
    for row in values.indices {
      if counts.isNull(row) { values[row] = 0 }
      guard values[row] >= 0 else {
        throw failure(
          subject, position: row, "\(values[row]) rows cannot hang below a row",
          code: "branching-range", expected: "0 or more")
      }
    }
    return RowTree(counts: values, depth: tree.depth, roots: tree.roots)
  }
}
