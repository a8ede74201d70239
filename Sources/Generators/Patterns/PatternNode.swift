/// A finite set of texts: the part of regular expressions that ends.
indirect enum PatternNode: Hashable, Sendable {
  /// One of these characters, in order of their numbers.
  case symbols([Unicode.Scalar])
  case sequence([PatternNode])
  case either([PatternNode])
  case repeated(PatternNode, ClosedRange<Int>)

  /// Characters of the longest text.
  var longest: Int {
    switch self {
    case .symbols: 1
    case .sequence(let parts): parts.reduce(0) { PatternNode.sum($0, $1.longest) }
    case .either(let branches): branches.map(\.longest).max() ?? 0
    case .repeated(let part, let times): PatternNode.product(part.longest, times.upperBound)
    }
  }

  /// The characters of each place, where all texts have one length and places vary alone.
  var places: [[Unicode.Scalar]]? {
    switch self {
    case .symbols(let symbols): return [symbols]
    case .sequence(let parts):
      var result: [[Unicode.Scalar]] = []
      for part in parts {
        guard let places = part.places else { return nil }
        result += places
      }
      return result
    case .either: return nil
    case .repeated(let part, let times):
      guard times.count == 1, let places = part.places else { return nil }
      return (0..<times.lowerBound).flatMap { _ in places }
    }
  }

  /// Lengths far beyond what is allowed stay comparable.
  private static func sum(_ a: Int, _ b: Int) -> Int { min(a + b, 1 << 40) }
  private static func product(_ a: Int, _ b: Int) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? 1 << 40 : min(product, 1 << 40)
  }
}
