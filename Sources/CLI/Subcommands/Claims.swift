import ArgumentParser
import Claims
import Planning

/// Says what a document implies of its data.
struct ClaimsOfDocument: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Says what a document implies of its data, which 'validate' holds data against.",
    usage: "datagen claims <document> [<options>]",
    discussion: """
      Examples:
        datagen claims shop.yaml
        datagen claims shop.yaml --json
      """)

  @OptionGroup var options: DocumentOptions

  @Flag(help: "The claims as JSON.")
  var json = false

  func run() throws {
    let document = try options.load()
    document.writeWarnings()
    let report = ClaimsReport(ClaimsWriter.claims(document.plan, of: document.spec))
    if json {
      try StandardOutput.write(try JSONText.pretty(report))
    } else {
      try StandardOutput.write(report.text(isColored: Terminal.isColored(.standardOutput)))
    }
  }
}
