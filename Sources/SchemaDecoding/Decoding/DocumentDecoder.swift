import Diagnostics
import SchemaModel

/// The bytes of a document to its spec: parsing, includes, scenario, `--set`, then the form of every
/// word. Each phase reports all it finds; the next begins only when there was nothing.
package enum DocumentDecoder {
  /// - Parameters:
  ///   - fileName: as messages show it; its stem names a document without `name`.
  ///   - readInclude: reads files under `include`; without it there are none.
  package static func decode(
    _ bytes: [UInt8], fileName: String, vocabulary: Vocabulary,
    overrides: Overrides = Overrides(),
    readInclude: @escaping IncludeReader = { _ throws(IncludeProblem) in throw .notFound }
  ) -> Result<DocumentSpec, DiagnosticList> {
    model(of: bytes, fileName: fileName, overrides: overrides, readInclude: readInclude)
      .flatMap { decode($0, fileName: fileName, vocabulary: vocabulary) }
      .mapError { shortened($0) }
  }

  /// More problems than these are counted, not listed.
  package static let problemLimit = 1_000

  private static func shortened(_ list: DiagnosticList) -> DiagnosticList {
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
    /// What each scenario that was not chosen makes of the document.
    var variants: [(name: String, root: Node)] = []
  }

  private static func model(
    of bytes: [UInt8], fileName: String, overrides: Overrides, readInclude: @escaping IncludeReader
  ) -> Result<Model, DiagnosticList> {
    var includes = Includes(readInclude)
    switch DocumentParser.parse(bytes, fileName: fileName) {
    case .failure(let list): return .failure(list)
    case .success(let parsed):
      guard case .map = parsed.content else {
        return .failure(DiagnosticList([.documentNotAMap(parsed)]))
      }
      let whole = includes.resolve(parsed)
      if includes.problems.hasErrors { return .failure(includes.problems) }
      return overridden(whole, overrides)
    }
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
    model.root = OverrideApplier.set(overrides.set, in: model.root, &problems)
    if let seed = overrides.seed { model.root = OverrideApplier.seed(seed, in: model.root) }
    if case .map(let scenarios) = whole["scenarios"]?.content {
      if scenarios.count > scenarioLimit {
        problems.report(.tooManyScenarios(scenarios[scenarioLimit].key, scenarios.count))
        return .failure(problems)
      }
      for scenario in scenarios where scenario.key.text != overrides.scenario {
        if case .map = scenario.value.content {
          model.variants.append(
            (scenario.key.text, MergePatch.apply(scenario.value, to: whole)))
        }
      }
    }
    return problems.hasErrors ? .failure(problems) : .success(model)
  }

  private static func decode(
    _ model: Model, fileName: String, vocabulary: Vocabulary
  ) -> Result<DocumentSpec, DiagnosticList> {
    let (spec, problems) = SpecBuilder.build(model.root, fileName, vocabulary)
    var all = problems
    // A scenario is checked also when it is not chosen; what it shares with the document is told once.
    var told = Set(problems.all.map { Place($0) })
    for variant in model.variants {
      let own = "/scenarios/" + TreeBuilder.escaped(variant.name)
      for var diagnostic in SpecBuilder.build(variant.root, fileName, vocabulary).problems.all
      where told.insert(Place(diagnostic)).inserted {
        if !diagnostic.pointer.utf8.starts(with: own.utf8) {
          diagnostic.message += " in scenario '\(variant.name)'"
        }
        all.report(diagnostic)
      }
    }
    guard let spec, !all.hasErrors else { return .failure(all) }
    return .success(spec)
  }

  /// What makes two reports of different scenarios the same.
  private struct Place: Hashable {
    var code: String
    var message: String
    var location: DocumentLocation

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      message = diagnostic.message
      location = diagnostic.location
    }
  }
}

extension Diagnostic {
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
