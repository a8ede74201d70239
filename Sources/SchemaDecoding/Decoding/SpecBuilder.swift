import Diagnostics
import SchemaModel

/// The root of a document to its spec: the tables decode it, then what words demand of each other
/// is checked.
struct SpecBuilder {
  var problems = DiagnosticList()
  private let vocabulary: Vocabulary
  private let defaults: [String: Node]
  private let seed: UInt64?

  /// - Parameters:
  ///   - defaults: the document's own values of parameters that were set.
  ///   - seed: in place of the document's; it may exceed the range that documents write.
  /// - Returns: all problems, and the spec, in which parts that have one are marked as unread; nil
  ///   when too little of it is known.
  static func build(
    _ root: Node, _ fileName: String, _ vocabulary: Vocabulary, defaults: [String: Node] = [:],
    seed: UInt64? = nil
  ) -> (spec: DocumentSpec?, problems: DiagnosticList) {
    var builder = SpecBuilder(vocabulary: vocabulary, defaults: defaults, seed: seed)
    let spec = builder.document(root, fileName)
    return (spec, builder.problems)
  }

  private init(vocabulary: Vocabulary, defaults: [String: Node], seed: UInt64?) {
    self.vocabulary = vocabulary
    self.defaults = defaults
    self.seed = seed
  }

  private mutating func document(_ written: Node, _ fileName: String) -> DocumentSpec? {
    var root = readAsMeant(written, .document, "document")
    if case .map(var entries) = root.content {
      for index in entries.indices where entries[index].key.text == "output" {
        entries[index].value = readAsMeant(entries[index].value, .output, "output")
      }
      root.content = .map(entries)
    }
    var told: Set<String> = seed == nil ? [] : ["seed"]
    if let version = root["datagen"], case .scalar(let scalar) = version.content,
      let number = LiteralReader.integer(scalar.text), number != 1
    {
      // The rest is read as this version has it: most words are those of others, too.
      problems.report(.unknownVersion(scalar))
      told.insert("datagen")
    }
    guard case .map(let entries) = root.content else { return nil }
    let (parts, hasUnknownWords) = parts(of: root, entries, told: told)
    let tables = tables(root["tables"])
    let output = output(parts["output"], root, hasUnknownWords: hasUnknownWords)
    let canonical = CanonicalModel.json(of: root)
    var spec = DocumentSpec(
      name: parts["name"]?.text ?? stem(fileName), description: parts["describe"]?.text,
      seed: seed ?? writtenSeed(root), locale: parts["locale"]?.text ?? "en_US",
      localeSource: scalar(parts["locale"]),
      timeframe: timeframe(parts["timeframe"]), parameters: parameters(parts["parameters"]),
      tables: tables, output: output, canonicalHash: CanonicalModel.hash(of: canonical),
      canonicalText: canonical, location: root.location)
    spec.unread.hasUnknownWords = hasUnknownWords
    spec.vocabularies = vocabularies(parts["vocabularies"])
    if let written = parts["expect"] { spec.expectations = records(written) }
    spec.unread.areVocabularies = root["vocabularies"] != nil && spec.vocabularies.isEmpty
    spec.unread.isTimeframe = root["timeframe"] != nil && spec.timeframe == nil
    spec.unread.areTables = tables.isEmpty
    if case .map? = root["parameters"]?.content {
      spec.unread.areParameters = false
    } else {
      spec.unread.areParameters = root["parameters"] != nil
    }
    return spec
  }

