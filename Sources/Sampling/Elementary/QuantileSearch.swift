/// Inverse distribution functions by safeguarded Newton steps and by bisection.
enum QuantileSearch {
  /// The x where a continuous distribution has probability p below and q = 1 - p above.
  ///
  /// Steps are taken on the logarithm of the smaller of p and q, which is nearly linear in the
  /// tails, and fall back to bisection when they leave the bracket.
  static func solve(
    p: Double, q: Double, start: Double, lower: Double, upper: Double,
    probabilities: (Double) -> (lower: Double, upper: Double), density: (Double) -> Double
  ) -> Double {
    let usesLower = p <= q
    let target = usesLower ? p : q
    var (low, high, x) = (lower, upper, start)
    for _ in 0..<200 {
      let found = probabilities(x)
      let value = usesLower ? found.lower : found.upper
      let isBelow = usesLower ? value < target : value > target
      if isBelow { low = x } else { high = x }
      let slope = density(x)
      var step = Double.nan
      if value > 0, slope > 0 {
        step = value * Elementary.log(value / target) / slope * (usesLower ? -1 : 1)
      }
      var next = x + step
      if !(next > low && next < high) {
        next = high == .infinity ? max(2 * x, 1) : middle(low, high)
      }
      if next == x || (next - x).magnitude <= 0x1p-52 * x.magnitude { return next }
      x = next
    }
    return x
  }

  /// The positive x where a distribution has probability p below and q = 1 - p above, by Newton
  /// steps between the logarithms of x and of the smaller probability.
  ///
  /// For laws whose density in log x is log-concave the steps come back from any start.
  ///
  /// - Parameter slope: x times the density at x.
  /// - Returns: 0 or infinity where x is no normal number.
  static func solvePositive(
    p: Double, q: Double, start: Double,
    probabilities: (Double) -> (lower: Double, upper: Double), slope: (Double) -> Double
  ) -> Double {
    let usesLower = p <= q
    let target = usesLower ? p : q
    var (low, high) = (Double.leastNormalMagnitude, Double.greatestFiniteMagnitude)
    var x = min(max(start, low), high)
    for _ in 0..<200 {
      let found = probabilities(x)
      let value = usesLower ? found.lower : found.upper
      if value == target { return x }
      let isBelow = usesLower ? value < target : value > target
      if isBelow { low = x } else { high = x }
      if high == Double.leastNormalMagnitude { return 0 }
      if low == Double.greatestFiniteMagnitude { return .infinity }
      var step = Double.nan
      let rise = slope(x)
      if value > 0, rise > 0 {
        step = value / rise * Elementary.log(value / target) * (usesLower ? -1 : 1)
      }
      var next = x * Elementary.exp(step)
      if !(next > low && next < high) {
        // Past an end of the doubles, that end is looked at; elsewhere the bracket is halved.
        if next <= Double.leastNormalMagnitude, low == Double.leastNormalMagnitude {
          next = low
        } else if next >= Double.greatestFiniteMagnitude, high == Double.greatestFiniteMagnitude {
          next = high
        } else {
          next = low.squareRoot() * high.squareRoot()
        }
      }
      if next == x || (next - x).magnitude <= 0x1p-42 * x { return next }
      x = next
    }
    return x
  }

  /// Geometric where both ends are positive and far apart, so that tiny quantiles are reached.
  private static func middle(_ low: Double, _ high: Double) -> Double {
    if low >= 0, high > 16 * low, high > 0 {
      return (max(low, high * 0x1p-200) * high).squareRoot()
    }
    return low + 0.5 * (high - low)
  }

  /// The smallest number in `range` for which `reaches` holds; it must hold from there on.
  ///
  /// Halves the doubles in between, at most 64 times.
  static func first(in range: ClosedRange<Double>, _ reaches: (Double) -> Bool) -> Double {
    if reaches(range.lowerBound) { return range.lowerBound }
    var (low, high) = (place(of: range.lowerBound), place(of: range.upperBound))
    while low < high - 1 {
      // The mean without a sum, which may be beyond the integers.
      let middle = (low & high) + ((low ^ high) >> 1)
      if reaches(number(at: middle)) { high = middle } else { low = middle }
    }
    return number(at: high)
  }

  /// Where a double stands among all doubles, in order.
  private static func place(of x: Double) -> Int64 {
    let bits = Int64(bitPattern: x.magnitude.bitPattern)
    return x < 0 ? -bits : bits
  }

  private static func number(at place: Int64) -> Double {
    let magnitude = Double(bitPattern: place.magnitude)
    return place < 0 ? -magnitude : magnitude
  }

  /// The smallest whole number in `range` for which `reaches` holds; it must hold from there on.
  ///
  /// Steps outward from `start` in doubling strides, then bisects.
  static func smallest(
    in range: ClosedRange<Double>, near start: Double, _ reaches: (Double) -> Bool
  ) -> Double {
    var low = range.lowerBound - 1
    var high = range.upperBound
    let first = min(max(start.rounded(.down), range.lowerBound), range.upperBound)
    var stride = 1.0
    if reaches(first) {
      high = first
      while high - stride > low {
        let candidate = high - stride
        guard reaches(candidate) else {
          low = candidate
          break
        }
        high = candidate
        stride *= 2
      }
    } else {
      low = first
      while low + stride < high {
        let candidate = low + stride
        if reaches(candidate) {
          high = candidate
          break
        }
        low = candidate
        stride *= 2
      }
    }
    while high - low > 1 {
      let candidate = (low + (high - low) * 0.5).rounded(.down)
      guard candidate > low, candidate < high else { break }
      if reaches(candidate) { high = candidate } else { low = candidate }
    }
    return high
  }
}
