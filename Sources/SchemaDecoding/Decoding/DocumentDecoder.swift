import Diagnostics
import SchemaModel

/// The bytes of a document to its spec: parsing, includes, scenario, `--set`, then the form of
/// every word. Each phase reports all it finds; the next begins only when there was nothing.
package enum DocumentDecoder {
  /// - Parameters:
  ///   - fileName: as messages show it; its stem names a document without `name`.
  ///   - readInclude: reads files under `include`; without it there are none.
  package static func decode(
    _ bytes: [UInt8], fileName: String, vocabulary: Vocabulary,
    overrides: Overrides = Overrides(),
    readInclude: @escaping IncludeReader = { _ throws(IncludeProblem) in throw .notFound }
  ) -> Result<DocumentSpec, DiagnosticList> {
    let (spec, problems) = read(
      bytes, fileName: fileName, vocabulary: vocabulary, overrides: overrides,
      readInclude: readInclude)
    guard let spec, !problems.hasErrors else { return .failure(shortened(problems)) }
    return .success(spec)
  }

  /// As `decode`, for those who go on to check what the words say: beside problems there is a spec
  /// that marks the parts they are about as unread.
  ///
  /// - Returns: no spec where too little can be read.
  package static func read(
    _ bytes: [UInt8], fileName: String, vocabulary: Vocabulary,
    overrides: Overrides = Overrides(),
    readInclude: @escaping IncludeReader = { _ throws(IncludeProblem) in throw .notFound }
  ) -> (spec: DocumentSpec?, problems: DiagnosticList) {
    switch model(
      of: bytes, fileName: fileName, overrides: overrides, readInclude: readInclude)
    {
    case .failure(let list): (nil, list)
    case .success(let model): decode(model, fileName: fileName, vocabulary: vocabulary)
    }
  }

  /// More problems than these are counted, not listed.
  package static let problemLimit = 1_000

  package static func shortened(_ list: DiagnosticList) -> DiagnosticList {
    let surplus = list.all.count - problemLimit
    guard surplus > 0 else { return list }
    var kept = Array(list.sorted.prefix(problemLimit))
    if let last = kept.last { kept.append(.tooManyProblems(surplus, at: last.location)) }
    return DiagnosticList(kept)
  }

  /// Each scenario is checked whole, so that their number is bounded.
  package static let scenarioLimit = 100

  /// The same from text.
  package static func decode(
    _ text: String, fileName: String, vocabulary: Vocabulary,
    overrides: Overrides = Overrides(),
    readInclude: @escaping IncludeReader = { _ throws(IncludeProblem) in throw .notFound }
  ) -> Result<DocumentSpec, DiagnosticList> {
    decode(
      Array(text.utf8), fileName: fileName, vocabulary: vocabulary, overrides: overrides,
      readInclude: readInclude)
  }

  /// A document after includes, scenario and overrides, with its other scenarios beside it.
  struct Model {
    var root: Node
    /// The document's own values of parameters that were set.
    var defaults: [String: Node] = [:]
    /// In place of the document's own.
    var seed: UInt64?
    /// What was read as it was meant: expressions without quotes, keys that stand twice.
    var problems = DiagnosticList()
    /// Whether an included file could not be read, so that what is missing may stand in it.
    var isIncomplete = false
    /// What each scenario that was not chosen makes of the document.
    var variants: [(name: String, root: Node)] = []
  }

  private static func model(
    of bytes: [UInt8], fileName: String, overrides: Overrides, readInclude: @escaping IncludeReader
  ) -> Result<Model, DiagnosticList> {
    var includes = Includes(fileName, readInclude)
    let parsed = DocumentParser.read(bytes, fileName: fileName)
    guard let root = parsed.root else { return .failure(parsed.problems) }
    guard case .map = root.content else {
      return .failure(DiagnosticList(parsed.problems.all + [.documentNotAMap(root)]))
    }
    includes.problems = parsed.problems
    let whole = includes.resolve(root)
    return overridden(whole, overrides).map { model in
      var model = model
      model.isIncomplete = includes.isIncomplete
      model.problems.all = includes.problems.all + model.problems.all
      return model
    }.mapError { DiagnosticList(includes.problems.all + $0.all) }
  }

  private static func overridden(
    _ whole: Node, _ overrides: Overrides
  ) -> Result<Model, DiagnosticList> {
    var problems = DiagnosticList()
    var model = Model(root: whole)
    if let name = overrides.scenario {
      if let root = problems.collect({ () throws(Diagnostic) in
        try OverrideApplier.scenario(name, in: whole)
      }) {
        model.root = root
      }
    }
    for (name, _) in overrides.set {
      model.defaults[name] = model.root["parameters"]?[name]
    }
    model.root = OverrideApplier.set(overrides.set, in: model.root, &problems)
    if let seed = overrides.seed {
      model.root = OverrideApplier.seed(seed, in: model.root)
      model.seed = seed
    }
    if case .map(let scenarios) = whole["scenarios"]?.content {
      if scenarios.count > scenarioLimit {
        problems.report(.tooManyScenarios(scenarios[scenarioLimit].key, scenarios.count))
      }
      for scenario in scenarios.prefix(scenarioLimit) {
        if let include = scenario.value["include"] {
          problems.report(.includeInScenario(include, scenario.key))
        }
        if case .map = scenario.value.content, scenario.key.text != overrides.scenario {
          model.variants.append(
            (scenario.key.text, MergePatch.apply(scenario.value, to: whole)))
        }
      }
    }
    model.problems = problems
    return .success(model)
  }

  static func decode(
    _ model: Model, fileName: String, vocabulary: Vocabulary
  ) -> (spec: DocumentSpec?, problems: DiagnosticList) {
    var all = model.problems
    var (spec, problems) = SpecBuilder.build(
      model.root, fileName, vocabulary, defaults: model.defaults, seed: model.seed)
    all.all = Diagnostic.settled(all.all, by: problems.all) + problems.all
    if model.isIncomplete {
      all.all.removeAll { IncompleteDocument.mayVanish($0) }
      spec = spec.map { IncompleteDocument.marked($0) }
    }
    // A scenario is checked also when it is not chosen; what it shares with the document is told
    // once.
    var told = ToldProblems(all)
    for variant in model.variants {
      var (own, problems) = SpecBuilder.build(variant.root, fileName, vocabulary)
      if model.isIncomplete {
        problems.all.removeAll { IncompleteDocument.mayVanish($0) }
        own = own.map { IncompleteDocument.marked($0) }
      }
      all.all =
        Diagnostic.settled(all.all, by: problems.all)
        + told.untold(problems.all, of: variant.name)
      if let own { spec?.scenarios.append(ScenarioSpec(name: variant.name, document: own)) }
    }
    return (spec, all)
  }
}

extension Diagnostic {
  fileprivate static func includeInScenario(_ include: Node, _ name: Scalar) -> Diagnostic {
    Diagnostic(
      "include-in-scenario", "the scenario '\(name.shown)' cannot include files",
      at: include.location, pointer: include.pointer, expected: "'include' at the top")
  }

  fileprivate static func tooManyScenarios(_ name: Scalar, _ count: Int) -> Diagnostic {
    Diagnostic(
      "too-many-scenarios", "the document has \(count) scenarios", at: name.location,
      pointer: name.pointer, expected: "at most \(DocumentDecoder.scenarioLimit) scenarios")
  }

  fileprivate static func tooManyProblems(
    _ surplus: Int, at place: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "too-many-problems", "\(surplus) more problems are not listed", at: place,
      expected: "at most \(DocumentDecoder.problemLimit) problems")
  }

  fileprivate static func documentNotAMap(_ node: Node) -> Diagnostic {
    Diagnostic(
      "document-not-a-map", "the document is \(node.form)", at: node.location,
      expected: "a map that begins with 'datagen: 1'")
  }
}
