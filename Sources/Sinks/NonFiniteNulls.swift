import Columnar

extension Batch {
  /// The batch with NaN and the infinities as nulls: what a file holds whose format writes them so.
  ///
  /// Hash these batches when numbers that are not finite are written as null, so that the manifest
  /// speaks of what the files hold.
  package func withNonFiniteAsNull() -> Batch {
    Batch(columns: columns.map { $0.withNonFiniteAsNull() }, rowCount: rowCount)
  }
}

extension Column {
  fileprivate func withNonFiniteAsNull() -> Column {
    guard case .float64(let values) = values, !values.allSatisfy(\.isFinite) else { return self }
    return with(validity: Bitmap(count: count) { !isNull($0) && values[$0].isFinite })
  }
}
