extension Shape {
  /// The whole document.
  package static let document = Shape(
    "document", "One dataset: its tables, the time it covers, its parameters and its files.",
    [
      Parameter(
        "datagen", .integer(1...1, .none), required: true, "Version of the language; always 1."),
      Parameter(
        "name", .name, "Name of the dataset; without it, the file's name without extension."),
      Parameter("describe", .text, "What the dataset is, for people."),
      Parameter(
        "seed", .integer(0...Int64.max, .none), default: "0",
        "Same document and seed, same data; `--seed` overrides it."),
      Parameter(
        "locale", .text, default: "en_US", "Language and country of names, places and companies."),
      Parameter("timeframe", .record(.timeframe), "The time the dataset covers."),
      Parameter(
        "parameters", .map(of: .oneOf([.literal(.constant), .record(.parameter)])),
        "Values that expressions read as `param.name` and `--set name=value` overrides."),
      Parameter(
        "include", .list(of: .text),
        "Files beside this one whose maps are merged under this document; this document wins."),
      Parameter(
        "vocabularies", .map(of: .record(.vocabulary)),
        "Lists of words from files, by name; columns read them with `word`."),
      Parameter("tables", .map(of: .record(.table)), required: true, "The tables, by name."),
      Parameter(
        "scenarios", .map(of: .patch),
        "Named merge patches of this document (RFC 7396), chosen with `--scenario`."),
      Parameter("output", .record(.output), "Formats and files."),
      Parameter("processes", .unsupported, "Values that depend on their own past."),
      Parameter("defects", .unsupported, "Mistakes planted in finished rows."),
      Parameter(
        "expect", .list(of: .record(.expectation)),
        "What the data must show beside what the document implies; `validate` holds them to it."),
    ])

  package static let timeframe = Shape(
    "timeframe", "First and last day of the dataset; both are part of it.",
    [
      Parameter("from", .date(.constant), required: true, "First day."),
      Parameter("to", .date(.constant), required: true, "Last day, included."),
    ])

  package static let parameter = Shape(
    "parameter", "A parameter with its type; without a value it is missing until it is set.",
    [
      Parameter("type", .logicalType, required: true, "Type of the value."),
      Parameter("value", .literal(.constant), "The value, or an expression of other parameters."),
    ])
}
