import Columnar

/// The parents a grid draws from: when each is alive, and how much each weighs before
/// heterogeneity.
package struct GridParents: Sendable {
  /// Microseconds since 1970; alive from this instant on.
  package var since: [Int64]
  /// Not alive from this instant on; nil where lives do not end.
  package var until: [Int64]?
  /// Products of the factors; finite, at least 0.
  package var weights: [Double]
  /// Shares of the whole that classes of parents must have.
  package var marginals: [Marginal]

  package struct Marginal: Sendable {
    package var name: String
    /// Class of each parent.
    package var labels: [Int32]
    package var shares: [Double]

    package init(name: String, labels: [Int32], shares: [Double]) {
      self.name = name
      self.labels = labels
      self.shares = shares
    }
  }

  package init(
    since: [Int64], until: [Int64]? = nil, weights: [Double], marginals: [Marginal] = []
  ) {
    precondition(since.count == weights.count, "a weight for each parent")
    precondition(until.map { $0.count == since.count } ?? true, "an end for each parent")
    self.since = since
    self.until = until
    self.weights = weights
    self.marginals = marginals
  }

  package var count: Int { since.count }

  /// The same parents with weights of at most 1, so that sums stay finite.
  var scaled: GridParents {
    guard let largest = weights.max(), largest > 0 else { return self }
    var copy = self
    for parent in weights.indices { copy.weights[parent] /= largest }
    return copy
  }
}

/// Which parents are alive on each day of the window, in a form that gives expected rows.
protocol LivingParents: Sendable {
  /// Expected share of all rows per parent for these weights, given the living weight and the share
  /// of each day.
  func expectedShares(
    weights: [Double], living: [Double], days: [Double]
  ) throws(GridProblem) -> [Double]
  /// Living weight per day; where lives end, volume follows it.
  func livingWeight(weights: [Double]) throws(GridProblem) -> [Double]
}
