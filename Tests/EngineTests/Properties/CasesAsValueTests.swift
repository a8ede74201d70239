import Generators
import SchemaModel
import Testing

@testable import Engine
@testable import SchemaDecoding

/// Cases stand wherever the tables of words let a row have a value of its own: each place gives
/// what an expression of the same values gives there.
@Suite struct CasesAsValueTests {
  /// A place: the words around it, where `$` is the value, and two values, for `a` and `b`.
  struct Place: CustomTestStringConvertible, Sendable {
    var name: String
    /// A column of `items`; empty where the place is elsewhere.
    var column = ""
    var rows = "40"
    var arrivals = ""
    var path = "kind"
    var values: (String, String)
    /// How an expression writes them, where it writes them otherwise.
    var written: (String, String)?

    var testDescription: String { name }

    func document(_ value: String) -> String {
      let column = column.isEmpty ? "" : "x: \(column)"
      return """
        datagen: 1
        seed: 5
        timeframe: {from: 2024-01-01, to: 2024-12-31}
        tables:
          parents:
            rows: 30
            columns:
              parent_id: {key: integer}
              kind: {choice: [a, b]}
              born: {date: {from: 2024-01-01, to: 2024-01-20}}
          items:
            rows: \(rows)
            arrivals: {\(arrivals)}
            columns:
              item_id: {key: integer}
              parent_id: {ref: parents}
              kind: {choice: [a, b]}
              at: {arrival: timestamp}
              \(column)
        """.replacing("$", with: value)
    }

    var cases: String { "{by: \(path), cases: {a: \(values.0)}, else: \(values.1)}" }

    var expression: String {
      let (first, second) = written ?? values
      return "\"= if(\(path) = 'a', \(first), \(second))\""
    }
  }

  static func column(_ name: String, _ text: String, _ first: String, _ second: String) -> Place {
    Place(name: name, column: text, values: (first, second))
  }

  static func law(_ word: String, _ text: String, _ first: String, _ second: String) -> Place {
    column(word, "{\(word.split(separator: ".")[0]): {\(text)}}", first, second)
  }

  static let laws: [Place] = [
    law("binomial.n", "n: $, p: 0.5", "3", "30"), law("binomial.p", "n: 20, p: $", "0.1", "0.9"),
    law("exponential.scale", "scale: $", "1", "100"),
    law("gamma.shape", "shape: $", "0.5", "5"),
    law("gamma.scale", "shape: 2, scale: $", "1", "50"),
    law("geometric.p", "p: $", "0.2", "0.9"),
    law("integer.from", "from: $, to: 99", "1", "90"),
    law("integer.to", "from: 1, to: $", "9", "99"),
    law("lognormal.mean", "mean: $, sd: 1", "2", "20"),
    law("lognormal.sd", "mean: 10, sd: $", "1", "9"),
    law("lognormal.mu", "mu: $, sigma: 1", "0", "5"),
    law("lognormal.sigma", "mu: 1, sigma: $", "0.1", "2"),
    law("loguniform.from", "from: $, to: 1000", "1", "500"),
    law("loguniform.to", "from: 1, to: $", "2", "999"),
    law("negative_binomial.mean", "mean: $, shape: 2", "3", "30"),
    law("negative_binomial.shape", "mean: 5, shape: $", "0.5", "50"),
    law("negative_binomial.n", "n: $, p: 0.5", "2", "20"),
    law("negative_binomial.p", "n: 4, p: $", "0.2", "0.8"),
    law("normal.mean", "mean: $, sd: 1", "-50", "50"),
    law("normal.sd", "mean: 5, sd: $", "0.1", "9"),
    law("pareto.shape", "shape: $, scale: 1", "1.5", "5"),
    law("pareto.scale", "shape: 2, scale: $", "1", "80"),
    law("poisson.mean", "mean: $", "1", "60"),
    law("uniform.from", "from: $, to: 9", "0", "8"), law("uniform.to", "from: 0, to: $", "1", "90"),
    law("zipf.exponent", "exponent: $, n: 50", "0.5", "3"),
    law("zipf.n", "exponent: 1.1, n: $", "5", "500"),
  ]