  /// Each part is decoded on its own, so that a mistake in one does not hide the checks of others.
  ///
  /// - Parameter told: parts that are read elsewhere.
  private mutating func parts(
    of root: Node, _ entries: [Node.Entry], told: Set<String>
  ) -> (parts: [String: ArgumentValue], hasUnknownWords: Bool) {
    let known = Shape.document.supportedNames
    let unknown = entries.map(\.key).filter { Shape.document.parameter($0.text) == nil }
    let meant = NodeDecoder.meant(by: unknown, known: known, written: entries)
    for parameter in Shape.document.parameters where parameter.isRequired {
      if root[parameter.name] == nil, !meant.contains(parameter.name) {
        problems.report(.missingWord(parameter, in: "document", at: root))
      }
    }
    var parts: [String: ArgumentValue] = [:]
    for entry in entries {
      let name = entry.key.text
      guard let parameter = Shape.document.parameter(name) else { continue }
      if name == "tables" || told.contains(name) { continue }
      parts[name] = decoded { $0.decode(entry, parameter) }
    }
    decoded { $0.report(unknown, in: "document", known: known, written: entries) }
    return (parts, !unknown.isEmpty)
  }

  /// A map whose misspelt words are reported and stand as they were meant, where that is certain.
  mutating func readAsMeant(_ node: Node, _ shape: Shape, _ place: String) -> Node {
    guard case .map(let entries) = node.content else { return node }
    let unknown = entries.map(\.key).filter { shape.parameter($0.text) == nil }
    let known = shape.supportedNames
    let meant = MeantWords(unknown, known: known, written: entries)
    let certain = unknown.filter { meant[$0.text] != nil }
    decoded { $0.report(certain, in: place, known: known, written: entries) }
    return meant.map(node)
  }

  private func scalar(_ value: ArgumentValue?) -> Scalar? {
    guard case .literal(let scalar) = value else { return nil }
    return scalar
  }

  mutating func decoded<Value>(_ body: (inout NodeDecoder) -> Value) -> Value {
    var decoder = NodeDecoder(vocabulary)
    let value = body(&decoder)
    problems.all += decoder.problems.all
    return value
  }

  private func writtenSeed(_ root: Node) -> UInt64 {
    guard case .scalar(let scalar) = root["seed"]?.content else { return 0 }
    return LiteralReader.integer(scalar.text).map { UInt64(bitPattern: $0) } ?? 0
  }

  private func stem(_ fileName: String) -> String {
    let file = fileName.split(separator: "/").last.map(String.init) ?? "dataset"
    let parts = file.split(separator: ".", omittingEmptySubsequences: true)
    return parts.count > 1 ? parts.dropLast().joined(separator: ".") : file
  }

  private func timeframe(_ value: ArgumentValue?) -> TimeframeSpec? {
    guard case .record(let arguments) = value, let from = arguments["from"],
      let to = arguments["to"]
    else { return nil }
    return TimeframeSpec(from: from, to: to)
  }

  private mutating func vocabularies(_ value: ArgumentValue?) -> [VocabularySpec] {
    guard case .map(let entries, _) = value else { return [] }
    return entries.compactMap { entry in
      check(entry.key, kind: "list")
      guard case .record(let arguments) = entry.value else {
        return VocabularySpec(
          name: entry.key,
          arguments: .unread(at: entry.value.location, pointer: entry.value.pointer))
      }
      return VocabularySpec(name: entry.key, arguments: arguments)
    }
  }

  private mutating func parameters(_ value: ArgumentValue?) -> [ParameterSpec] {
    guard case .map(let entries, _) = value else { return [] }
    return entries.map { entry in
      check(entry.key, kind: "parameter")
      guard case .record(let arguments) = entry.value else {
        return ParameterSpec(
          name: entry.key, value: entry.value, type: nil, standard: standard(entry.key.text))
      }
      var type: Scalar?
      if case .literal(let scalar) = arguments["type"] { type = scalar }
      // A value that may be there is not known to be missing.
      let value =
        arguments["value"]
        ?? (arguments.isUnread("value")
          ? .unread(arguments.location, arguments.pointer) : nil)
      return ParameterSpec(
        name: entry.key, value: value, type: type, isTypeUnread: arguments.isUnread("type"))
    }
  }

