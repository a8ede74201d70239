import SchemaDecoding
import SchemaModel

/// Generator words as a registry would pass them: of every form the tables allow.
enum SampleVocabulary {
  static let vocabulary = Vocabulary(generators: [
    GeneratorSyntax(
      "arrival", "The time a row arrives at.", argument: .word(["date", "timestamp"])),
    law("beta", [number("a", true), number("b", true)]),
    law("binomial", [number("n", true), number("p", true)]),
    GeneratorSyntax("chance", "True with this chance.", argument: .fraction(.row)),
    GeneratorSyntax(
      "choice", "One of several values.",
      argument: .oneOf([.map(of: .number(0...1e15, .row)), .list(of: .literal(.none))])),
    GeneratorSyntax("company", "Part of a company.", argument: .word(["name", "brand"])),
    GeneratorSyntax(
      "date", "A date between two.",
      argument: .record(
        Shape(
          "date", "Both ends are included.",
          [
            Parameter("from", .date(.row), required: true, "First."),
            Parameter("to", .date(.row), "Last; without it, the timeframe's."),
          ]))),
    law("exponential", [number("scale", true)]),
    law(
      "gamma",
      [
        Parameter("shape", .number(0...1e9, .row), required: true, "Shape."),
        Parameter(
          "scale", .oneOf([.number(0...1e9, .row), .duration(.row)]), default: "1", "Scale."),
      ]),
    law("geometric", [number("p", true)]),
    GeneratorSyntax(
      "integer", "A whole number.",
      argument: .record(
        Shape(
          "integer", "Both ends are included.",
          [
            Parameter("from", .integer(Int64.min...Int64.max, .row), required: true, "Least."),
            Parameter("to", .integer(Int64.min...Int64.max, .row), required: true, "Largest."),
          ])), isLaw: true),
    GeneratorSyntax("key", "A key.", argument: .text),
    GeneratorSyntax(
      "lognormal", "A log-normal law.",
      argument: .oneOf([
        .record(Shape("lognormal", "Of the values.", [number("mean", true), number("sd", true)])),
        .record(Shape("lognormal", "Of the log.", [number("mu", true), number("sigma", true)])),
      ]), isLaw: true),
    law("loguniform", [number("from", true), number("to", true)]),
    law("negative_binomial", [number("mean", true), number("shape", true)]),
    law("normal", [number("mean", true), number("sd", true)]),
    GeneratorSyntax(
      "person", "Part of a person.", argument: .word(["full_name", "email", "phone"])),
    GeneratorSyntax(
      "place", "Part of a place.",
      argument: .word(["city", "state", "district", "street_address"])),
    GeneratorSyntax("pause", "How long.", argument: .duration(.row)),
    law("poisson", [number("mean", true)]),
    GeneratorSyntax(
      "ref", "A row of another table.", argument: .table,
      options: [
        Parameter(
          "weight",
          .oneOf([
            .expression,
            .record(
              Shape("weight", "Popularity.", [Parameter("zipf", .number(0...10, .none), "Zipf.")])
            ),
          ]), "Who is chosen how often."),
        Parameter("where", .condition, "Who may be chosen."),
      ]),
    law("uniform", [number("from", true), number("to", true)]),
  ])

  private static func number(_ name: String, _ isRequired: Bool) -> Parameter {
    Parameter(name, .number(-1e300...1e300, .row), required: isRequired, "A number.")
  }

  private static func law(_ word: String, _ parameters: [Parameter]) -> GeneratorSyntax {
    GeneratorSyntax(
      word, "The \(word) law.", argument: .record(Shape(word, "Its parameters.", parameters)),
      isLaw: true)
  }
}
