import ArgumentParser
import Columnar
import Foundation
import Validation

/// Holds a folder of data against a document.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Holds data against a document.",
    usage: "datagen validate <document> [--data <folder>] [<options>]",
    discussion: """
      What the document implies is held against Parquet, CSV or JSON Lines, whoever wrote them: \
      types, keys, references, missing values, ranges, sets, forms and formulas exactly; laws, \
      shares, arrivals and correlations by tests. All tests together raise a false alarm with the \
      chance of --family-rate.

      --seed, --set, --scenario, --rows and --scale must be those that the data were made with.

      DuckDB does the reading, as a library: './dev setup' makes one, Homebrew installs it; \
      DATAGEN_LIBDUCKDB names another.

      Examples:
        datagen validate shop.yaml --data output
        datagen validate shop.yaml --data output --verbose --fail-under 99
        datagen validate shop.yaml --data output --output report.json --output junit.xml
        datagen validate shop.yaml --calibrate 200

      Exit code 1 when a claim fails or cannot be judged, or the score is under --fail-under.
      """)

  @OptionGroup var options: DocumentOptions
  @OptionGroup var running: RunningOptions
  @OptionGroup var judging: JudgingOptions

  @Option(
    name: .shortAndLong,
    help: .init("The folder of the dataset. (default: ./output)", valueName: "folder"),
    completion: .directory)
  var data: String?

  @Option(
    help: .init("Format of the files, in place of the document's.", valueName: "format"),
    completion: .list(Generate.formats))
  var format: String?

  @Option(
    parsing: .unconditional,
    help: .init(
      "Fails under this score, of 0 to 100, in place of failing where any claim does.",
      valueName: "score"))
  var failUnder: Double?

  @Option(
    help: .init(
      "Writes the report too: by its ending as JSON (.json), JUnit (.xml) or SARIF (.sarif). May "
        + "be repeated.", valueName: "file"), completion: .file())
  var output: [String] = []

  @Option(
    parsing: .unconditional,
    help: .init(
      "Makes and judges the document's data for this many seeds, and says how often they fail.",
      valueName: "count"))
  var calibrate: Int?

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
    for file in output where ReportFile(file) == nil {
      throw ValidationError("--output \(file): expected a name that ends in .json, .xml or .sarif.")
    }
    if let calibrate {
      guard (1...100_000).contains(calibrate) else {
        throw ValidationError("--calibrate \(calibrate): expected a number from 1 to 100000.")
      }
      guard data == nil, output.isEmpty, failUnder == nil else {
        throw ValidationError(
          "--calibrate makes data of its own: --data, --output and --fail-under say nothing.")
      }
    }
  }

  func run() throws {
    let judge = judging.judge(running)
    if let calibrate {
      let found = try Calibration(options: options, running: running, judge: judge, format: format)
        .run(seeds: calibrate)
      return try StandardOutput.write(json ? try JSONText.pretty(found) : found.text)
    }
    let document = try options.load(format: format)
    try DataJudge.checkStatements(document)
    let folder = data ?? "./output"
    let report = try judge.report(document, data: folder)
    let facts = ValidationReport(report, document, folder)
    for file in output { try ReportFile(file)?.write(facts, document) }
    if json {
      try StandardOutput.write(try JSONText.pretty(facts))
    } else {
      try StandardOutput.write(
        ValidationText(
          report, isColored: Terminal.isColored(.standardOutput), isWhole: verbose
        ).text)
    }
    let passes = failUnder.map { (report.score ?? 100) >= $0 } ?? report.passes
    if !passes { throw ExitCode.differs }
  }
}
