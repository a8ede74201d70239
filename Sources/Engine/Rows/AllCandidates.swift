import Expressions
import Generators
import Planning

/// Exact draws among all rows that suit, looked at one by one.
extension ReferencePicker {
  /// - Returns: rows that none suits, where such rows refer to none.
  func considerAll(
    _ rows: [Int], _ candidates: [Candidates]?, _ chooser: RowChooser, _ total: Int,
    _ request: GenerationRequest, _ positions: inout [Int]
  ) throws(EvaluationError) -> [Int] {
    var without: [Int] = []
    var next = 0
    while next < rows.count {
      // Rows of few candidates together, as many as make a batch.
      var hands: [Hand] = []
      var count = 0
      while next < rows.count, hands.isEmpty || count < ReferencePicker.batchSize {
        let hand = Hand(row: rows[next], candidates: candidates?[rows[next]] ?? .range(0..<total))
        if !hands.isEmpty, count + hand.candidates.count > ReferencePicker.batchSize { break }
        count += hand.candidates.count
        hands.append(hand)
        next += 1
      }
      try weigh(&hands, chooser)
      for hand in hands {
        let draw = request.stream.lane("all").uniform(at: request.rowKeys[hand.row])
        if let position = hand.pick(draw) {
          positions[hand.row] = position
        } else if reference.isOfOwnTable || reference.isOptional {
          without.append(hand.row)
        } else {
          throw noCandidate(hand.row)
        }
      }
    }
    return without
  }

  /// The candidates of a row that suit, with the sums of their weights.
  private struct Hand {
    let row: Int
    let candidates: Candidates
    private var found: [Int] = []
    private var sums: [Double] = []

    init(row: Int, candidates: Candidates) {
      self.row = row
      self.candidates = candidates
    }

    mutating func add(_ position: Int, weight: Double) {
      guard weight > 0 else { return }
      found.append(position)
      sums.append((sums.last ?? 0) + weight)
    }

    /// Nil where none suits.
    func pick(_ uniform: Double) -> Int? {
      guard let sum = sums.last else { return nil }
      let draw = uniform * sum
      return found[min(sums.firstIndex { $0 > draw } ?? found.count - 1, found.count - 1)]
    }
  }

  private func weigh(_ hands: inout [Hand], _ chooser: RowChooser) throws(EvaluationError) {
    var places: [Int] = []
    var candidates: [Int] = []
    func flush() throws(EvaluationError) {
      var open = Array(candidates.indices)
      if let condition = reference.condition {
        let holds = try self.holds(
          condition, rows: places.map { hands[$0].row }, candidates: candidates)
        open = open.filter { holds[$0] }
      }
      let weights = try weights(of: open.map { candidates[$0] }, chooser)
      for (pair, weight) in zip(open, weights) {
        hands[places[pair]].add(candidates[pair], weight: weight)
      }
      places.removeAll(keepingCapacity: true)
      candidates.removeAll(keepingCapacity: true)
    }
    for place in hands.indices {
      for candidate in 0..<hands[place].candidates.count {
        places.append(place)
        candidates.append(hands[place].candidates[candidate])
        if candidates.count == ReferencePicker.batchSize { try flush() }
      }
    }
    if !candidates.isEmpty { try flush() }
  }

  func noCandidate(_ row: Int) -> EvaluationError {
    EvaluationError(
      row: row,
      message:
        "no row of '\(context.plan.tables[reference.table].name)' meets the 'where' of this row",
      code: "no-candidate",
      expected:
        "a condition that some row meets for each row; 'optional: true' leaves rows without",
      words: ["where"])
  }
}
