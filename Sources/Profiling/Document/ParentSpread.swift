/// How unequal parents are in their rows beyond what chance and the times of their lives explain.
enum ParentSpread {
  /// Less is not worth a word.
  private static let least = 0.02

  /// - Parameters:
  ///   - times: from when on each parent may have rows.
  ///   - window: of the rows, in the same unit.
  /// - Returns: the shape of the gamma law of the parents' weights; nil where they are alike.
  static func gammaShape(
    _ counts: LawSample, times: LawSample, window: ClosedRange<Double>
  ) -> Double? {
    guard counts.mean > 0 else { return nil }
    // Counts vary by chance, by the parents' lives and by their weights, which multiply.
    let total = counts.variance / (counts.mean * counts.mean) - 1 / counts.mean
    let lives = spreadOfLives(times, window)
    let excess = (1 + total) / (1 + lives) - 1
    return excess > least ? 1 / excess : nil
  }

  /// The variance, relative to the square of the mean, of what is due to parents alike: at each
  /// moment rows are shared among those there are.
  private static func spreadOfLives(_ times: LawSample, _ window: ClosedRange<Double>) -> Double {
    let n = times.n
    let length = window.upperBound - window.lowerBound
    guard n > 0, length > 0 else { return 0 }
    // From the end back: what is due from a moment on.
    var (due, later) = (0.0, window.upperBound)
    var (sum, squares, alive) = (0.0, 0.0, n)
    for cell in times.cells.reversed() {
      let start = min(max(cell.upper, window.lowerBound), window.upperBound)
      due += (later - start) / length * n / max(1, alive)
      later = start
      sum += cell.count * due
      squares += cell.count * due * due
      alive -= cell.count
    }
    let mean = sum / n
    return mean > 0 ? squares / n / (mean * mean) - 1 : 0
  }
}
