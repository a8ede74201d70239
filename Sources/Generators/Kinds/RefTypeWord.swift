import SchemaModel

/// The name of the table that a `ref` to one of several tables names a row of. The planner draws it
/// before the row.
package enum RefTypeWord: GeneratorWord {
  package static let syntax = GeneratorSyntax(
    "ref_type",
    "The name of the table that a `ref` to one of several tables names a row of.",
    argument: .name)
}
