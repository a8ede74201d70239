import CYAML

/// One event of libyaml; places are counted in Unicode scalars from 0.
struct YAMLEvent {
  enum ScalarStyle {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  enum Kind {
    case documentStart
    case alias
    case scalar([UInt8], ScalarStyle)
    case listStart(isFlow: Bool)
    case listEnd
    case mapStart(isFlow: Bool)
    case mapEnd
  }

  var kind: Kind
  var hasAnchor = false
  var hasTag = false
  var start: Int
  var end: Int
}

/// What libyaml says of text that is not YAML.
struct YAMLFailure {
  var problem: String
  /// Scalars from 0.
  var index: Int
  /// Line where the construct began that could not be finished, from 1.
  var contextLine: Int?
}

/// The only place that calls libyaml.
enum LibYAML {
  /// Hands each event of the text to `receive`, until it returns false or the text ends.
  ///
  /// - Returns: nil, or why the text is not YAML.
  static func read(_ bytes: [UInt8], _ receive: (YAMLEvent) -> Bool) -> YAMLFailure? {
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else {
      preconditionFailure("libyaml could not be initialised")
    }
    defer { unsafe yaml_parser_delete(&parser) }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      unsafe yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      while true {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(&parser, &event) == 1 else {
          return unsafe failure(of: parser)
        }
        defer { unsafe yaml_event_delete(&event) }
        if unsafe event.type == YAML_STREAM_END_EVENT { return nil }
        if let own = unsafe converted(event), !receive(own) { return nil }
      }
    }
  }

  private static func failure(of parser: yaml_parser_t) -> YAMLFailure {
    let problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "unreadable text"
    let hasContext = unsafe parser.context != nil
    return unsafe YAMLFailure(
      problem: problem, index: Int(parser.problem_mark.index),
      contextLine: hasContext ? Int(parser.context_mark.line) + 1 : nil)
  }

  private static func converted(_ event: yaml_event_t) -> YAMLEvent? {
    var result = unsafe YAMLEvent(
      kind: .alias, start: Int(event.start_mark.index), end: Int(event.end_mark.index))
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT:
      result.kind = .documentStart
    case YAML_ALIAS_EVENT:
      result.kind = .alias
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let buffer = unsafe UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
      result.kind = unsafe .scalar(Array(buffer), style(scalar.style))
      result.hasAnchor = unsafe scalar.anchor != nil
      result.hasTag = unsafe scalar.tag != nil
    case YAML_SEQUENCE_START_EVENT:
      let list = unsafe event.data.sequence_start
      result.kind = unsafe .listStart(isFlow: list.style == YAML_FLOW_SEQUENCE_STYLE)
      result.hasAnchor = unsafe list.anchor != nil
      result.hasTag = unsafe list.tag != nil
    case YAML_SEQUENCE_END_EVENT:
      result.kind = .listEnd
    case YAML_MAPPING_START_EVENT:
      let map = unsafe event.data.mapping_start
      result.kind = unsafe .mapStart(isFlow: map.style == YAML_FLOW_MAPPING_STYLE)
      result.hasAnchor = unsafe map.anchor != nil
      result.hasTag = unsafe map.tag != nil
    case YAML_MAPPING_END_EVENT:
      result.kind = .mapEnd
    default:
      return nil
    }
    return result
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLEvent.ScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}
