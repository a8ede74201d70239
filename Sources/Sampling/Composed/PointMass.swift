/// One value with certainty.
///
/// - Support: the value.
/// - Draws: none.
package struct PointMass: Distribution {
  let value: Double

  package init(_ value: Double) {
    precondition(value.isFinite, "a point mass at a number")
    self.value = value
  }

  package var isWhole: Bool { value == value.rounded() }
  package var mean: Double { value }
  package var variance: Double { 0 }
  package var support: ClosedRange<Double> { value...value }
  package var drawnRange: ClosedRange<Double> { value...value }

  package func cdf(_ x: Double) -> Double { x >= value ? 1 : 0 }
  package func survival(_ x: Double) -> Double { x >= value ? 0 : 1 }
  package func cdfBelow(_ x: Double) -> Double { x > value ? 1 : 0 }
  package func survivalFrom(_ x: Double) -> Double { x > value ? 0 : 1 }
  package func quantile(_ p: Double) -> Double { p >= 0 && p <= 1 ? value : .nan }
  package func upperQuantile(_ q: Double) -> Double { q >= 0 && q <= 1 ? value : .nan }

  package func draw(_ stream: StreamKey, _ row: UInt64) -> Double { value }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    [Double](repeating: value, count: rows.count)
  }
}
