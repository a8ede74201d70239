/// Shares as a row of bars of one line's height.
package enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  package static func text(_ shares: [Double]) -> String {
    guard let most = shares.max(), most > 0 else { return "" }
    return String(
      shares.map { share in
        share <= 0
          ? " " : bars[min(bars.count - 1, Int(share / most * Double(bars.count - 1) + 0.5))]
      })
  }

  /// How values are spread between the first and the last hundredth, in so many bars.
  static func text(_ sample: LawSample, bars count: Int = 12) -> String {
    let (low, high) = (sample.quantile(0.01), sample.quantile(0.99))
    guard high > low else { return "" }
    var sums = [Double](repeating: 0, count: count)
    var before = sample.least
    for cell in sample.cells {
      let value = sample.isExact ? cell.upper : (max(before, low) + min(cell.upper, high)) / 2
      before = cell.upper
      guard value >= low, value <= high else { continue }
      sums[min(count - 1, Int((value - low) / (high - low) * Double(count)))] += cell.count
    }
    return text(sums)
  }
}

extension ColumnProfile {
  /// How the values are spread, as bars; empty where that cannot be told.
  package var picture: String {
    if let calendar, !calendar.hours.isEmpty { return Sparkline.text(calendar.hours) }
    guard let sample, !isConstant else { return "" }
    return Sparkline.text(sample)
  }
}
