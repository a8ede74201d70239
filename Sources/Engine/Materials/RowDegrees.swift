import Columnar
import Expressions
import Generators
import Planning
import Sampling
import Synchronization

/// The row of another table that each referring row names, where it is said how many name each.
enum RowDegrees: Sendable {
  /// By the number of the referring row: no two of one parent name the same.
  case pairs([Int32])
  /// Places of the rows there, dealt out by a permutation.
  case places(DegreeStarts, Permutation)

  /// - Parameter number: of the row among those that refer to any.
  func partner(of number: Int) -> Int {
    switch self {
    case .pairs(let partners): Int(partners[number])
    case .places(let starts, let shuffled): starts.row(of: Int(shuffled(UInt64(number))))
    }
  }
}

extension MaterialMaker {
  func degrees(_ id: ColumnID, _ context: RunContext) throws(RunError) -> RowDegrees {
    guard case .reference(let reference) = plan[id].generator,
      case .degrees(let degrees) = reference.choice
    else { preconditionFailure("degrees belong to references") }
    let total = context.materials.selections[id]?.count ?? context.rowCount(id.table)
    let maker = DegreeMaker(
      maker: self, context: context, id: id, target: reference.table, total: total)
    try maker.checkSizes()
    if total == 0 { return .pairs([]) }
    guard reference.distinct == .perParent else {
      let counts = try maker.counts(degrees, room: nil)
      let stream = maker.stream.lane("deal")
      return .places(DegreeStarts(counts), Permutation(stream, size: UInt64(total)))
    }
    let children = try maker.childCounts()
    let counts = try maker.counts(degrees, room: PairRoom(children))
    if isCancelled() { throw .cancelled }
    return .pairs(PairGraph(children, with: counts, maker.stream.lane("pairs")).partners)
  }
}

/// Finds how many rows refer to each row of another table.
private struct DegreeMaker {
  let maker: MaterialMaker
  let context: RunContext
  let id: ColumnID
  /// The table that is referred to.
  let target: Int
  /// Rows that refer to any.
  let total: Int

  var stream: StreamKey { context.stream(id.table, maker.plan[id].name).lane("degrees") }
  private var name: String { maker.plan.tables[target].name }

  /// - Throws: where nothing can be referred to, or positions take more than 32 bits.
  func checkSizes() throws(RunError) {
    let largest = max(total, context.rowCount(target))
    guard largest <= DegreeShares.largest else {
      throw maker.failure(
        MaterialSubject(id), "'each' cannot be dealt out to \(largest) rows",
        code: "too-many-to-deal", expected: "at most \(DegreeShares.largest) rows")
    }
    guard total == 0 || context.rowCount(target) > 0 else {
      throw maker.failure(
        MaterialSubject(id), "'\(name)' has no rows to refer to", code: "no-rows-to-refer-to",
        expected: "at least one row of '\(name)'")
    }
  }

  /// Rows of each parent that refer to any.
  func childCounts() throws(RunError) -> [Int] {
    let counts = Mutex<[Int]>([])
    _ = try maker.countChildren(id.table, context) {
      $0
    } deliver: { some in
      counts.withLock { $0 += some }
    }
    let all = counts.withLock { $0 }
    guard let selection = context.materials.selections[id] else { return all }
    var (row, before) = (0, 0)
    return all.map { count in
      row += count
      let rank = row < selection.rows.count ? Int(selection.rank(row)) : selection.count
      defer { before = rank }
      return rank - before
    }
  }

  /// How many rows refer to each, in sum all that refer to any.
  ///
  /// - Parameter room: what the parents leave room for; nil where rows may refer to the same.
  func counts(_ degrees: DegreePlan, room: PairRoom?) throws(RunError) -> [Int] {
    let each = try degrees.each.map { (each) throws(RunError) in try numbers(each, "each") }
    let atMost = try degrees.atMost.map { (most) throws(RunError) in try numbers(most, "at_most") }
    var most = atMost ?? Array(repeating: DegreeShares.largest, count: context.rowCount(target))
    let largest = room?.largest ?? total
    for row in most.indices {
      most[row] = each.map { $0[row] } == 0 ? 0 : min(most[row], largest)
    }
    guard most.reduce(0, +) >= total else { throw tooFew(most.reduce(0, +), each, atMost, room) }
    let key = stream.lane("total")
    let shared: [Int]
    if let each {
      guard let found = DegreeShares.inProportion(each, most: most, total: total, key) else {
        preconditionFailure("all together may have as many")
      }
      shared = found
    } else {
      shared = DegreeShares.taken(of: most, total: total, key)
    }
    guard let room, !room.holds(shared) else { return shared }
    let settled = room.settled(shared, most: most)
    let sum = settled.reduce(0, +)
    guard sum == total else { throw tooFew(sum, each, atMost, room) }
    return settled
  }

  /// A number of rows for each row there is.
  private func numbers(_ plan: CandidateNumber, _ word: String) throws(RunError) -> [Int] {
    let subject = MaterialSubject(id)
    let own = stream.lane(word)
    let column = try maker.wholeColumn(of: target, plan.source.type, for: subject, context) {
      (frame) throws(EvaluationError) in try frame.numbers(plan, word, own)
    }
    guard let values = column.doubles else { preconditionFailure("degrees are numbers") }
    var counts = [Int](repeating: 0, count: values.count)
    for row in values.indices where !column.isNull(row) {
      let value = values[row].rounded(.toNearestOrEven)
      guard value >= 0, value <= Double(DegreeShares.largest) else {
        throw maker.failure(
          subject, "'\(word)' of row \(row + 1) of '\(name)' is \(LawProblem.written(values[row]))",
          code: "degree-range", expected: "a number from 0 to \(DegreeShares.largest)",
          below: [word])
      }
      counts[row] = Int(value)
    }
    return counts
  }

  /// - Parameter places: rows that may refer to any, at most.
  private func tooFew(
    _ places: Int, _ each: [Int]?, _ atMost: [Int]?, _ room: PairRoom?
  ) -> RunError {
    let open = each.map { all in all.count { $0 > 0 } } ?? context.rowCount(target)
    let needed = room?.rowCount ?? 0
    let message =
      needed > open
      ? "\(needed) rows of one parent must differ, but \(open) of '\(name)' may be referred to"
      : "\(total) rows refer to '\(name)', which leaves room for \(places)"
    return maker.failure(
      MaterialSubject(id), message, code: "too-few-places",
      expected: needed > open
        ? "fewer 'rows' of each parent, or more rows of '\(name)' whose 'each' is above 0"
        : "a larger 'at_most', more rows of '\(name)', or fewer rows that refer to them",
      below: [atMost == nil || needed > open && each != nil ? "each" : "at_most"])
  }
}
