import ArgumentParser
import Diagnostics
import Foundation

/// Says all that is wrong with a document.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says all that is wrong with a document, without writing anything.",
    usage: "datagen check <document> [<options>]",
    discussion: """
      Every problem is reported at once: its place, what was expected, and where there is a \
      likely fix, the fix. With --json each problem is an object, and a fix is an edit (offset, \
      length, replacement, in UTF-8 bytes) that a program can apply; --fix applies them.

      What can only be seen in the data (parents that are never alive, weights that are all 0) is \
      found by making what several tables share, as generate does before it opens a file. For \
      large documents --no-data leaves that out.

      The SQL of 'expect' is held against the tables where DuckDB is at hand; 'validate' always does.

      Examples:
        datagen check shop.yaml
        datagen check shop.yaml --json --no-data
        datagen check shop.yaml --fix

      Exit code 2 when something is wrong; what only has no effect is a warning.
      """)

  @OptionGroup var options: DocumentOptions
  @OptionGroup var running: RunningOptions

  @Flag(help: "Problems as a JSON array; [] when there are none.")
  var json = false

  @Flag(help: "Checks the document alone and makes no data.")
  var noData = false

  @Flag(
    help: "Applies the fixes there are to the document and what it includes, then checks again.")
  var fix = false

  func run() throws {
    do {
      if fix { try applyFixes() }
      let document = try options.load()
      let statements = try StatementJudge.problems(document, needsLibrary: false)
      if statements.hasErrors { throw Rejection(diagnostics: statements) }
      if !noData { _ = try document.generator(running.runOptions()) }
      let warnings = DiagnosticList(document.plan.warnings)
      let text = TextRenderer.render(
        warnings, isColored: Terminal.isColored(.standardOutput))
      try StandardOutput.write(
        json ? JSONRenderer.render(warnings) : text + success(document))
    } catch let rejection as Rejection {
      let list = rejection.diagnostics
      if json {
        try StandardOutput.write(JSONRenderer.render(list))
      } else {
        let text = TextRenderer.render(list, isColored: Terminal.isColored(.standardOutput))
        try StandardOutput.write(text + Ending.summary(of: list))
      }
      throw ExitCode.documentRejected
    }
  }

  private func success(_ document: LoadedDocument) -> String {
    let tables = document.plan.tables
    let count = tables.reduce(0.0) { $0 + $1.expectedRowCount }
    let isExact = tables.allSatisfy { $0.source.rowCount != nil }
    return "\(options.document): fine, \(tables.count) \(tables.count == 1 ? "table" : "tables"), "
      + Figures.rows(count, isExact: isExact) + "\n"
  }

  /// Applies fixes, to included files too, until no more are proposed.
  private func applyFixes() throws {
    var count = 0
    for _ in 0..<16 {
      let edits: [Diagnostic.Edit]
      do {
        _ = try options.load()
        break
      } catch let rejection as Rejection {
        // What stands on the command line is not the document's to mend.
        edits = rejection.diagnostics.all.compactMap(\.edit)
          .filter { !$0.location.file.hasPrefix("--") }
      }
      var isMended = false
      for file in Set(edits.map(\.location.file)).sorted() {
        let bytes = try DocumentOptions.bytes(of: file)
        let mended = EditApplier.apply(edits, to: bytes, file: file)
        guard mended != bytes else { continue }
        let url = URL(filePath: file).resolvingSymlinksInPath()
        try Data(mended).write(to: url, options: .atomic)
        count += edits.count { $0.location.file == file }
        isMended = true
      }
      if !isMended { break }
    }
    StandardError.write("applied \(count) \(count == 1 ? "fix" : "fixes")\n")
  }
}
