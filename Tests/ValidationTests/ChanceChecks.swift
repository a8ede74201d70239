/// Every check of chance of these tests, declared before looking.
///
/// A correct program fails one of all of them once in 1000 choices of the seed.
enum ChanceChecks {
  static let seed: UInt64 = 20_261_122
  static let all = [
    "KS of normal values", "KS of lognormal values", "AD of normal values", "AD of 12 values",
    "KS of spread Poisson values", "KS of spread rounded values", "AD of spread Poisson values",
    "χ² of cells", "G of cells", "binomial counts", "sums of chances", "means", "skewed means",
    "standard deviations", "tails", "two samples", "independence", "classes", "rank correlations",
    "dispersion", "families", "groups of tests, 0.0", "groups of tests, 0.5",
    "groups of tests, 0.95", "pairs of choices", "pairs of rare choices", "classes by row",
  ]

  static func level(_ name: String) -> Double {
    precondition(all.contains(name), "'\(name)' is not declared")
    return 0.001 / Double(all.count)
  }
}
