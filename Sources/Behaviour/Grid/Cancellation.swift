/// Whether a run has been told to stop, asked again and again while a grid is made.
struct Cancellation: Sendable {
  let isRequested: @Sendable () -> Bool

  static let never = Cancellation { false }

  /// Parents gone through between two questions: a few milliseconds.
  static let stretch = 65_536

  func check() throws(GridProblem) {
    if isRequested() { throw .cancelled }
  }

  /// Goes through `0..<count` in stretches, asking before each.
  func stretches(of count: Int, _ body: (Range<Int>) -> Void) throws(GridProblem) {
    var start = 0
    while start < count {
      try check()
      let end = min(start + Cancellation.stretch, count)
      body(start..<end)
      start = end
    }
  }

  /// A number for each of `0..<count`.
  func numbers(_ count: Int, _ number: (Int) -> Double) throws(GridProblem) -> [Double] {
    var all = [Double](repeating: 0, count: count)
    try stretches(of: count) { range in
      for index in range { all[index] = number(index) }
    }
    return all
  }
}
