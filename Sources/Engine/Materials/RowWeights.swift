import Columnar
import Expressions
import Generators
import Planning
import Sampling

/// How likely rows are to be chosen.
enum RowWeights: Sendable {
  /// Among all rows of a table.
  case all(AliasTable)
  /// Among the rows before each.
  case earlier(EarlierWeights)
}

/// Weights of the rows of a table, so that those before any row can be drawn from alone.
struct EarlierWeights: Sendable {
  /// The weight of all rows before each, and of all at the end.
  private let sums: [Double]

  init(_ weights: [Double]) {
    var sums = [0.0]
    sums.reserveCapacity(weights.count + 1)
    for weight in weights { sums.append(sums[sums.count - 1] + weight) }
    self.sums = sums
  }

  func hasAny(before end: Int) -> Bool { sums[end] > 0 }

  /// A row before `end` with a weight, of which there is one; in O(log rows).
  ///
  /// - Parameter share: of the weight that lies before the row.
  func pick(before end: Int, _ share: Double) -> Int {
    let sought = min(share * sums[end], sums[end].nextDown)
    var low = 0
    var high = end
    while low + 1 < high {
      let middle = (low + high) / 2
      if sums[middle] <= sought { low = middle } else { high = middle }
    }
    return low
  }
}

extension MaterialMaker {
  func weights(_ id: ColumnID, _ context: RunContext) throws(RunError) -> RowWeights {
    guard case .reference(let reference) = plan[id].generator else {
      preconditionFailure("weights belong to references")
    }
    guard case .weighted(let weight) = reference.choice else {
      let total = context.rowCount(reference.table)
      let ranks = RowChooser(
        reference.choice, total: max(total, 1), among: nil,
        context.stream(id.table, plan[id].name), weights: nil)
      return .earlier(EarlierWeights((0..<total).map { ranks.weight(of: $0) }))
    }
    let values = try checked(weight, of: reference.table, for: MaterialSubject(id), context)
    return reference.isEarlier
      ? .earlier(EarlierWeights(values)) : .all(AliasTable(weights: values))
  }

  /// The weight of each row of a table.
  ///
  /// - Throws: where one is none, or none is above 0.
  private func checked(
    _ weight: CandidateNumber, of table: Int, for subject: MaterialSubject, _ context: RunContext
  ) throws(RunError) -> [Double] {
    let column = try wholeColumn(of: table, weight.source.type, for: subject, context) {
      (frame) throws(EvaluationError) in
      try frame.numbers(weight, "weight", context.stream(table, ""))
    }
    guard var values = column.doubles else { preconditionFailure("weights are numbers") }
    let name = plan.tables[table].name
    for row in values.indices {
      if column.isNull(row) { values[row] = 0 }
      guard values[row] >= 0, values[row].isFinite else {
        throw failure(
          subject, "the weight of row \(row + 1) of '\(name)' is \(values[row])",
          code: "weight-range", expected: "weights that are finite and 0 or more",
          below: ["weight"])
      }
    }
    guard values.isEmpty || values.contains(where: { $0 > 0 }) else {
      throw failure(
        subject, "no row of '\(name)' has a weight above 0", code: "no-weight",
        expected: "a weight above 0 for at least one row of '\(name)'", below: ["weight"])
    }
    return values
  }
}
