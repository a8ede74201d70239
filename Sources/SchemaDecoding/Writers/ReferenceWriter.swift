import Columnar
import SchemaModel

/// The reference of documents in Markdown: every word, what it takes, its default and meaning,
/// from the tables that decode it.
package struct ReferenceWriter {
  package static func write(_ vocabulary: Vocabulary) -> String {
    var text = """
      # Reference of documents

      Written from the tables that decode documents; do not edit. The reasons behind the words are
      in [language.md](language.md).


      """
    for shape in ShapeCollector.shapes(of: .document) { text += section(shape) }
    text += modifiers()
    text += "## Generators\n\nA column has exactly one of these words, or is a value or `= …`.\n\n"
    for syntax in vocabulary.generators where syntax.isSupported { text += section(syntax) }
    text += later(vocabulary)
    return text
  }

  private static func section(_ shape: Shape, heading: String = "##") -> String {
    var text = "\(heading) \(shape.name)\n\n\(shape.summary)\n\n"
    text += lawNote(shape)
    text += table(shape.parameters.filter(\.type.isSupported))
    let later = shape.parameters.filter { !$0.type.isSupported }.map { "`\($0.name)`" }
    if !later.isEmpty { text += "Known, not yet supported: \(later.joined(separator: ", ")).\n\n" }
    return text
  }

  /// What may stand in a map beside its own words.
  private static func lawNote(_ shape: Shape) -> String {
    guard shape.holdsLaw else { return "" }
    let beside = shape.lawModifiers.map { "`\($0.name)`" }.joined(separator: ", ")
    let lawless = shape.listWithoutLaw.map { " (none is needed beside a list in `\($0)`)" } ?? ""
    return
      "The map also holds exactly one [law](#generators) or `value`\(lawless); beside a law also "
      + "\(beside), as [beside generators](#column-modifiers).\n\n"
  }

  private static func modifiers() -> String {
    "## Column modifiers\n\nWords that stand beside any generator.\n\n"
      + table(Parameter.columnModifiers)
      + "Inside a case, a generator may have of these: "
      + names(Parameter.nestedModifiers) + "; a [part](#generators) of a value: "
      + names(Parameter.partModifiers) + ".\n\n"
      + section(.rounding, heading: "###")
  }

  private static func names(_ parameters: [Parameter]) -> String {
    parameters.map { "`\($0.name)`" }.joined(separator: ", ")
  }

  private static func section(_ syntax: GeneratorSyntax) -> String {
    var text = "### \(syntax.word)\n\n\(syntax.summary)"
    text += syntax.isLaw ? " A law.\n\n" : "\n\n"
    let shapes = ShapeCollector.shapes(of: syntax.argument)
    if shapes.isEmpty {
      text += "`\(syntax.word)`: \(name(of: syntax.argument)).\n\n"
    } else {
      if case .oneOf = syntax.argument { text += "One of these:\n\n" }
      let forms = forms(syntax.argument)
      for shape in forms { text += lawNote(shape) + table(shape.parameters) }
      if forms.isEmpty { text += "`\(syntax.word)`: \(name(of: syntax.argument)).\n\n" }
      if let bare = shapes[0].bareParameter(isArgument: true), shapes.count == 1 {
        text += "`\(syntax.word): x` is short for `\(syntax.word): {\(bare.name): x}`.\n\n"
      }
    }
    let heads = forms(syntax.argument).map(\.name)
    for shape in shapes where !heads.contains(shape.name) {
      text += section(shape, heading: "####")
    }
    let options = syntax.options.filter(\.type.isSupported)
    if !options.isEmpty { text += "Beside it:\n\n" + table(options) }
    for shape in options.flatMap({ ShapeCollector.shapes(of: $0.type) }) {
      text += section(shape, heading: "####")
    }
    return text
  }

  /// The maps an argument may be, forms of the same name included.
  private static func forms(_ type: ParameterType) -> [Shape] {
    switch type {
    case .record(let shape): [shape]
    case .oneOf(let types): types.flatMap { forms($0) }
    default: []
    }
  }

  private static func later(_ vocabulary: Vocabulary) -> String {
    let words = vocabulary.generators.filter { !$0.isSupported }
    guard !words.isEmpty else { return "" }
    return "## Generators of later versions\n\n"
      + words.map { "- `\($0.word)`: \($0.summary)\n" }.joined()
  }

  private static func table(_ parameters: [Parameter]) -> String {
    guard !parameters.isEmpty else { return "" }
    var text = "| word | takes | default | meaning |\n| --- | --- | --- | --- |\n"
    for parameter in parameters {
      let standard =
        parameter.isRequired
        ? "required" : parameter.defaultText.map { $0.isEmpty ? "empty" : "`\($0)`" } ?? ""
      text += "| `\(parameter.name)` | \(cell(name(of: parameter.type))) | \(standard) "
      text += "| \(cell(parameter.summary)) |\n"
    }
    return text + "\n"
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// A type as the reference names it, shapes as links.
  private static func name(of type: ParameterType) -> String {
    switch type {
    case .record(let shape):
      "[\(shape.name)](#\(shape.name.split(separator: " ").joined(separator: "-")))"
    case .list(let element): "list of: " + name(of: element)
    case .map(let element), .cases(let element): "map of names to: " + name(of: element)
    case .generator: "[generator](#generators), value or expression"
    case .column: "[column](#generators)"
    case .part: "[part](#column-modifiers): a generator, value or expression"
    case .fields: "map of names to: " + name(of: .part)
    case .oneOf(let types):
      types.filter(\.isSupported).map { name(of: $0) }.joined(separator: "; or ")
    case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .logicalType:
      LogicalType.documentNames.map { "`\($0)`" }.joined(separator: ", ")
    default: type.expectation
    }
  }
}
