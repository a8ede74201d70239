/// Shares of probability that rise with normal numbers of their own and of others.
///
/// - Draws: one normal per column and row, each in its column's stream.
package enum CorrelatedShares {
  /// The normal numbers of a column, which all that are correlated with it mix.
  package static func normals(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    stream.lane("correlation").standardNormals(for: rows)
  }

  /// Adds a column's normal numbers, weighted, to a sum.
  package static func add(_ normals: [Double], weight: Double, to sums: inout [Double]) {
    for row in sums.indices { sums[row] += weight * normals[row] }
  }

  /// The share of the bell curve below each number, as uniforms are: within
  /// `StreamKey.unitRange`.
  package static func below(_ scores: [Double]) -> [Double] {
    let range = StreamKey.unitRange
    return scores.map {
      min(max(Elementary.normalCDF($0), range.lowerBound), range.upperBound)
    }
  }
}