  /// The document's own value of a parameter that was set; its mistakes are of no consequence.
  private func standard(_ name: String) -> ArgumentValue? {
    guard let node = defaults[name], case .scalar = node.content else { return nil }
    var decoder = NodeDecoder(vocabulary)
    return decoder.decode(node, as: .literal(.constant), name)
  }

  mutating func check(_ name: Scalar, kind: String) {
    if let problem = NameRules.problem(with: name, kind: kind) { problems.report(problem) }
  }

  private mutating func output(
    _ value: ArgumentValue?, _ root: Node, hasUnknownWords: Bool
  ) -> OutputSpec {
    // Names and files are checked as written, beside words that cannot be read.
    if case .map(let entries) = root["output"]?["tables"]?.content {
      checkOutputTables(entries, root)
    }
    guard case .record(let arguments) = value else {
      var none = Arguments(at: root.location, pointer: "/output")
      none.hasUnknownWords = root["output"] != nil || hasUnknownWords
      return OutputSpec(arguments: none, tables: [])
    }
    var tables: [OutputTableSpec] = []
    if case .map(let entries, _) = arguments["tables"] {
      var listed: Set<String> = []
      for entry in entries {
        let isAgain = !listed.insert(entry.key.text).inserted
        tables += records(entry.value).map {
          OutputTableSpec(table: entry.key, arguments: $0, isListedAgain: isAgain)
        }
      }
    }
    return OutputSpec(arguments: arguments, tables: tables)
  }

  private func records(_ value: ArgumentValue) -> [Arguments] {
    switch value {
    case .record(let own): [own]
    case .list(let items, _): items.flatMap { records($0) }
    case .expression, .generator, .literal, .map: []
    case .unread(let location, let pointer): [.unread(at: location, pointer: pointer)]
    }
  }

  private mutating func checkOutputTables(_ entries: [Node.Entry], _ root: Node) {
    // Without tables that can be read, no name is known to be wrong.
    var known: Set<String>?
    if case .map(let tables) = root["tables"]?.content { known = Set(tables.map(\.key.text)) }
    // A table that is listed is listed once.
    let free = (known ?? []).subtracting(entries.map(\.key.text)).sorted()
    for entry in entries {
      if let known, !known.contains(entry.key.text) {
        problems.report(.unknownTable(entry.key, known: known, free: free))
      }
      guard case .list(let files) = entry.value.content else {
        checkFile(entry.value)
        continue
      }
      if files.isEmpty { problems.report(.noFiles(entry)) }
      for file in files { checkFile(file) }
    }
  }

  private mutating func checkFile(_ node: Node) {
    if case .scalar(let file) = node["file"]?.content, let problem = FileRules.problem(with: file) {
      problems.report(problem)
    }
    // Names that stand in paths are those of columns.
    for word in ["hive", "split"] {
      guard case .map(let keys) = node[word]?.content else { continue }
      for key in keys { check(key.key, kind: "part of a path") }
    }
  }
}

extension ArgumentValue {
  /// The text of a literal.
  var text: String? {
    guard case .literal(let scalar) = self else { return nil }
    return scalar.text
  }
}

extension Diagnostic {
  fileprivate static func unknownTable(
    _ name: Scalar, known: Set<String>, free: [String]
  ) -> Diagnostic {
    Diagnostic(
      "unknown-table", "there is no table '\(name.text)'", at: name.location,
      pointer: name.pointer, expected: ParameterType.oneOf(known.sorted(), "tables")
    ).proposing(DidYouMean.proposal(for: name.text, in: free), in: name.source)
  }

  fileprivate static func noFiles(_ entry: Node.Entry) -> Diagnostic {
    Diagnostic(
      "no-files", "the list of files of '\(entry.key.text)' is empty", at: entry.value.location,
      pointer: entry.key.pointer, expected: "at least one file, or 'hidden: true' for the table")
  }

  fileprivate static func unknownVersion(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "unknown-version", "version \(scalar.shown) of the language is not known",
      at: scalar.location, pointer: scalar.pointer, expected: "datagen: 1")
  }

}
