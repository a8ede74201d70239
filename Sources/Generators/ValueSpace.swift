import Columnar
import Expressions
import Sampling

/// All values a generator can give, numbered, where they are finite in number and all alike.
package struct ValueSpace: Sendable {
  package let count: UInt64
  /// The values of numbers below `count`.
  package let values: @Sendable ([UInt64]) -> Column

  package init(count: UInt64, values: @escaping @Sendable ([UInt64]) -> Column) {
    self.count = count
    self.values = values
  }
}

/// One column of several whose values together stand in one row only.
///
/// All combinations are numbered and dealt out by one permutation, of which each column takes its
/// part.
///
/// - Draws: a permutation in a lane of the row's record, the same for all columns of the set.
package struct CombinedSource: ColumnSource {
  private let source: any ColumnSource
  private let space: ValueSpace
  /// How many combinations all columns have, and those behind this one.
  private let total: UInt128
  private let behind: UInt128
  /// The names of the columns.
  private let lane: String

  package init(
    _ source: any ColumnSource, _ space: ValueSpace, total: UInt128, behind: UInt128, lane: String
  ) {
    self.source = source
    self.space = space
    self.total = total
    self.behind = behind
    self.lane = lane
  }

  package var type: LogicalType { source.type }
  package var interval: ValueInterval { source.interval }
  package var texts: TextDictionary? { source.texts }

  package func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let size = UInt64(min(total, 1 << 63))
    for row in 0..<request.count where request.ranks[row] >= size {
      throw EvaluationError(
        row: row, message: "the combinations are used up, of which there are \(size)",
        code: "space-used-up",
        expected: "columns with at least as many combinations as there are rows")
    }
    let stream = request.record.lane("unique").lane(lane)
    let places = Permutation(stream, size: size).values(at: request.ranks)
    // Numbers lie spread over a space that is larger.
    let stride = UInt64(min(total / UInt128(size), UInt128(UInt64.max)))
    if stride == 1, let behind = UInt64(exactly: behind) {
      return space.values(places.map { $0 / behind % space.count })
    }
    let gaps = stream.lane("rest").bits(for: request.ranks)
    return space.values(
      places.indices.map { row in
        let gap = UInt128(gaps[row].multipliedFullWidth(by: stride).high)
        let number = UInt128(places[row]) * UInt128(stride) + gap
        return UInt64(number / behind % UInt128(space.count))
      })
  }
}
