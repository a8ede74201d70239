import ArgumentParser
import Profiling
import Validation

/// Holds two folders of data against each other.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Holds two folders of data against each other.",
    usage: "datagen compare <first> <second> [<options>]",
    discussion: """
      What has drifted between two folders of Parquet, CSV or JSON Lines, whoever wrote them: \
      tables, columns and types; keys and references that hold in the first; rows, rows of each \
      parent, missing values, shares, distributions, means, ends, and weekdays and hours of times. \
      No document is needed, formats may differ, and all rows are looked at. All tests together \
      raise a false alarm with the chance of --family-rate; rows of one parent count as alike.

      Examples:
        datagen compare exports/2023 exports/2024
        datagen compare exports/2023 exports/2024 --margin 0.02 --output drift.xml

      Exit code 1 when something has drifted or cannot be read.
      """)

  @Argument(help: "The folder that is held against.", completion: .directory)
  var first: String

  @Argument(help: "The folder that is looked at.", completion: .directory)
  var second: String

  @OptionGroup var running: RunningOptions
  @OptionGroup var judging: JudgingOptions

  @Option(
    help: .init(
      "Writes the report too: by its ending as JSON (.json) or JUnit (.xml). May be repeated.",
      valueName: "file"), completion: .file())
  var output: [String] = []

  @Flag(help: "The report as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Shows everything that was looked at, not only what drifts.")
  var verbose = false

  func validate() throws {
    for file in output where ReportFile(file).map(\.isOfDocument) ?? true {
      throw ValidationError("--output \(file): expected a name that ends in .json or .xml.")
    }
  }

  func run() throws {
    let report = try judging.memory.reader(running).read([first, second]) {
      (places, engine) throws(SQLError) in
      Report(
        try Comparison.findings(places, engine), familyRate: judging.familyRate,
        margin: judging.margin)
    }
    let facts = ComparisonReport(report, first, second)
    for file in output { try ReportFile(file)?.write(facts) }
    if json {
      try StandardOutput.write(try JSONText.pretty(facts))
    } else {
      try StandardOutput.write(
        ValidationText(
          report, isColored: Terminal.isColored(.standardOutput), isWhole: verbose
        ).text)
    }
    if !report.passes { throw ExitCode.differs }
  }
}
