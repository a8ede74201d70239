/// The least value of a function of few numbers, without derivatives.
///
/// - Reference: Nelder and Mead, *A simplex method for function minimization* (1965).
struct SimplexSearch {
  private var corners: [(place: [Double], value: Double)]
  private let function: ([Double]) -> Double

  /// - Parameters:
  ///   - steps: how far the first corners lie from the start.
  init(from start: [Double], steps: [Double], _ function: @escaping ([Double]) -> Double) {
    self.function = function
    corners = [(start, function(start))]
    for index in start.indices {
      var place = start
      place[index] += steps[index]
      corners.append((place, function(place)))
    }
  }

  /// - Returns: the best place, after at most so many steps.
  mutating func run(steps: Int, precision: Double = 1e-7) -> (place: [Double], value: Double) {
    for _ in 0..<steps {
      corners.sort { $0.value < $1.value }
      let (best, worst) = (corners[0].value, corners[corners.count - 1].value)
      if (worst - best).magnitude <= precision * (best.magnitude + precision) { break }
      step()
    }
    corners.sort { $0.value < $1.value }
    return corners[0]
  }

  private mutating func step() {
    let last = corners.count - 1
    let worst = corners[last]
    let middle = worst.place.indices.map { index in
      corners[..<last].reduce(0) { $0 + $1.place[index] } / Double(last)
    }
    let function = function
    func tried(_ factor: Double) -> (place: [Double], value: Double) {
      let place = zip(middle, worst.place).map { $0 + factor * ($1 - $0) }
      return (place, function(place))
    }
    let mirrored = tried(-1)
    if mirrored.value < corners[0].value {
      let farther = tried(-2)
      corners[last] = farther.value < mirrored.value ? farther : mirrored
    } else if mirrored.value < corners[last - 1].value {
      corners[last] = mirrored
    } else {
      let nearer = tried(mirrored.value < worst.value ? -0.5 : 0.5)
      if nearer.value < min(worst.value, mirrored.value) {
        corners[last] = nearer
      } else {
        shrink()
      }
    }
  }

  private mutating func shrink() {
    let best = corners[0].place
    for index in corners.indices.dropFirst() {
      let place = zip(best, corners[index].place).map { $0 + 0.5 * ($1 - $0) }
      corners[index] = (place, function(place))
    }
  }
}