  static let furtherLaws: [Place] = [
    law("bernoulli.p", "p: $", "0.1", "0.9"), law("beta.a", "a: $, b: 3", "0.5", "9"),
    law("beta.b", "a: 3, b: $", "0.5", "9"), law("beta.mean", "mean: $, sd: 0.1", "0.2", "0.7"),
    law("beta.sd", "mean: 0.4, sd: $", "0.01", "0.2"),
    Place(
      name: "circular.peak", column: "{circular: {peak: $, concentration: 5}}",
      values: ("08:00", "20:00"), written: ("time('08:00')", "time('20:00')")),
    law("circular.concentration", "peak: 12:00, concentration: $", "1", "90"),
    column(
      "mixture part.weight", "{mixture: [{weight: $, value: 1}, {weight: 2, poisson: 40}]}", "1",
      "9"),
    column("zero inflation.chance", "{zero_inflated: {chance: $, poisson: 9}}", "0.1", "0.9"),
    law("gamma.mean", "mean: $, sd: 1", "2", "20"), law("gamma.sd", "mean: 9, sd: $", "1", "9"),
    law("gumbel.location", "location: $, scale: 1", "-20", "20"),
    law("gumbel.scale", "location: 0, scale: $", "0.1", "9"),
    law("gumbel.mean", "mean: $, sd: 1", "-20", "20"), law("gumbel.sd", "mean: 0, sd: $", "1", "9"),
    law("hypergeometric.population", "population: $, successes: 40, draws: 20", "50", "900"),
    law("hypergeometric.successes", "population: 90, successes: $, draws: 20", "5", "80"),
    law("hypergeometric.draws", "population: 90, successes: 40, draws: $", "5", "80"),
    law("inverse_gaussian.mean", "mean: $, scale: 9", "1", "50"),
    law("inverse_gaussian.scale", "mean: 9, scale: $", "1", "500"),
    law("inverse_gaussian.sd", "mean: 9, sd: $", "1", "20"),
    law("log_series.p", "p: $", "0.1", "0.99"),
    law("logistic.location", "location: $, scale: 1", "-20", "20"),
    law("logistic.scale", "location: 0, scale: $", "0.1", "9"),
    law("logistic.mean", "mean: $, sd: 1", "-20", "20"),
    law("logistic.sd", "mean: 0, sd: $", "1", "9"),
    law("lognormal.median", "median: $, p90: 90", "1", "50"),
    law("lognormal.p90", "median: 10, p90: $", "12", "90"),
    law("negative_binomial.sd", "mean: 9, sd: $", "4", "20"),
    law("normal.median", "median: $, p90: 90", "-50", "50"),
    law("normal.p90", "median: 10, p90: $", "12", "90"),
    law("student_t.degrees", "degrees: $", "2", "50"),
    law("student_t.location", "degrees: 5, location: $", "-50", "50"),
    law("student_t.scale", "degrees: 5, scale: $", "0.1", "9"),
    law("triangular.from", "from: $, mode: 50, to: 90", "1", "40"),
    law("triangular.mode", "from: 1, mode: $, to: 90", "5", "80"),
    law("triangular.to", "from: 1, mode: 5, to: $", "9", "99"),
    law("weibull.shape", "shape: $", "0.5", "5"),
    law("weibull.scale", "shape: 2, scale: $", "1", "50"),
    law("weibull.median", "median: $, p90: 90", "1", "50"),
    law("weibull.p90", "median: 10, p90: $", "12", "90"),
    law("zeta.exponent", "exponent: $", "2", "5"),
  ]

