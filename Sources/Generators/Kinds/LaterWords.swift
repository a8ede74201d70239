import SchemaModel

/// Words of the language that a later version brings: known, so that using one is refused by name.
enum LaterWords {
  static let all: [GeneratorSyntax] = [
    ("correlation", "The correlation of two columns over a parent's rows."),
    ("funnel", "Steps that follow one another with stated shares."),
    ("share", "The share of time or rows for which a condition holds."),
    ("solve", "The value for which an equation holds."),
    ("source", "Which source of a union the row comes from."),
    ("state", "The state of a process at this moment."),
  ].map { GeneratorSyntax($0.0, $0.1, argument: .unsupported, isSupported: false) }
}
