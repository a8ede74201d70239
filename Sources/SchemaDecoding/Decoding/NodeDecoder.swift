import Diagnostics
import SchemaModel

/// Reads nodes by what the tables expect of them and reports every problem it finds.
struct NodeDecoder {
  let vocabulary: Vocabulary
  var problems = DiagnosticList()
  /// How many alternatives are being tried inside each other.
  private var trialDepth = 0
  private static let trialLimit = 6

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// - Parameters:
  ///   - subject: the word whose value this is, for messages.
  ///   - isArgument: the node stands right behind a generator word, where a map with one required
  ///     word may be written as that word's value.
  /// - Returns: the value, in which what could not be read is `unread`; nil when all of it could
  ///   not.
  mutating func decode(
    _ node: Node, as type: ParameterType, _ subject: String, isArgument: Bool = false
  ) -> ArgumentValue? {
    switch type {
    case .unsupported:
      return report(.notYetSupported(subject, at: node))
    case .oneOf(let types):
      return alternative(node, types, type, subject, isArgument)
    case .generator:
      return .generator(generator(node, subject, modifiers: Parameter.nestedModifiers))
    case .column:
      return .generator(column(node, subject))
    case .part:
      return .generator(generator(node, subject, modifiers: Parameter.partModifiers))
    case .fields:
      if case .map(let entries) = node.content { checkFields(entries.map(\.key)) }
      return map(node, of: .part, type, subject)
    case .law:
      return law(node, subject)
    case .list(let element):
      return list(node, of: element, type, subject)
    case .map(let element):
      return map(node, of: element, type, subject)
    case .cases(let element):
      if case .map(let entries) = node.content {
        problems.all += CaseCheck.problems(withRanges: entries.map(\.key))
      }
      return map(node, of: element, type, subject)
    case .record(let shape):
      return record(node, shape, type, subject, isArgument)
    case .patch:
      guard case .map = node.content else { return report(.wrongForm(node, subject, type)) }
      return .map([], node.location)
    default:
      return scalar(node, type, subject)
    }
  }

  /// Fields are called as columns are, and differ in more than case, which readers overlook.
  private mutating func checkFields(_ names: [Scalar]) {
    for name in names {
      if let problem = NameRules.problem(with: name, kind: "field") { problems.report(problem) }
    }
    problems.all += NameRules.alikeButForCase(names, kind: "field")
  }

  mutating func report<Value>(_ diagnostic: Diagnostic) -> Value? {
    problems.report(diagnostic)
    return nil
  }

  // Scalars stand in most places; a map with `by` may stand where each row may have its own value.
  private mutating func scalar(
    _ node: Node, _ type: ParameterType, _ subject: String
  ) -> ArgumentValue? {
    switch node.content {
    case .scalar(let scalar):
      if let mend = ScalarReader.unquoted(scalar, as: type) {
        return report(.quotedValue(scalar, mend, subject, type, at: node))
      }
      return problems.collect { () throws(Diagnostic) in
        try ScalarReader.read(scalar, as: type, subject)
      }
    case .null:
      if case .literal = type, node.location.length > 0 {
        return .literal(
          Scalar(
            LocatedText("null", at: node.location, pointer: node.pointer), isQuoted: false))
      }
      return report(.noValue(subject, type, at: node))
    case .map where type.rowScope && node["by"] != nil:
      let syntax = GeneratorSyntax(
        GeneratorSyntax.by.word, GeneratorSyntax.by.summary, argument: .path,
        options: GeneratorSyntax.caseOptions(of: type))
      return .generator(call(node, syntax, modifiers: [], subject))
    default:
      return report(.wrongForm(node, subject, type))
    }
  }

  private mutating func list(
    _ node: Node, of element: ParameterType, _ type: ParameterType, _ subject: String
  ) -> ArgumentValue? {
    guard case .list(let items) = node.content else {
      return report(
        node.isNull ? .noValue(subject, type, at: node) : .wrongForm(node, subject, type))
    }
    if case .unsupported = element {
      return report(.notYetSupported(subject, at: node, as: "a list"))
    }
    var values: [ArgumentValue] = []
    for item in items { values.append(decode(item, as: element, subject) ?? .unread(item)) }
    return .list(values, node.location)
  }

  private mutating func map(
    _ node: Node, of element: ParameterType, _ type: ParameterType, _ subject: String
  ) -> ArgumentValue? {
    guard case .map(let entries) = node.content else {
      return report(
        node.isNull ? .noValue(subject, type, at: node) : .wrongForm(node, subject, type))
    }
    var values: [ArgumentValue.MapEntry] = []
    var places: [String: Int] = [:]
    let arePercent = entries.contains { $0.value.isPercent }
    for entry in entries {
      let before = problems.all.count
      let value = decode(entry.value, as: element, entry.key.text) ?? .unread(entry.value)
      if arePercent { mendPercent(of: entry.value, since: before) }
      // Which of two is meant is not known.
      if let first = places[entry.key.text], !element.isPart {
        values[first].value = .unread(entry.value)
      } else {
        places[entry.key.text] = values.count
        values.append(.init(key: entry.key, value: value))
      }
    }
    return .map(values, node.location)
  }