  static let others: [Place] = [
    column("chance", "{chance: $}", "0.1", "0.9"),
    column("choice", "{choice: {p: $, q: 2}}", "1", "9"),
    column("part.alpha", "{list: {part: item_id, alpha: $}, length: 2}", "1", "9"),
    column(
      "part.weight", "{part: item_id, weight: $}\n      y: {part: item_id, weight: 2}", "1", "9"),
    column("ref.weight", "{ref: parents, weight: $}", "1", "5"),
    column(
      "referred table.weight", "{ref: {parents: {share: 1, weight: $}}}", "1", "5"),
    column("date.from", "{date: {from: $, to: 2024-12-01}}", "2024-02-01", "2024-11-01"),
    column("date.to", "{date: {from: 2024-01-01, to: $}}", "2024-02-01", "2024-11-01"),
    column("value", "{value: $}", "7", "8"),
    column("column.missing", "{value: 1, missing: $}", "0.1", "0.9"),
    column("column.between", "{normal: {mean: 5, sd: 5}, between: [$, 20]}", "4", "9"),
    Place(
      name: "rows.law", rows: "{per: parent_id, value: $}", path: "parent_id.kind",
      values: ("1", "3")),
    Place(
      name: "factor.multiply", arrivals: "per: parent_id, factors: {f: {multiply: $}}",
      path: "parent_id.kind", values: ("1", "5")),
    Place(
      name: "arrivals.since", rows: "{per: parent_id, value: 2}", arrivals: "since: $",
      path: "parent_id.kind", values: ("2024-03-01", "= parent_id.born + 9d")),
    Place(
      name: "arrivals.until", rows: "{per: parent_id, value: 2}", arrivals: "until: $",
      path: "parent_id.kind", values: ("2024-03-01", "= parent_id.born + 9d")),
  ].map { place in
    var place = place
    let days = [place.values.0, place.values.1].map { text in
      text.hasPrefix("2024")
        ? "date('\(text)')" : text.hasPrefix("=") ? String(text.dropFirst()) : text
    }
    place.written = (days[0], days[1])
    return place
  }

  /// Also in the grid, where parents are chosen by time.
  static let gridded = others.filter { $0.name.hasPrefix("arrivals.") }.map { place in
    var place = place
    place.name += " of a grid"
    place.rows = "40"
    place.arrivals = "per: parent_id, from: 2024-03-01, to: 2024-03-31, " + place.arrivals
    if place.name.hasPrefix("arrivals.until") { place.values.1 = "= parent_id.born + 90d" }
    place.written = ("date('2024-03-01')", String(place.values.1.dropFirst()))
    if place.name.hasPrefix("arrivals.until") {
      place.values.0 = "2024-04-30"
      place.written?.0 = "date('2024-04-30')"
    }
    return place
  }

  private static func cells(_ text: String) throws -> [[String?]] {
    let table = try Workbench.dataset(text)["items"]
    return table.names.map { table.texts($0) }
  }

  @Test(arguments: laws + furtherLaws + others + gridded + formats + records)
  func `give what an expression of the same values gives`(_ place: Place) throws {
    let cells = try Self.cells(place.document(place.cases))
    #expect(cells == (try Self.cells(place.document(place.expression))))
    var other = place
    other.values.1 = place.values.0
    #expect(cells != (try Self.cells(place.document(other.cases))), "the second case matters")
  }

  /// The places whose tables let cases stand: `word.parameter`, `shape.word`.
  private static func places(_ type: ParameterType, _ name: String) -> Set<String> {
    switch type {
    case .record(let shape):
      shape.parameters.reduce(into: []) { all, parameter in
        all.formUnion(places(parameter.type, "\(shape.name).\(parameter.name)"))
      }
    case .list(let element), .map(let element): places(element, name)
    case .oneOf(let types): types.reduce(into: []) { $0.formUnion(places($1, name)) }
    default: type.rowScope ? [name] : []
    }
  }

  @Test func `every place that offers cases is tried`() {
    var offered = Self.places(.record(.document), "document")
    for syntax in GeneratorRegistry.syntaxes where syntax.isSupported {
      offered.formUnion(Self.places(syntax.argument, syntax.word))
      for option in syntax.options {
        offered.formUnion(Self.places(option.type, "\(syntax.word).\(option.name)"))
      }
    }
    for modifier in Parameter.columnModifiers {
      offered.formUnion(Self.places(modifier.type, "column.\(modifier.name)"))
    }
    let places = Self.laws + Self.furtherLaws + Self.others + Self.formats + Self.records
    let tried = Set(places.map(\.name)).subtracting(["rows.law"]).union(Self.known)
    #expect(offered.sorted() == tried.sorted())
  }
}
