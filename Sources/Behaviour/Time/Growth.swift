import Sampling

/// Exponential growth of volume by a stated share from each year to the next.
package enum Growth {
  /// - Parameters:
  ///   - rate: 0.4 for 40 % more in a year.
  ///   - days: since the window began.
  package static func factor(_ rate: Double, days: Int) -> Double {
    Elementary.exp(Elementary.log1p(rate) * Double(days) / 365.2425)
  }
}
