import SchemaModel

/// When the row arrived, as the table's `arrivals` say.
package enum ArrivalWord: GeneratorWord {
  package static let syntax = GeneratorSyntax(
    "arrival", "The time at which the row arrived, by the table's `arrivals`.",
    argument: .word(["date", "timestamp"]))
}
