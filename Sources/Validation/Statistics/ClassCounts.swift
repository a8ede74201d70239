import Sampling

/// How many of independent rows are of each class, where the chances differ from row to row.
struct ClassCounts: Sendable {
  private(set) var due: [Double]
  private var covariance: [[Double]]
  private var n = 0

  init(_ count: Int) {
    due = Array(repeating: 0, count: count)
    covariance = Array(repeating: due, count: count)
  }

  /// Adds rows with the same chances, which sum to 1.
  mutating func add(_ chances: [Double], rows count: Int) {
    n += count
    let weight = Double(count)
    for (i, chance) in chances.enumerated() where chance > 0 {
      due[i] += weight * chance
      covariance[i][i] += weight * chance
      for (j, other) in chances.enumerated() { covariance[i][j] -= weight * chance * other }
    }
  }

  /// The quadratic form of what was found over what is due, by the covariance.
  ///
  /// - Parameter least: classes of which less is due are one.
  /// - Returns: nil where fewer than two classes are left.
  func result(_ found: [Int], least: Double = 5) -> TestResult? {
    let rare = due.indices.filter { due[$0] < least }
    var groups = due.indices.filter { due[$0] >= least }.map { [$0] }
    if rare.contains(where: { due[$0] == 0 && found[$0] > 0 }) { return impossible(found) }
    if !rare.isEmpty { groups.append(rare) }
    guard groups.count > 1 else { return nil }
    let difference = groups.map { group in
      group.reduce(0.0) { $0 + Double(found[$1]) - due[$1] }
    }
    let matrix = groups.map { a in
      groups.map { b in
        a.reduce(0.0) { sum, i in b.reduce(sum) { $0 + covariance[i][$1] } }
      }
    }
    let (value, degrees) = Self.form(matrix, difference)
    guard degrees > 0 else { return nil }
    let farthest = groups.indices.max { size(groups[$0], found) < size(groups[$1], found) } ?? 0
    let sum = groups[farthest].reduce(0.0) { $0 + due[$1] }
    let ratio = sum > 0 ? 1 + difference[farthest] / sum : 1
    return TestResult(
      "χ² by covariance", value, p: Survival.chiSquare(value, degrees: Double(degrees)), n: n,
      effect: Effect(
        "found for each one due, where farthest off", ratio, .ratio,
        reach: .largestOf(
          2 * groups.count,
          standardError: sum > 0 ? matrix[farthest][farthest].squareRoot() / sum : 0)))
  }

  private func size(_ group: [Int], _ found: [Int]) -> Double {
    let sum = group.reduce(0.0) { $0 + due[$1] }
    let difference = group.reduce(0.0) { $0 + Double(found[$1]) - due[$1] }
    return sum > 0 ? (difference / sum).magnitude : 0
  }

  private func impossible(_ found: [Int]) -> TestResult {
    TestResult(
      "χ² by covariance", .infinity, p: 0, n: n,
      effect: Effect("found for each one due, where farthest off", .infinity, .ratio))
  }

  /// x' V⁻¹ x on the part of the space where V is not 0, by Cholesky's triangle with pivots.
  private static func form(_ matrix: [[Double]], _ x: [Double]) -> (Double, degrees: Int) {
    var rest = matrix
    var left = x
    var open = Array(x.indices)
    let largest = x.indices.map { matrix[$0][$0] }.max() ?? 0
    var (value, degrees) = (0.0, 0)
    while let pivot = open.max(by: { rest[$0][$0] < rest[$1][$1] }),
      rest[pivot][pivot] > 1e-9 * largest
    {
      let height = rest[pivot][pivot]
      value += left[pivot] * left[pivot] / height
      degrees += 1
      open.removeAll { $0 == pivot }
      for i in open {
        let factor = rest[i][pivot] / height
        left[i] -= factor * left[pivot]
        for j in open { rest[i][j] -= factor * rest[pivot][j] }
      }
    }
    return (value, degrees)
  }
}
