/// A law that is one of its own kind on a part of its support, from which values are drawn without
/// the inverse of a distribution function.
protocol CutToInterval: Distribution {
  /// The law on an interval; nil where it has no probability there.
  func cut(to interval: ClosedRange<Double>) -> Self?
}

extension CutToInterval {
  package func canBeCut(to interval: ClosedRange<Double>) -> Bool { cut(to: interval) != nil }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>
  ) -> Double {
    cut(to: interval)?.draw(stream, row) ?? .nan
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    cut(to: interval)?.draws(stream, rows) ?? [Double](repeating: .nan, count: rows.count)
  }
}
