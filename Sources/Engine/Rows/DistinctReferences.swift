import Columnar
import Expressions
import Generators
import Planning
import Sampling

/// References of which no two name the same row.
extension ReferencePicker {
  func keepApart(
    _ rows: [Int], _ distinct: ReferencePlan.Distinct, _ chooser: RowChooser, _ total: Int,
    _ request: GenerationRequest, _ positions: inout [Int]
  ) throws(EvaluationError) {
    let stream = request.stream.lane("distinct")
    switch (distinct, reference.choice) {
    case (.inTable, _):
      let places = numbers
      try refuse(rows, total) { places[$0] }
      let shuffled = Permutation(stream, size: UInt64(total))
      for row in rows { positions[row] = Int(shuffled(UInt64(places[row]))) }
    case (.perParent, .uniform):
      let ordinals = try frame.places().ordinals
      try refuse(rows, total) { ordinals[$0] }
      var shuffled: (parent: UInt64, places: Permutation)?
      for row in rows {
        let parent = request.rowKeys[row] >> UInt64(request.ordinalBits)
        if shuffled?.parent != parent {
          shuffled = (parent, Permutation(stream.lane(parent), size: UInt64(total)))
        }
        positions[row] = Int(shuffled?.places(UInt64(ordinals[row])) ?? 0)
      }
    case (.perParent, _):
      let ordinals = try frame.places().ordinals
      try refuse(rows, total) { ordinals[$0] }
      try draw(rows, ordinals, chooser.laned("distinct"), total, request, &positions)
    }
  }

  /// The number of each row among those that refer to any.
  var numbers: [Int] {
    let places = frame.positions.all
    let id = ColumnID(table: frame.table, column: index)
    guard let selection = frame.context.materials.selections[id] else { return places }
    return places.map { Int(selection.rank($0)) }
  }

  private func refuse(
    _ rows: [Int], _ total: Int, _ number: (Int) -> Int
  ) throws(EvaluationError) {
    guard let row = rows.first(where: { number($0) >= total }) else { return }
    throw usedUp(row, total)
  }

  private func usedUp(_ row: Int, _ total: Int) -> EvaluationError {
    let target = frame.context.plan.tables[reference.table].name
    return EvaluationError(
      row: row, message: "all \(total) rows of '\(target)' are used up",
      code: "space-used-up", expected: "as many rows of '\(target)' as must differ",
      words: ["unique"])
  }

  /// What one parent's rows have drawn: the n-th row names the n-th row that was drawn first.
  private struct Hand {
    var parent: UInt64
    /// A row of the parent, for messages.
    var row: Int
    var needed: Int
    var drawn: [Int] = []
    var seen: Set<Int> = []
    var missCount = 0

    /// Draws that bring nothing new, beyond which all that is left is considered at once.
    var isStuck: Bool { missCount > 64 + 4 * drawn.count }
  }

  /// Weighted draws without repetition, by parent: each parent draws until it has as many different
  /// rows as its last row needs, all parents side by side.
  private func draw(
    _ rows: [Int], _ ordinals: [Int], _ chooser: RowChooser, _ total: Int,
    _ request: GenerationRequest, _ positions: inout [Int]
  ) throws(EvaluationError) {
    var hands: [Hand] = []
    var places: [UInt64: Int] = [:]
    for row in rows {
      let parent = request.rowKeys[row] >> UInt64(request.ordinalBits)
      if let known = places[parent] {
        hands[known].needed = max(hands[known].needed, ordinals[row] + 1)
      } else {
        places[parent] = hands.count
        hands.append(Hand(parent: parent, row: row, needed: ordinals[row] + 1))
      }
    }
    var open = Array(hands.indices)
    var attempt: UInt64 = 0
    while !open.isEmpty {
      let picks = chooser.picks(open, .list(open.map { hands[$0].parent }), attempt: attempt)
      for (place, pick) in zip(open, picks) {
        if hands[place].seen.insert(pick).inserted {
          hands[place].drawn.append(pick)
          hands[place].missCount = 0
        } else {
          hands[place].missCount += 1
        }
      }
      for place in open where hands[place].isStuck {
        try complete(&hands[place], chooser, total)
      }
      open.removeAll { hands[$0].drawn.count >= hands[$0].needed }
      attempt += 1
    }
    for row in rows {
      let parent = request.rowKeys[row] >> UInt64(request.ordinalBits)
      guard let place = places[parent] else { continue }
      positions[row] = hands[place].drawn[ordinals[row]]
    }
  }

  /// Draws what is still needed among all rows that were not drawn, which gives the same law.
  private func complete(
    _ hand: inout Hand, _ chooser: RowChooser, _ total: Int
  ) throws(EvaluationError) {
    var left = (0..<total).filter { !hand.seen.contains($0) }
    var weights = try weights(of: left, chooser)
    while hand.drawn.count < hand.needed {
      let sum = weights.reduce(0, +)
      guard sum > 0 else { throw usedUp(hand.row, hand.drawn.count) }
      var rest = chooser.uniform(hand.parent, at: UInt64(hand.drawn.count)) * sum
      let place =
        weights.indices.first { index in
          rest -= weights[index]
          return rest < 0
        } ?? weights.lastIndex { $0 > 0 } ?? 0
      hand.drawn.append(left.remove(at: place))
      weights.remove(at: place)
    }
  }
}
