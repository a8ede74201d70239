import SchemaModel

extension Scalar {
  /// The text as messages show it: its first 60 characters.
  var shown: String { Self.shown(text) }

  static func shown(_ text: String) -> String {
    let head = text.unicodeScalars.prefix(61)
    if head.count <= 60 { return text }
    return String(String.UnicodeScalarView(head.dropLast())) + "…"
  }
}

extension Node {
  /// The value of a key, when this is a map that has it.
  subscript(key: String) -> Node? {
    guard case .map(let entries) = content else { return nil }
    return entries.first { $0.key.text == key }?.value
  }

  var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  /// What stands there, for messages.
  var form: String {
    switch content {
    case .null: "no value"
    case .scalar(let scalar): "'\(scalar.shown)'"
    case .list: "a list"
    case .map: "a map"
    }
  }
}

extension ParameterType {
  /// Whether each row may have its own value here, so that `by` may choose it.
  var rowScope: Bool {
    switch self {
    case .integer(_, let scope), .number(_, let scope), .fraction(let scope), .date(let scope),
      .instant(let scope), .duration(let scope), .time(let scope), .literal(let scope):
      scope == .row
    default: false
    }
  }

  /// Whether the node's form fits; its content is another matter.
  func accepts(_ node: Node, isArgument: Bool) -> Bool {
    switch (self, node.content) {
    case (.oneOf(let types), _): types.contains { $0.accepts(node, isArgument: isArgument) }
    case (.unsupported, _): true
    case (.generator, .null), (.part, .null), (.literal, .null): node.location.length > 0
    case (.column, .null), (.law, .null), (.patch, .null): false
    case (.generator, .list), (.column, .list), (.part, .list), (.law, .list): false
    case (.generator, _), (.column, _), (.part, _), (.law, _): true
    case (.list, .list), (.map, .map), (.fields, .map), (.cases, .map), (.patch, .map),
      (.record, .map):
      true
    case (.record(let shape), .scalar), (.record(let shape), .list):
      shape.bareParameter(isArgument: isArgument)?.type.accepts(node, isArgument: false) ?? false
    case (.list, _), (.map, _), (.fields, _), (.cases, _), (.patch, _), (.record, _): false
    case (.laterWords(let words), .scalar(let scalar)): words.contains(scalar.text)
    case (_, .scalar): true
    case (_, .map): rowScope && node["by"] != nil
    case (_, _): false
    }
  }
}

extension Shape {
  /// Whether a map with `by` is the value of the bare word: `poisson: {by: size, cases: {…}}`.
  func takesCases(_ node: Node, _ isArgument: Bool) -> Bool {
    guard node["by"] != nil, parameter("by") == nil else { return false }
    return bareParameter(isArgument: isArgument)?.type.accepts(node, isArgument: false) ?? false
  }

  /// Whether what the map holds says all without a law.
  func needsNoLaw(_ node: Node) -> Bool {
    guard let listWithoutLaw, case .list? = node[listWithoutLaw]?.content else { return false }
    return true
  }

  /// The words that can be used now.
  var supportedNames: [String] { parameters.filter(\.type.isSupported).map(\.name) }

  /// The word whose value may stand in place of the whole map.
  func bareParameter(isArgument: Bool) -> Parameter? {
    if let shorthand { return parameter(shorthand) }
    // Beside a law, the word alone does not say all.
    guard isArgument, !holdsLaw else { return nil }
    let required = parameters.filter(\.isRequired)
    return required.count == 1 ? required[0] : nil
  }
}
