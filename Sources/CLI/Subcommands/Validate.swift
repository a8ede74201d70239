import ArgumentParser
import Columnar
import Foundation
import Planning
import Sinks
import Validation

/// Holds a folder of data against a document.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Holds data against a document.",
    usage: "datagen validate <document> --data <folder> [<options>]",
    discussion: """
      What the document implies is held against Parquet, CSV or JSON Lines, whoever wrote them: \
      types, keys, references, missing values, ranges, sets, forms and formulas exactly; laws and \
      shares by tests. All tests together raise a false alarm with the chance of --family-rate.

      --seed, --set, --scenario, --rows and --scale must be those that the data was made with.

      Needs DuckDB as a library, which './dev setup' makes; else DATAGEN_LIBDUCKDB names one.

      Examples:
        datagen validate shop.yaml --data output
        datagen validate shop.yaml --data output --json --fail-under 99
        datagen validate shop.yaml --data output --output report.json --output junit.xml

      Exit code 1 when a claim fails or cannot be judged, or the score is under --fail-under.
      """)

  @OptionGroup var options: DocumentOptions
  @OptionGroup var running: RunningOptions

  @Option(
    name: .shortAndLong, help: .init("The folder of the dataset.", valueName: "folder"),
    completion: .directory)
  var data = "./output"

  @Option(help: .init("Format of the files, in place of the document's.", valueName: "format"))
  var format: String?

  @Option(
    parsing: .unconditional,
    help: .init(
      "The chance of any false alarm among all tests. (default: 1%)", valueName: "share"),
    transform: OptionValues.fraction)
  var familyRate: Double = 0.01

  @Option(
    parsing: .unconditional,
    help: .init(
      "Differences that are surely smaller than this do not fail: in the unit of each effect.",
      valueName: "effect"))
  var margin: Double?

  @Option(
    parsing: .unconditional,
    help: .init("Fails under this score of 0 to 100, and not on single claims.", valueName: "score")
  )
  var failUnder: Double?

  @Option(
    parsing: .unconditional,
    help: .init(
      "Memory for the data; what does not fit goes to the folder for temporary files. "
        + "(default: 800 MB)", valueName: "bytes"), transform: OptionValues.byteCount)
  var memory: Int = 800_000_000

  @Flag(help: "The report as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Shows every claim, not only those that fail.")
  var verbose = false

  func validate() throws {
    if let format, !Generate.formats.contains(format) {
      throw ValidationError(
        "--format \(format): expected \(Generate.formats.joined(separator: ", ")).")
    }
    if let failUnder, !(0...100).contains(failUnder) {
      throw ValidationError("--fail-under \(failUnder): expected a score from 0 to 100.")
    }
  }

  func run() throws {
    let document = try options.load(format: format)
    let place = URL(filePath: data).resolvingSymlinksInPath()
    guard FileManager.default.fileExists(atPath: place.path) else {
      throw SinkError(.input, path: data, reason: "the folder does not exist")
    }
    guard try place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
      throw SinkError(.input, path: data, reason: "it is a file, not the folder of a dataset")
    }
    let report = try judged(document)
    if json {
      try StandardOutput.write(try JSONText.pretty(ValidationReport(report, document, data)))
    } else {
      try StandardOutput.write(
        ValidationText(
          report, isColored: Terminal.isColored(.standardOutput), isWhole: verbose
        ).text)
    }
    let passes = failUnder.map { (report.score ?? 100) >= $0 } ?? report.passes
    if !passes { throw ExitCode.differs }
  }

  private func judged(_ document: LoadedDocument) throws -> Report {
    let claims = ClaimsWriter.claims(document.plan, of: document.spec)
    let place = URL(filePath: data).resolvingSymlinksInPath().standardizedFileURL.path
    let spill = FileManager.default.temporaryDirectory.appending(
      path: "datagen-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: spill) }
    do throws(SQLError) {
      let engine = try SQLEngine(
        .init(
          threads: running.threads ?? ProcessInfo.processInfo.activeProcessorCount,
          memoryBytes: memory, spillFolder: spill.path))
      try engine.lock(reading: [place])
      return Report(
        try Judge.findings(claims, folder: place, engine), familyRate: familyRate, margin: margin)
    } catch {
      switch error {
      case .noLibrary(let tried):
        throw SinkError(
          .input, path: "libduckdb",
          reason: "DuckDB cannot be loaded (\(tried.joined(separator: "; "))); set "
            + "\(DuckDBLibrary.variable) to the library, which './dev setup' makes, Homebrew "
            + "installs and https://duckdb.org offers")
      case .interrupted: throw Stopped()
      case .failed(let reason): throw SinkError(.input, path: data, reason: reason)
      }
    }
  }
}
