extension Parameter {
  /// Words beside a column's generator, whatever it is.
  package static let columnModifiers: [Parameter] = [
    Parameter(
      "type", .logicalType, "Type of the column; without it, the generator's own."),
    Parameter("when", .condition, "Rows that have a value; the others have `else`, or none."),
    Parameter("else", .generator, "The value where `when` does not hold."),
    Parameter(
      "missing", .oneOf([.fraction(.row), .laterWords(["none"])]), default: "0",
      "Share of rows without value: `5%`. The column's own name stands for its value before."),
    Parameter("unique", .boolean, default: "false", "True when no value may stand twice."),
    Parameter(
      "exact", .boolean, default: "false",
      "True for exact shares of the whole table in place of independent draws."),
    Parameter(
      "between", .list(of: .literal(.row)),
      "Both ends, included: draws outside are not made; the law is truncated."),
    Parameter(
      "round", .oneOf([.number(0...1e15, .none), .duration(.none), .record(.rounding)]),
      "Digits behind the point (0 to 9), or a step such as `100`, `1s`, `{step: 0.5}`."),
    Parameter(
      "per", .path,
      "Draws by this value in place of the row, so that equal ones give the same: `per: sku`."),
    Parameter(
      "hidden", .boolean, default: "false", "True for a column that others read and no file holds."),
    Parameter("describe", .text, "What the column means, for people."),
  ]

  /// Modifiers of a law that stands in a map of other words.
  package static let lawModifiers = columnModifiers.filter { $0.name == "between" }

  /// Modifiers a generator inside a case may have of its own.
  package static let nestedModifiers = columnModifiers.filter {
    ["between", "round"].contains($0.name)
  }

  /// Modifiers of a value within another: an element of a list, a field, an entry of a map.
  package static let partModifiers = columnModifiers.filter {
    ["type", "missing", "between", "round"].contains($0.name)
  }

  /// Words of columns that later versions bring.
  package static let laterColumnWords: [Parameter] = [
    Parameter("average", .unsupported, "Rescales to this mean."),
    Parameter("delay", .unsupported, "Time that passes before."),
    Parameter("every", .unsupported, "A period of the calendar."),
    Parameter("expected", .unsupported, "The expected value in place of the realised one."),
    Parameter("given", .unsupported, "What is known already and must fit."),
    Parameter("half_life", .unsupported, "Time in which an effect halves."),
    Parameter("match", .unsupported, "Columns that must agree with those of the parent."),
    Parameter("near", .unsupported, "The value that a draw should be close to."),
    Parameter("only", .unsupported, "Conditions that confine cases and keep their shares."),
    Parameter("rank", .unsupported, "The column along which quotas are handed out."),
    Parameter("same", .unsupported, "Columns that the steps of a funnel have in common."),
    Parameter("since", .unsupported, "From which instant on a roll-up counts."),
    Parameter("start", .unsupported, "The first value of a column that reads its own past."),
    Parameter("until", .unsupported, "Up to which instant a roll-up counts."),
    Parameter("within", .unsupported, "How far back a roll-up counts."),
  ]
}

extension Shape {
  package static let rounding = Shape(
    "rounding", "Values are brought to the nearest multiple of a step, ties to the even one.",
    [
      Parameter(
        "step", .oneOf([.number(0...1e15, .none), .duration(.none)]), required: true,
        "The step: `0.5`, `5`, `15min`.")
    ])
}

extension GeneratorSyntax {
  /// A literal or an expression; a bare scalar stands for it.
  package static let value = GeneratorSyntax(
    "value", "The same value in each row, or an expression of the row: `= quantity * price`.",
    argument: .literal(.row))

  /// A choice by another value, in place of any generator or value.
  package static let by = GeneratorSyntax(
    "by", "What is generated depends on another value: a dotted path.", argument: .path,
    options: caseOptions(of: .generator))

  /// `cases` and `else` whose values are of the type expected where `by` stands.
  package static func caseOptions(of type: ParameterType) -> [Parameter] {
    [
      Parameter(
        "cases", .cases(of: type), required: true,
        "What holds for each value; `500..1999`, `..499` and `2000..` are cases of numbers."),
      Parameter("else", type, "What holds for every other value; without it, no value."),
    ]
  }

  /// Generators of later versions, known so that their use gets a clear answer.
  package static let later: [GeneratorSyntax] = [
    later("correlation", "Correlation of two series."),
    later("count", "Number of rows of a child table."),
    later("first", "First value of a child table."),
    later("funnel", "Steps that follow each other, with their shares."),
    later("last", "Last value of a child table."),
    later("max", "Largest value of a child table."),
    later("mean", "Mean over a child table."),
    later("min", "Smallest value of a child table."),
    later("share", "Share of rows of a child table."),
    later("solve", "The value that makes an equation hold."),
    later("state", "State of a process."),
    later("sum", "Sum over a child table."),
  ]

  private static func later(_ word: String, _ summary: String) -> GeneratorSyntax {
    GeneratorSyntax(
      word, summary, argument: .unsupported,
      options: [
        Parameter("of", .unsupported, "The key."), Parameter("where", .unsupported, "Rows."),
      ],
      isSupported: false)
  }
}
