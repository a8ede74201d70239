/// What is known about the values of a column before any row is made; both ends belong to it.
package enum ValueInterval: Hashable, Sendable {
  /// Unscaled integers of the type's scale; dates, timestamps and durations too.
  case exact(lower: Int128, upper: Int128)
  case float(lower: Double, upper: Double)
  case unbounded

  /// The smallest interval that covers both; `unbounded` where either is, or where kinds differ.
  package func joined(_ other: ValueInterval) -> ValueInterval {
    switch (self, other) {
    case (.exact(let a, let b), .exact(let c, let d)): .exact(lower: min(a, c), upper: max(b, d))
    case (.float(let a, let b), .float(let c, let d)): .float(lower: min(a, c), upper: max(b, d))
    default: .unbounded
    }
  }

  /// Ends in any order; `unbounded` when one of them is not a number.
  static func hull(_ ends: [Double]) -> ValueInterval {
    guard let lower = ends.min(), let upper = ends.max(), !ends.contains(where: \.isNaN) else {
      return .unbounded
    }
    return .float(lower: lower, upper: upper)
  }

  static func hull(_ ends: [Int128]) -> ValueInterval {
    guard let lower = ends.min(), let upper = ends.max() else { return .unbounded }
    return .exact(lower: lower, upper: upper)
  }
}
