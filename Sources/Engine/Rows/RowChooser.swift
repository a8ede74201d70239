import Planning
import Sampling

/// Draws positions of a table by weight.
struct RowChooser {
  private enum Law {
    case uniform
    /// Of some rows for each row.
    case among([Candidates])
    case zipf(exponent: Double, ranks: Permutation)
    case alias(AliasTable)
  }

  private let law: Law
  private let total: Int
  private var stream: StreamKey

  init(
    _ choice: ReferencePlan.Choice, total: Int, among candidates: [Candidates]?,
    _ stream: StreamKey,
    weights: AliasTable?
  ) {
    self.total = total
    self.stream = stream
    switch choice {
    case .degrees, .source, .tree: law = .uniform
    case .earlier, .uniform: law = candidates.map { .among($0) } ?? .uniform
    case .zipf(let exponent):
      law = .zipf(
        exponent: exponent, ranks: Permutation(stream.lane("ranks"), size: UInt64(total)))
    case .weighted:
      guard let weights else { preconditionFailure("weights are known before choosing") }
      law = .alias(weights)
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
    case .zipf(let exponent, let ranks):
      let draws = Zipf.draws(
        form: 0, [.constant(exponent), .constant(Double(total))], lane, rows, lower: nil,
        upper: nil)
      return draws.map { Int(ranks(UInt64($0) - 1)) }
    case .alias(let table): return table.picks(lane, rows).map { Int($0) }
    }
  }

  /// Whether all candidates are alike.
  var isUniform: Bool {
    switch law {
    case .among, .uniform: true
    case .alias, .zipf: false
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
    guard case .zipf(let exponent, let ranks) = law else { return 1 }
    return Elementary.pow(Double(ranks.inverse(UInt64(position)) + 1), -exponent)
  }
}
