@testable import Sampling

/// Laws made of others and of data, by the names of `Fixtures/composed.csv`.
enum ComposedLaws {
  struct Case: Sendable {
    var name: String
    var law: any Distribution
    /// An interval that cuts the law on both sides.
    var cut: ClosedRange<Double>
  }

  static func all() throws -> [Case] { try mixtures() + parts() + data() }

  static func named(_ name: String) throws -> Case? { try all().first { $0.name == name } }

  static let seen = [3.5, 1.25, 1.25, 8, 2, 2, 2, 40.75, 7, 7]

  private static func mixtures() throws -> [Case] {
    let inner = try Mixture([(1, Normal(form: 0, [0, 1])), (3, Normal(form: 0, [4, 2]))])
    return [
      Case(
        name: "two normals",
        law: try Mixture([(0.7, Normal(form: 0, [0, 1])), (0.3, Normal(form: 0, [5, 0.5]))]),
        cut: -1...5),
      Case(
        name: "two counts",
        law: try Mixture([(3, Poisson(form: 0, [3])), (2, Binomial(form: 0, [40, 0.3]))]),
        cut: 2...9),
      Case(
        name: "a count and a law",
        law: try Mixture([(1, Poisson(form: 0, [4])), (1, Gamma(form: 0, [2, 3]))]), cut: 2...9),
      Case(
        name: "a value and a law",
        law: try Mixture([(0.25, PointMass(10)), (0.75, Exponential(form: 0, [40]))]),
        cut: 10...60),
      Case(
        name: "a mixture in a mixture",
        law: try Mixture([(0.5, inner), (0.5, Uniform(form: 0, [-2, 10]))]), cut: -1...5),
      Case(
        name: "zeros and a count", law: try Mixture(zeros: 0.4, and: Poisson(form: 0, [3])),
        cut: 0...4),
      Case(
        name: "zeros and amounts",
        law: try Mixture(zeros: 0.15, and: Lognormal(form: 0, [125, 150])), cut: 0...200),
    ]
  }

  private static func parts() throws -> [Case] {
    func cut(_ law: some Distribution, _ ends: ClosedRange<Double>) -> any Distribution {
      law.cut(to: ends) ?? PointMass(.zero)
    }
    let part = cut(try Normal(form: 0, [10, 4]), 6...9)
    return [
      Case(name: "a cut gamma", law: cut(try Gamma(form: 0, [2, 12]), 2...180), cut: 10...50),
      Case(name: "a cut tail", law: cut(try Normal(form: 0, [0, 1]), 4...9), cut: 4.5...6),
      Case(name: "a cut count", law: cut(try Poisson(form: 0, [3]), 1...6), cut: 2...4),
      Case(
        name: "a cut part", law: try Mixture([(0.5, part), (0.5, Normal(form: 0, [30, 2]))]),
        cut: 7...30),
      Case(
        name: "halves",
        law: Discretised(try Normal(form: 0, [10, 3]), to: Grid(step: 1, parts: 2)), cut: 8...12.5),
      Case(
        name: "tens", law: Discretised(try Lognormal(form: 0, [125, 150]), to: Grid(step: 10)),
        cut: 50...200),
      Case(
        name: "tenths downward",
        law: Discretised(
          try Exponential(form: 0, [4]), to: Grid(step: 1, parts: 10, mode: .down)), cut: 1...6.3),
    ]
  }

  private static func data() throws -> [Case] {
    [
      Case(
        name: "a histogram",
        law: Polyline(edges: [0, 10, 20, 50, 60, 100], counts: [5, 0, 12, 3, 20]),
        cut: 5...55),
      Case(
        name: "a histogram with empty ends",
        law: Polyline(edges: [-5, 0, 1, 4, 9], counts: [0, 2, 6, 0]), cut: 0.5...3),
      Case(
        name: "quantiles", law: Polyline([(0, 0), (0.5, 12.5), (0.9, 40), (1, 300)]), cut: 5...50),
      Case(
        name: "quantiles with zeros",
        law: Polyline([(0, 0), (0.4, 0), (0.8, 10), (1, 100)]), cut: 0...50),
      Case(name: "values", law: Resample(seen), cut: 2...8),
      Case(name: "smooth values", law: Resample.smooth(seen), cut: 1.5...7.5),
    ]
  }
}