  /// A number in quotes among shares in % is mended to one of them.
  private mutating func mendPercent(of node: Node, since first: Int) {
    guard case .scalar(let scalar) = node.content, !node.isPercent else { return }
    for index in problems.all.indices.dropFirst(first)
    where problems.all[index].code == "quoted-value" {
      problems.all[index].suggestion = "write \(scalar.text)%"
      problems.all[index].edit = scalar.source.edit(to: scalar.text + "%", isText: false)
    }
  }

  // Alternatives are told apart by form first, then by trying.
  private mutating func alternative(
    _ node: Node, _ types: [ParameterType], _ whole: ParameterType, _ subject: String,
    _ isArgument: Bool
  ) -> ArgumentValue? {
    var fitting = types.filter { $0.accepts(node, isArgument: isArgument) }
    // A map with `by` is cases of a value where one may stand.
    let values = fitting.filter(\.rowScope)
    if case .map = node.content, !values.isEmpty { fitting = values }
    guard let first = fitting.first else {
      return report(
        node.isNull ? .noValue(subject, whole, at: node) : .wrongForm(node, subject, whole))
    }
    if fitting.count == 1 || trialDepth >= Self.trialLimit {
      return decode(node, as: first, subject, isArgument: isArgument)
    }
    var failures: [(problems: [Diagnostic], value: ArgumentValue?)] = []
    for type in fitting {
      var trial = NodeDecoder(vocabulary)
      trial.trialDepth = trialDepth + 1
      let value = trial.decode(node, as: type, subject, isArgument: isArgument)
      if let value, !trial.problems.hasErrors { return value }
      failures.append((trial.problems.all, value))
    }
    return report(failures, node, whole, subject)
  }

  /// Of several failed readings, the one that says most.
  private mutating func report(
    _ failures: [(problems: [Diagnostic], value: ArgumentValue?)], _ node: Node,
    _ whole: ParameterType, _ subject: String
  ) -> ArgumentValue? {
    let telling = [
      "not-yet-supported", "out-of-range", "leading-zero", "empty-expression", "quoted-value",
    ]
    for code in telling {
      if let failure = failures.first(where: { $0.problems.contains { $0.code == code } }) {
        problems.all += failure.problems
        return failure.value
      }
    }
    if case .scalar(let scalar) = node.content {
      return report(.notAccepted(scalar, subject, whole))
    }
    let least = failures.min { $0.problems.count < $1.problems.count }
    problems.all += least?.problems ?? []
    return least?.value
  }

  // Maps with words of their own.
  mutating func record(
    _ node: Node, _ shape: Shape, _ type: ParameterType, _ subject: String, _ isArgument: Bool
  ) -> ArgumentValue? {
    guard case .map(let entries) = node.content, !shape.takesCases(node, isArgument) else {
      if let short = shape.bareParameter(isArgument: isArgument), !node.isNull,
        let value = decode(node, as: short.type, short.name)
      {
        return .record(Arguments([short.name: value], at: node.location, pointer: node.pointer))
      }
      if shape.bareParameter(isArgument: isArgument) != nil, !node.isNull { return nil }
      return report(
        node.isNull ? .noValue(subject, type, at: node) : .wrongForm(node, subject, type))
    }
    return .record(words(of: node, entries, shape, subject))
  }

  /// The words of a map; those that could not be read are unread.
  ///
  /// - Parameter later: words that the caller reads itself.
  mutating func words(
    of node: Node, _ entries: [Node.Entry], _ shape: Shape, _ subject: String,
    except later: [String] = []
  ) -> Arguments {
    var arguments = Arguments(at: node.location, pointer: node.pointer)
    var rest: [Node.Entry] = []
    var unknown: [Scalar] = []
    for entry in entries where !later.contains(entry.key.text) {
      let name = entry.key.text
      if let parameter = shape.parameter(name) {
        let value = decode(entry, parameter) ?? .unread(entry.value)
        // Which of two is meant is not known.
        arguments.values[name] = arguments[name] == nil ? value : .unread(entry.value)
      } else if shape.holdsLaw, !isMeant(name, in: shape) {
        rest.append(entry)
      } else {
        unknown.append(entry.key)
      }
    }
    report(unknown, in: shape.name, known: shape.supportedNames, written: entries)
    // Beside a word of a later version, others may rightly be missing.
    let isLater = entries.contains { shape.parameter($0.key.text)?.type.isSupported == false }
    noteMissing(in: &arguments, unknown, node, entries, shape, isLater ? nil : subject)
    if shape.holdsLaw, !rest.isEmpty || !isLater && !shape.needsNoLaw(node) {
      let lawNode = Node(.map(rest), at: node.location, pointer: node.pointer)
      let law = generator(lawNode, subject, modifiers: shape.lawModifiers, lawsOnly: true)
      arguments.values[Shape.lawName] = .generator(law)
    }
    return arguments
  }

