import Sampling

/// The largest distance, on either side, of n uniform values' distribution function from the law's.
///
/// Exact up to 500 values, and for all where the probability is small (twice the one-sided law, of
/// which both sides at once are a part of at most 4 × 10^-11). Otherwise within 10^-4 of the
/// probability: twice the one-sided law less the limit's part of both sides, or, where most
/// distances are larger, the limit law at a corrected distance.
///
/// - Complexity: O((n d)³ log n) up to 500 values, O(n) up to 100,000, O(1) beyond.
/// - Oracle: `scipy.stats.kstwo(n)`, `scipy.special.kolmogorov`.
/// - Reference: Marsaglia, Tsang and Wang, *Evaluating Kolmogorov's distribution* (2003); Vrbik,
///   *Small-sample corrections to Kolmogorov–Smirnov test statistic* (2018).
package enum KolmogorovLaw {
  static let exactLimit = 500

  /// The probability of at least a distance.
  package static func survival(_ distance: Double, n: Int) -> Double {
    precondition(n > 0, "no values")
    let count = Double(n)
    if distance <= 0.5 / count { return 1 }
    if distance >= 1 { return 0 }
    if distance >= 0.5 || count * distance * distance >= 4 {
      return min(1, 2 * SmirnovLaw.survival(distance, n: n))
    }
    if n <= exactLimit { return 1 - exactCDF(distance, n) }
    let root = count.squareRoot()
    let t = root * distance + 1 / (6 * root) + (root * distance - 1) / (4 * count)
    let limit = limitSurvival(t)
    if root * distance < 0.8 { return limit }
    let both = 2 * Elementary.exp(-2 * t * t) - limit
    return min(1, 2 * SmirnovLaw.survival(distance, n: n) - both)
  }

  /// The probability that the limit of √n times the distance is at least t.
  package static func limitSurvival(_ t: Double) -> Double {
    if t <= 0 { return 1 }
    if t < 1 {
      let step = Double.pi * Double.pi / (8 * t * t)
      var (sum, odd) = (0.0, 1.0)
      while true {
        let term = Elementary.exp(-odd * odd * step)
        sum += term
        if term <= sum * 0x1p-54 { break }
        odd += 2
      }
      return 1 - (2 * Double.pi).squareRoot() / t * sum
    }
    var (sum, k, sign) = (0.0, 1.0, 1.0)
    while true {
      let term = Elementary.exp(-2 * k * k * t * t)
      sum += sign * term
      if term <= sum * 0x1p-54 { break }
      k += 1
      sign = -sign
    }
    return 2 * sum
  }

  /// The probability of less than a distance: the middle element of a power of a matrix.
  private static func exactCDF(_ distance: Double, _ n: Int) -> Double {
    let k = Int(Double(n) * distance) + 1
    var power = ScaledMatrix.paths(k: k, h: Double(k) - Double(n) * distance)
    power = power.raised(to: n)
    var value = power[k - 1, k - 1]
    // n! / n^n, each factor at a time, beside the exponent of the matrix.
    var exponent = power.exponent
    for i in 1...n {
      value *= Double(i) / Double(n)
      if value < 0x1p-400 {
        value *= 0x1p400
        exponent -= 400
      }
    }
    return Double(sign: .plus, exponent: exponent, significand: value)
  }
}

/// A square matrix of positive numbers times a power of two.
private struct ScaledMatrix {
  let size: Int
  var cells: [Double]
  var exponent = 0

  subscript(row: Int, column: Int) -> Double { cells[row * size + column] }

  /// The matrix whose powers count the paths that stay within n d of the diagonal.
  static func paths(k: Int, h: Double) -> ScaledMatrix {
    let size = 2 * k - 1
    var cells = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size where column <= row + 1 { cells[row * size + column] = 1 }
    }
    var power = h
    for i in 0..<size {
      cells[i * size] -= power
      cells[(size - 1) * size + (size - 1 - i)] -= power
      power *= h
    }
    if 2 * h > 1 { cells[(size - 1) * size] += Elementary.pow(2 * h - 1, Double(size)) }
    for row in 0..<size {
      var factorial = 1.0
      for column in stride(from: min(row, size - 1), through: 0, by: -1) {
        factorial *= Double(row - column + 1)
        cells[row * size + column] /= factorial
      }
    }
    return ScaledMatrix(size: size, cells: cells)
  }

  func times(_ other: ScaledMatrix) -> ScaledMatrix {
    var product = ScaledMatrix(
      size: size, cells: [Double](repeating: 0, count: cells.count),
      exponent: exponent + other.exponent)
    for row in 0..<size {
      for middle in 0..<size {
        let factor = self[row, middle]
        if factor == 0 { continue }
        for column in 0..<size {
          product.cells[row * size + column] += factor * other.cells[middle * size + column]
        }
      }
    }
    if product[size / 2, size / 2] > 0x1p400 {
      for i in product.cells.indices { product.cells[i] *= 0x1p-400 }
      product.exponent += 400
    }
    return product
  }

  func raised(to power: Int) -> ScaledMatrix {
    if power == 1 { return self }
    let half = raised(to: power / 2)
    let square = half.times(half)
    return power.isMultiple(of: 2) ? square : square.times(self)
  }
}
