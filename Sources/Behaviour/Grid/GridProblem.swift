/// Why a grid cannot be made as stated.
package enum GridProblem: Error, Sendable {
  /// There are parents, but none whose weight is above 0.
  case noParents(weightless: Int)
  /// Rows are due on this day, but no parent is alive when it begins; the day someone is, if any.
  case nobodyAlive(day: Int64, first: Int64?)
  /// The only parents alive on a day with rows are of a class that a factor gives no share to.
  case classNeeded(factor: String, label: Int, day: Int64)
  case contradiction(Raking.Contradiction)
  /// No heterogeneity reaches the share; the range that is reachable.
  case shareOutOfReach(wanted: Double, lowest: Double, highest: Double)
  /// The largest part cannot be held below the limit; the least that can be held.
  case limitOutOfReach(limit: Double, least: Double)
  /// With so few rows chance alone can lift a parent above the limit; how many are needed.
  case tooFewRows(limit: Double, needed: Int)
  /// A class has a share of the rows, but no parent that could have them.
  case marginalOutOfReach(factor: String, label: Int, wanted: Double)
  /// No weights give a class its share of the rows; what the best found give it, where known.
  case classOutOfReach(factor: String, label: Int, wanted: Double, reached: Double?)
  /// Several, none of which follows from another.
  case several([GridProblem])
  /// The run was told to stop.
  case cancelled
}