  /// Whether a word that is no law is rather one of the shape's own, misspelt.
  private func isMeant(_ name: String, in shape: Shape) -> Bool {
    if vocabulary.generator(name) != nil { return false }
    let modifiers = shape.lawModifiers + Parameter.columnModifiers + Parameter.laterColumnWords
    if modifiers.contains(where: { $0.name == name }) { return false }
    let laws = vocabulary.laws.map(\.word) + shape.lawModifiers.map(\.name)
    let nearest = DidYouMean.nearest(to: name, in: shape.supportedNames + laws)
    return nearest.map { shape.supportedNames.contains($0) } ?? false
  }

  /// Marks as unread what is missing and what misspelt words stand for.
  ///
  /// - Parameter subject: for messages; nil where nothing is known to be missing.
  private mutating func noteMissing(
    in arguments: inout Arguments, _ unknown: [Scalar], _ node: Node, _ entries: [Node.Entry],
    _ shape: Shape, _ subject: String?
  ) {
    let meant = Self.meant(by: unknown, known: shape.supportedNames, written: entries)
    for name in meant { arguments.values[name] = .unread(node) }
    let certain = MeantWords(unknown, known: shape.supportedNames, written: entries)
    for entry in entries {
      guard let name = certain[entry.key.text], let parameter = shape.parameter(name) else {
        continue
      }
      arguments.values[name] = decode(entry.value, as: parameter.type, name) ?? .unread(node)
    }
    let missing = shape.parameters.filter {
      $0.isRequired && node[$0.name] == nil && !meant.contains($0.name)
    }
    for parameter in missing { arguments.values[parameter.name] = .unread(node) }
    // A word that is none may have meant one that is missing.
    let strange = unknown.count - meant.count
    if let subject, missing.count > strange {
      for parameter in missing { problems.report(.missingWord(parameter, in: subject, at: node)) }
    }
    arguments.hasUnknownWords = strange > 0
  }

  /// The words that misspelt ones stand for, so that these are not missing.
  static func meant(by unknown: [Scalar], known: [String], written: [Node.Entry]) -> Set<String> {
    let names = Set(written.map(\.key.text))
    let free = known.filter { !names.contains($0) }
    return Set(unknown.compactMap { DidYouMean.nearest(to: $0.text, in: free) })
  }

  /// Words that do not belong where they stand; those that do and are not written are proposed.
  ///
  /// - Parameter others: words that the map has, and that one merged over it may have again.
  mutating func report(
    _ unknown: [Scalar], in place: String, known: [String], orReplacing others: [String] = [],
    written: [Node.Entry]
  ) {
    guard !unknown.isEmpty else { return }
    // Words of a scenario or file that is merged over another take the place of those there.
    let beside = Dictionary(grouping: written.map(\.key), by: \.origin)
    var free: [String: [String]] = [:]
    for (origin, words) in beside {
      let names = Set(words.map(\.text))
      free[origin] = (known + others).filter { !names.contains($0) }
    }
    for word in unknown {
      let free = free[word.origin] ?? known
      problems.report(.unknownWord(word, in: place, known: known, free: free))
    }
  }

  /// The value of one word; a word of a later version is reported at the word itself.
  mutating func decode(_ entry: Node.Entry, _ parameter: Parameter) -> ArgumentValue? {
    if case .unsupported = parameter.type {
      return report(.notYetSupported(entry.key))
    }
    return decode(entry.value, as: parameter.type, parameter.name)
  }
}

extension Scalar {
  /// Where the map stands in which a word was written: words of one map may come from a file or a
  /// scenario that is merged over it.
  fileprivate var origin: String {
    let end = pointer.utf8.lastIndex(of: UInt8(ascii: "/")) ?? pointer.startIndex
    return location.file + String(pointer[..<end])
  }
}

extension ParameterType {
  /// Whether the values of a map are parts that are checked each for itself.
  fileprivate var isPart: Bool {
    switch self {
    case .column, .part, .record: true
    case .list(let element): element.isPart
    case .oneOf(let types): types.allSatisfy(\.isPart)
    default: false
    }
  }
}

extension ArgumentValue {
  /// What a node says was not understood.
  static func unread(_ node: Node) -> ArgumentValue { .unread(node.location, node.pointer) }
}

extension Node {
  fileprivate var isPercent: Bool {
    if case .scalar(let scalar) = content { scalar.text.hasSuffix("%") } else { false }
  }
}
