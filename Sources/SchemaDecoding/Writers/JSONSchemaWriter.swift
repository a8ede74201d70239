import Columnar
import SchemaModel

/// The JSON Schema (2020-12) of documents, for editors: every word with its summary, from the
/// tables that decode it. Words of later versions are left out.
///
/// A schema is looser than the decoder where it must be: it sees scalars as YAML libraries read
/// them, `2%` as a string and `10_000` as a string or a number.
package struct JSONSchemaWriter {
  private let vocabulary: Vocabulary

  package static func write(_ vocabulary: Vocabulary) -> String {
    JSONSchemaWriter(vocabulary: vocabulary).document().text() + "\n"
  }

  private func document() -> JSONValue {
    var definitions: [(key: String, value: JSONValue)] = [
      ("expression", Self.pattern("^=([^=]|$)", "An expression, behind '='.")),
      ("condition", .map([("type", .list([.string("string"), .string("boolean")]))])),
      ("scalar", Self.types(["string", "number", "boolean"])),
      ("nullable", Self.types(["string", "number", "boolean", "null"])),
      ("byValue", byValue),
      ("modifiers", modifiers),
      ("generator", generator(Parameter.nestedModifiers, isColumn: false)),
      ("column", generator(Parameter.columnModifiers, isColumn: true)),
      ("part", generator(Parameter.partModifiers, isColumn: false)),
    ]
    // What stands behind and beside each generator word, used for columns, cases and rows.
    for syntax in vocabulary.generators where syntax.isSupported {
      let options = syntax.options.filter(\.type.isSupported)
      definitions.append(
        (
          Self.key(syntax),
          .map([
            ("type", .string("object")), ("description", .string(syntax.summary)),
            (
              "properties",
              .map([(syntax.word, argument(syntax))] + options.map { property($0) })
            ),
          ])
        ))
    }
    for shape in ShapeCollector.shapes(of: .document) where shape.name != Shape.document.name {
      definitions.append((Self.key(shape), object(shape)))
    }
    guard case .map(let root) = object(.document) else {
      preconditionFailure("a shape is written as a map")
    }
    return .map(
      [
        ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        ("title", .string("datagen document")),
      ] + root + [("$defs", .map(definitions))])
  }

  private static func key(_ shape: Shape) -> String {
    shape.name.split(separator: " ").joined(separator: "_")
  }

  private static func key(_ syntax: GeneratorSyntax) -> String { "generator_\(syntax.word)" }

  // Building blocks
  private static func types(_ names: [String]) -> JSONValue {
    .map([("type", names.count == 1 ? .string(names[0]) : .list(names.map { .string($0) }))])
  }

  private static func reference(_ name: String) -> JSONValue {
    .map([("$ref", .string("#/$defs/\(name)"))])
  }

  private static func pattern(_ pattern: String, _ description: String) -> JSONValue {
    .map([
      ("type", .string("string")), ("pattern", .string(pattern)),
      ("description", .string(description)),
    ])
  }

  private static func any(_ choices: [JSONValue]) -> JSONValue {
    choices.count == 1 ? choices[0] : .map([("anyOf", .list(choices))])
  }

  private var byValue: JSONValue {
    .map([
      ("type", .string("object")),
      ("description", .string(GeneratorSyntax.by.summary)),
      (
        "properties",
        .map([
          ("by", .map([("type", .string("string"))])),
          ("cases", .map([("type", .string("object"))])),
          ("else", .boolean(true)),
        ])
      ),
      ("required", .list([.string("by"), .string("cases")])),
      ("additionalProperties", .boolean(false)),
    ])
  }

  /// One property of a definition.
  private static func part(_ property: String, of definition: String) -> JSONValue {
    reference("\(definition)/properties/\(property)")
  }

  private var modifiers: JSONValue {
    .map([
      ("type", .string("object")),
      ("properties", .map(Parameter.columnModifiers.map { property($0) })),
    ])
  }

  // Maps with words
  private func object(_ shape: Shape) -> JSONValue {
    var properties = shape.parameters.filter(\.type.isSupported).map { property($0) }
    if shape.holdsLaw {
      properties += vocabulary.laws.map {
        (key: $0.word, value: Self.part($0.word, of: Self.key($0)))
      }
      properties += shape.lawModifiers.map {
        (key: $0.name, value: Self.part($0.name, of: "modifiers"))
      }
    }
    var fields: [(key: String, value: JSONValue)] = [
      ("type", .string("object")), ("description", .string(shape.summary)),
      ("properties", .map(properties)),
    ]
    let required = shape.parameters.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { fields.append(("required", .list(required))) }
    fields.append(("additionalProperties", .boolean(false)))
    if shape.holdsLaw {
      let one = vocabulary.laws.map { JSONValue.map([("required", .list([.string($0.word)]))]) }
      let lawless = shape.listWithoutLaw.map { word -> [JSONValue] in
        let isList = JSONValue.map([(word, .map([("type", .string("array"))]))])
        return [.map([("properties", isList), ("not", .map([("anyOf", .list(one))]))])]
      }
      fields.append(("oneOf", .list(one + (lawless ?? []))))
    }
    return .map(fields)
  }

  private func property(_ parameter: Parameter) -> (key: String, value: JSONValue) {
    (parameter.name, described(schema(parameter.type), parameter.summary))
  }

  /// A `description` beside the schema's own words.
  private func described(_ schema: JSONValue, _ summary: String) -> JSONValue {
    guard case .map(let fields) = schema else { return schema }
    return .map([("description", .string(summary))] + fields.filter { $0.key != "description" })
  }

  private func generator(_ modifiers: [Parameter], isColumn: Bool) -> JSONValue {
    // A case may be null; a column is never.
    var choices: [JSONValue] = [Self.reference(isColumn ? "scalar" : "nullable")]
    let common = modifiers.map { (key: $0.name, value: Self.part($0.name, of: "modifiers")) }
    for syntax in vocabulary.generators where syntax.isSupported {
      let options = syntax.options.filter(\.type.isSupported)
      let own = common.filter { one in !options.contains { $0.name == one.key } }
      let required = [syntax.word] + options.filter(\.isRequired).map(\.name)
      choices.append(
        .map([
          ("type", .string("object")),
          (
            "properties",
            .map(
              ([syntax.word] + options.map(\.name)).map {
                (key: $0, value: Self.part($0, of: Self.key(syntax)))
              } + own)
          ),
          ("required", .list(required.map { .string($0) })),
          ("additionalProperties", .boolean(false)),
        ]))
    }
    if isColumn {
      choices.append(
        .map([
          ("type", .string("object")),
          ("description", .string("Modifiers of a column whose values are literal rows.")),
          ("properties", .map(common)), ("additionalProperties", .boolean(false)),
          ("minProperties", .integer(1)),
        ]))
    }
    return .map([("anyOf", .list(choices))])
  }

  /// Behind a generator word, a map with one required word may be that word's value alone.
  private func argument(_ syntax: GeneratorSyntax) -> JSONValue {
    schema(syntax.argument, isArgument: true)
  }

  private func schema(_ type: ParameterType, isArgument: Bool = false) -> JSONValue {
    switch type {
    case .word(let words): .map([("enum", .list(words.map { .string($0) }))])
    case .text: Self.reference("scalar")
    case .name, .table: Self.pattern("^[A-Za-z_][A-Za-z0-9_ -]*$", "A name.")
    case .path: Self.pattern("^[A-Za-z_][A-Za-z0-9_. -]*$", "Names with dots between them.")
    case .boolean: Self.types(["boolean"])
    case .integer(let range, let scope):
      scoped(scope, [whole(range), Self.pattern("^-?[0-9]+(_[0-9]+)+$", "A whole number.")])
    case .number(let range, let scope):
      scoped(
        scope, [number(range), Self.pattern("^(?=.*[_%eE])-?[0-9][0-9_.eE+-]*%?$", "A number.")])
    case .fraction(let scope):
      scoped(scope, [number(0...1), Self.pattern("^(?=.*[_%eE])[0-9][0-9_.eE-]*%?$", "A share.")])
    case .date(let scope):
      scoped(scope, [Self.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "A date.")])
    case .instant(let scope):
      scoped(scope, [Self.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}", "A date or timestamp.")])
    case .time(let scope):
      scoped(scope, [Self.pattern("^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?$", "A time of day.")])
    case .duration(let scope):
      scoped(
        scope, [Self.pattern("^-?[0-9][0-9_.]*(us|ms|s|min|h|d|w)$", "A duration.")])
    case .literal(let scope): scoped(scope, [Self.reference("nullable")])
    case .condition: Self.reference("condition")
    case .expression: Self.reference("scalar")
    case .generator: Self.reference("generator")
    case .column: Self.reference("column")
    case .part: Self.reference("part")
    case .fields: schema(.map(of: .part))
    case .law: Self.reference("generator")
    case .list(let element):
      .map([("type", .string("array")), ("items", schema(element))])
    case .map(let element), .cases(let element):
      .map([("type", .string("object")), ("additionalProperties", schema(element))])
    case .record(let shape): record(shape, isArgument: isArgument)
    case .logicalType:
      Self.pattern("^[a-z][a-z0-9 ]*(\\([0-9]+, *[0-9]+\\))?$", "The name of a type.")
    case .patch: Self.types(["object"])
    case .oneOf(let types):
      Self.any(types.filter(\.isSupported).map { schema($0, isArgument: isArgument) })
    case .laterWords, .unsupported: .boolean(false)
    }
  }

  /// Shapes of the document are definitions; those of generators stand where they are used.
  private func record(_ shape: Shape, isArgument: Bool) -> JSONValue {
    let own =
      ShapeCollector.shapes(of: .document).contains { $0.name == shape.name }
      ? Self.reference(Self.key(shape)) : object(shape)
    let bare: Parameter? =
      if let shorthand = shape.shorthand {
        shape.parameter(shorthand)
      } else {
        isArgument && !shape.holdsLaw && shape.parameters.filter(\.isRequired).count == 1
          ? shape.parameters.first(where: \.isRequired) : nil
      }
    guard let bare else { return own }
    return Self.any([schema(bare.type), own])
  }

  private func scoped(_ scope: ExpressionScope, _ choices: [JSONValue]) -> JSONValue {
    switch scope {
    case .none: Self.any(choices)
    case .constant: Self.any(choices + [Self.reference("expression")])
    case .row: Self.any(choices + [Self.reference("expression"), Self.reference("byValue")])
    }
  }

  private func whole(_ range: ClosedRange<Int64>) -> JSONValue {
    var fields: [(key: String, value: JSONValue)] = [("type", .string("integer"))]
    if range.lowerBound > .min { fields.append(("minimum", .integer(range.lowerBound))) }
    if range.upperBound < .max { fields.append(("maximum", .integer(range.upperBound))) }
    return .map(fields)
  }

  private func number(_ range: ClosedRange<Double>) -> JSONValue {
    var fields: [(key: String, value: JSONValue)] = [("type", .string("number"))]
    if range.lowerBound > -1e300 { fields.append(("minimum", .number(range.lowerBound))) }
    if range.upperBound < 1e300 { fields.append(("maximum", .number(range.upperBound))) }
    return .map(fields)
  }
}
