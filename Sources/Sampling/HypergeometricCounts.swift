/// The numbers a hypergeometric law is made of, and its probabilities.
struct HypergeometricCounts: Hashable, Sendable {
  let population: Double
  let successes: Double
  let draws: Double

  var mean: Double { population == 0 ? 0 : draws * (successes / population) }

  var variance: Double {
    guard population > 1 else { return 0 }
    let rest = (population - successes) / population
    return mean * rest * ((population - draws) / (population - 1))
  }

  var support: ClosedRange<Double> {
    max(0, draws - (population - successes))...min(draws, successes)
  }

  /// A likeliest count.
  var mode: Double {
    let top = (draws + 1) * ((successes + 1) / (population + 2))
    return min(max(top.rounded(.down), support.lowerBound), support.upperBound)
  }

  /// The same question for the rarer kind and the smaller part of the population.
  var folded: HypergeometricCounts {
    HypergeometricCounts(
      population: population, successes: min(successes, population - successes),
      draws: min(draws, population - draws))
  }

  /// The chance of k, for any real k in the support.
  func term(_ k: Double) -> Double {
    let share = draws / population
    return weight(k)
      / Elementary.binomialTerm(draws, population, share, (population - draws) / population)
  }

  /// The chance of k times what does not depend on k: the chance to get draws by chance alone.
  @inline(__always) func weight(_ k: Double) -> Double {
    let share = draws / population
    let rest = (population - draws) / population
    return Elementary.binomialTerm(k, successes, share, rest)
      * Elementary.binomialTerm(draws - k, population - successes, share, rest)
  }

  /// The chance of k + 1 over that of k.
  @inline(__always) private func rise(_ k: Double) -> Double {
    (successes - k) / (k + 1) * ((draws - k) / (population - successes - draws + k + 1))
  }

  /// Search from 0 upwards; `first` is the chance of 0.
  @inline(__always) func inverted(_ u: Double, first: Double) -> Double {
    var (k, term, sum) = (0.0, first, first)
    while u > sum, k < support.upperBound, term > 0x1p-64 {
      term *= rise(k)
      k += 1
      sum += term
    }
    return k
  }

  /// The probability of at most x, and of more.
  func ratios(_ x: Double) -> (lower: Double, upper: Double) {
    let k = x.rounded(.down)
    if k < support.lowerBound { return (0, 1) }
    if k >= support.upperBound { return (1, 0) }
    let isLower = k + 0.5 < mean
    let tail =
      variance > 1e6 ? smoothTail(k, isLower) : isLower ? lowerSum(k) : upperSum(k + 1)
    let held = min(tail, 1)
    return isLower ? (held, 1 - held) : (1 - held, held)
  }

  /// The chance of at most k, term by term.
  private func lowerSum(_ k: Double) -> Double {
    var (j, term) = (k, term(k))
    var sum = term
    while j > support.lowerBound, term > sum * 0x1p-60 {
      j -= 1
      term /= rise(j)
      sum += term
    }
    return sum
  }

  /// The chance of at least k, term by term.
  private func upperSum(_ k: Double) -> Double {
    var (j, term) = (k, term(k))
    var sum = term
    while j < support.upperBound, term > sum * 0x1p-60 {
      term *= rise(j)
      j += 1
      sum += term
    }
    return sum
  }

  /// The same sums where they are long: the integral to k + 1/2 and what the sum differs from it,
  /// by central differences there.
  private func smoothTail(_ k: Double, _ isLower: Bool) -> Double {
    let edge = k + 0.5
    let direction = isLower ? -1.0 : 1.0
    let constant =
      1
      / Elementary.binomialTerm(
        draws, population, draws / population, (population - draws) / population)
    func chance(_ t: Double) -> Double { support.contains(t) ? constant * weight(t) : 0 }
    let integral = Quadrature.tail(
      from: edge, direction: direction, scale: variance.squareRoot(),
      distance: (edge - mean).magnitude,
      end: isLower ? support.lowerBound - 0.5 : support.upperBound + 0.5, chance)
    let first = chance(k + 1) - chance(k)
    let third = chance(k + 2) - 3 * chance(k + 1) + 3 * chance(k) - chance(k - 1)
    return integral + direction * (first / 24 - 17 * third / 5760)
  }
}
