import Planning
import Sampling

/// Draws positions of a table by weight.
struct RowChooser {
  private enum Law {
    case uniform
    /// Of some rows for each row.
    case among([Candidates])
    case zipf
    case alias(AliasTable)
    /// Of the rows before each.
    case before(EarlierWeights, [Candidates])
  }

  private let law: Law
  private let zipf: (exponent: Double, ranks: Permutation)?
  private let total: Int
  private var stream: StreamKey

  init(
    _ choice: ReferencePlan.Choice, total: Int, among candidates: [Candidates]?,
    _ stream: StreamKey,
    weights: RowWeights?
  ) {
    self.total = total
    self.stream = stream
    var zipf: (exponent: Double, ranks: Permutation)?
    if case .zipf(let exponent) = choice {
      zipf = (exponent, Permutation(stream.lane("ranks"), size: UInt64(total)))
    }
    self.zipf = zipf
    if case .earlier(let sums)? = weights, let candidates {
      law = .before(sums, candidates)
      return
    }
    switch choice {
    case .degrees, .source, .tree: law = .uniform
    case .uniform: law = candidates.map { .among($0) } ?? .uniform
    case .zipf: law = .zipf
    case .weighted:
      guard case .all(let table)? = weights else {
        preconditionFailure("weights are known before choosing")
      }
      law = .alias(table)
    }
  }

  /// - Parameters:
  ///   - places: of the rows in the frame.
  ///   - rows: their keys.
  func picks(_ places: [Int], _ rows: RowKeys, attempt: UInt64) -> [Int] {
    let lane = stream.lane(attempt)
    switch law {
    case .among(let candidates):
      return zip(places, lane.bits(for: rows)).map { place, bits in
        let own = candidates[place]
        return own[Int(bits.multipliedFullWidth(by: UInt64(own.count)).high)]
      }
    case .uniform:
      return lane.bits(for: rows).map { Int($0.multipliedFullWidth(by: UInt64(total)).high) }
    case .zipf:
      guard let zipf else { preconditionFailure("ranks have an exponent") }
      let draws = Zipf.draws(
        form: 0, [.constant(zipf.exponent), .constant(Double(total))], lane, rows, lower: nil,
        upper: nil)
      return draws.map { Int(zipf.ranks(UInt64($0) - 1)) }
    case .before(let weights, let candidates):
      return zip(places, lane.bits(for: rows)).map { place, bits in
        weights.pick(before: candidates[place].end, StreamKey.unit(bits))
      }
    case .alias(let table): return table.picks(lane, rows).map { Int($0) }
    }
  }

  /// Whether all candidates are alike.
  var isUniform: Bool {
    switch law {
    case .among, .uniform: true
    case .alias, .before, .zipf: false
    }
  }

  /// The same law with draws of its own.
  func laned(_ lane: String) -> RowChooser {
    var copy = self
    copy.stream = stream.lane(lane)
    return copy
  }

  /// A number of 0..<1 beside the picks.
  func uniform(_ key: UInt64, at index: UInt64) -> Double {
    stream.lane("all").lane(key).uniform(at: index)
  }

  func weight(of position: Int) -> Double {
    guard let zipf else { return 1 }
    return Elementary.pow(Double(zipf.ranks.inverse(UInt64(position)) + 1), -zipf.exponent)
  }

  /// Whether no row before this one has a weight.
  func hasNone(_ place: Int) -> Bool {
    guard case .before(let weights, let candidates) = law else { return false }
    return !weights.hasAny(before: candidates[place].end)
  }
}
