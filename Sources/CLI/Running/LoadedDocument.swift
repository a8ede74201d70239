import Columnar
import Diagnostics
import Engine
import Planning
import SchemaModel

/// A document that was checked, with its plan.
struct LoadedDocument {
  var spec: DocumentSpec
  var plan: GenerationPlan

  /// Says on standard error what has no effect.
  func writeWarnings() {
    StandardError.write(
      TextRenderer.render(
        DiagnosticList(plan.warnings), isColored: Terminal.isColored(.standardError)))
  }

  /// The place of a table in the plan.
  ///
  /// - Throws: `UsageProblem` with the nearest name.
  func table(_ name: String) throws(UsageProblem) -> Int {
    if let table = plan.table(name) { return table }
    let names = plan.tables.map(\.name)
    let nearest = DidYouMean.nearest(to: name, in: names)
    throw UsageProblem(
      "unknown table '\(name)'",
      suggestion: nearest.map { "did you mean '\($0)'?" }
        ?? "the tables are \(names.joined(separator: ", "))")
  }

  /// Makes the materials.
  ///
  /// - Throws: `Rejection` when the document's data cannot be made, `Stopped`, `SinkError`.
  func generator(_ options: RunOptions) throws -> Generator {
    try running { () throws(RunError) in try Generator(plan, options: options) }
  }

  /// Runs a body of the engine; its failures become those of the command.
  func running<Result>(_ body: () throws(RunError) -> Result) throws -> Result {
    do throws(RunError) {
      return try body()
    } catch {
      switch error {
      case .cancelled:
        if Interruption.isRequested { throw Stopped() }
        throw SinkError(.closedPipe, path: "-", reason: "the reader closed the pipe")
      case .sink(let failure): throw failure
      case .generation(let failure):
        throw Rejection(diagnostics: DiagnosticList([diagnostic(for: failure)]))
      case .preparation(let failures), .rows(_, let failures):
        throw Rejection(diagnostics: DiagnosticList(failures.map { diagnostic(for: $0) }))
      }
    }
  }

  /// The failure where the document says what could not be made.
  private func diagnostic(for failure: GenerationFailure) -> Diagnostic {
    let place = FailurePlace.find(failure, in: spec)
    var subject = failure.table
    if let name = failure.column { subject += ".\(name)" }
    if let position = failure.position { subject += ", row \(position + 1)" }
    return Diagnostic(
      failure.code, "\(subject): \(failure.message)", at: place.location, pointer: place.pointer,
      expected: failure.expected)
  }

  /// The item of `expect` that stands at a pointer.
  func expectation(at pointer: String) -> Arguments? {
    spec.expectations.first { $0.pointer == pointer }
  }

  /// The word that makes a column: `choice`, `value`, `ref`.
  func word(_ table: Int, _ column: Int) -> String {
    let name = plan.tables[table].columns[column].name
    let spec = spec.tables[table].columns.first { $0.name.text == name }
    return spec?.generator.word ?? "literal"
  }
}
