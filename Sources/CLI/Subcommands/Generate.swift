import ArgumentParser
import Columnar
import Engine
import Foundation
import Planning
import Sinks

/// Writes the dataset of a document.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the dataset of a document.",
    usage: "datagen generate <document> [--out <folder>] [<options>]",
    discussion: """
      Files are written aside and appear all at once when the last is complete: after a failure, \
      Ctrl-C or a full disk nothing of them is visible. Beside the files stands manifest.json with \
      the document's hash, the seed, and each table's rows, bytes and hashes.

      Examples:
        datagen generate shop.yaml
        datagen generate shop.yaml --seed 7 --rows orders=5_000 --out test-data --force
        datagen generate shop.yaml --format csv --table orders --out - | head
        datagen generate shop.yaml --share 2/4 --out part-2
        datagen generate shop.yaml --out data --truth truth
        datagen generate shop.yaml --out data --validate

      The shares 1/4 to 4/4, made anywhere, are together the whole: their rows, in the order of \
      the shares, are those of a run without --share.
      """)

  static let formats = SinkRegistry.names
  static let compressions = Set(SinkRegistry.all.flatMap { $0.compressions }).sorted()

  @OptionGroup var options: DocumentOptions
  @OptionGroup var running: RunningOptions

  @Option(
    name: .shortAndLong,
    help: .init(
      "The folder of the dataset, or '-' to write one table to standard output.",
      valueName: "folder"), completion: .directory)
  var out = "./output"

  @Option(
    help: .init(
      "A folder for what was planted: hidden columns and tables, values before any went missing, "
        + "and truth.json.",
      valueName: "folder"), completion: .directory)
  var truth: String?

  @Flag(name: .shortAndLong, help: "Replaces a folder if it holds a dataset.")
  var force = false

  @Option(
    help: .init(
      "Format of all files, in place of the document's: \(formats.joined(separator: ", ")).",
      valueName: "format"), completion: .list(formats))
  var format: String?

  @Option(
    help: .init(
      "Compression of files, in place of the document's: \(compressions.joined(separator: ", ")).",
      valueName: "codec"), completion: .list(compressions))
  var compression: String?

  @Option(
    help: .init("Writes this table and not the others. May be repeated.", valueName: "table"))
  var table: [String] = []

  @Option(
    parsing: .unconditional, help: .init("Makes one of n parts, counted from 1.", valueName: "i/n"),
    transform: OptionValues.share)
  var share: ShareArgument?

  @Option(
    help: .init(
      "How progress is shown on standard error: auto (a bar on a terminal), bar, json (an object "
        + "a line) or none.", valueName: "style"))
  var progress = ProgressStyle.auto

  @Flag(
    name: .customLong("validate"),
    help: "Holds the data against the document when they are in their place, as 'validate' does.")
  var validates = false

  @Flag(name: .shortAndLong, help: "Says nothing but what went wrong.")
  var quiet = false

  func validate() throws {
    if out.isEmpty || truth?.isEmpty == true {
      throw ValidationError(
        "\(out.isEmpty ? "--out" : "--truth") is empty: expected the name of a folder.")
    }
    if let truth {
      if truth == "-" { throw ValidationError("--truth -: expected a folder.") }
      let places = [truth, out].map { URL(fileURLWithPath: $0).standardizedFileURL.path + "/" }
      if out != "-", places[0].hasPrefix(places[1]) || places[1].hasPrefix(places[0]) {
        throw ValidationError(
          "--truth \(truth): expected a folder outside that of the data, and not around it.")
      }
    }
    if validates, out == "-" || share != nil || !table.isEmpty {
      throw ValidationError(
        "--validate needs all tables in a folder: no --share, --table, --out -.")
    }
    if let format, !Self.formats.contains(format) {
      throw ValidationError(
        "--format \(format): expected \(Self.formats.joined(separator: ", ")).")
    }
    if let compression, !Self.compressions.contains(compression) {
      throw ValidationError(
        "--compression \(compression): expected \(Self.compressions.joined(separator: ", ")).")
    }
    if let format, let compression,
      let offered = SinkRegistry.format(named: format)?.compressions, !offered.contains(compression)
    {
      throw ValidationError(
        "--compression \(compression): \(format) files take \(offered.joined(separator: ", ")).")
    }
  }

  func run() throws {
    let document = try options.load(
      format: format, compression: compression, writesFiles: out != "-",
      writesTruth: truth != nil)
    document.writeWarnings()
    let tables = try chosenTables(document)
    let dataset = Dataset(plan: document.plan, share: share?.share ?? .whole)
    if let compression, !tables.contains(where: { dataset.hasCompression(compression, $0) }) {
      throw UsageProblem("--compression \(compression): no file of this run has it")
    }
    if out == "-" {
      try writeToStandardOutput(document, dataset, tables)
    } else {
      if validates { try DataJudge.checkStatements(document) }
      try writeFolder(document, dataset, tables)
      if validates { try holdAgainst(document) }
    }
  }

  private func holdAgainst(_ document: LoadedDocument) throws {
    let report = try JudgingOptions.parse([]).judge(running).report(document, data: out)
    if !quiet || !report.passes {
      let isColored = Terminal.isColored(.standardOutput)
      tell("\n" + ValidationText(report, isColored: isColored, isWhole: false).text)
    }
    if !report.passes { throw ExitCode.differs }
  }

  private func chosenTables(_ document: LoadedDocument) throws -> Set<Int> {
    let written = document.plan.tables.indices.filter { !document.plan.tables[$0].isHidden }
    if table.isEmpty { return Set(written) }
    return Set(
      try table.map { name in
        let index = try document.table(name)
        guard written.contains(index) else {
          throw UsageProblem("'\(name)' is hidden, so it is not written; preview shows its rows")
        }
        return index
      })
  }

  private func writeFolder(
    _ document: LoadedDocument, _ dataset: Dataset, _ tables: Set<Int>
  ) throws {
    let start = ContinuousClock.now
    let reporter = ProgressReporter(quiet ? .none : progress)
    // Ctrl-C is listened to from before there is anything to clear away.
    let runOptions = reporter.watching(running.runOptions(share: dataset.share))
    let folder = try OutputFolder(out, force: force)
    let results: [TableResult]
    var planted: TruthFolder?
    do {
      planted = try truthFolder(document, dataset, tables)
      let generator = try document.generator(runOptions)
      reporter.beginRows()
      results = try document.running { () throws(RunError) in
        try generator.write(tables: tables) { (table, layout) throws(SinkError) in
          try dataset.makeSink(table, layout, into: folder)
        }
      }
      try folder.write(dataset.manifest(results).json(), to: Manifest.fileName)
      try planted?.fill(from: generator, document)
      if Interruption.isRequested { throw Stopped() }
      try folder.publish()
      try planted?.folder.publish()
    } catch {
      reporter.finish(isWhole: false)
      folder.discard()
      planted?.folder.discard()
      throw error
    }
    reporter.finish(isWhole: true)
    if !quiet {
      tell(
        RunSummary.text(dataset, results, seconds: (ContinuousClock.now - start).seconds)
          + "written to \(out)\n" + (truth.map { "what was planted: \($0)\n" } ?? ""))
    }
  }

  private func truthFolder(
    _ document: LoadedDocument, _ dataset: Dataset, _ tables: Set<Int>
  ) throws -> TruthFolder? {
    guard let truth, let output = document.plan.truth else { return nil }
    return try TruthFolder(
      truth, output, of: dataset, tables: table.isEmpty ? nil : tables, force: force)
  }

  private func tell(_ summary: String) {
    do {
      try StandardOutput.write(summary)
    } catch {
      // The dataset is in its place; that nobody reads the summary makes the run no failure.
    }
  }

  private func writeToStandardOutput(
    _ document: LoadedDocument, _ dataset: Dataset, _ tables: Set<Int>
  ) throws {
    guard tables.count == 1, let only = tables.first else {
      let names = tables.sorted().map { document.plan.tables[$0].name }
      throw UsageProblem(
        "standard output takes one table: name it with --table",
        suggestion: "the tables are \(names.joined(separator: ", "))")
    }
    let file = dataset.first(only)
    let isText = dataset.format(file).isText && dataset.compression(file) == "none"
    if !isText, Terminal.isTerminal(.standardOutput) {
      throw UsageProblem(
        "\(file.format) is not for terminals; choose --format csv or a pipe")
    }
    let start = ContinuousClock.now
    let reporter = ProgressReporter(quiet ? .none : progress)
    let planted = try truthFolder(document, dataset, tables)
    do {
      let runOptions = reporter.watching(
        running.runOptions(share: dataset.share, isForReader: true))
      let generator = try document.generator(runOptions)
      reporter.beginRows()
      let results = try document.running { () throws(RunError) in
        try generator.write(tables: tables) { (table, layout) throws(SinkError) in
          try dataset.makeStreamSink(table, layout)
        }
      }
      try planted?.fill(from: generator, document)
      try planted?.folder.publish()
      reporter.finish(isWhole: true)
      // A program that reads objects has had the last one.
      if !quiet, progress != .json {
        let seconds = (ContinuousClock.now - start).seconds
        for result in results {
          StandardError.write(
            RunSummary.streamed(document.plan.tables[only].name, result, seconds: seconds))
        }
      }
    } catch {
      reporter.finish(isWhole: false)
      planted?.folder.discard()
      throw error is Stopped ? StoppedHalfway() : error
    }
  }
}
