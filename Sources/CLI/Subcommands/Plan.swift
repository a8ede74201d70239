import ArgumentParser
import Engine
import Planning

/// Shows how a document will be made.
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows how a document will be made: tables, columns, passes, memory.",
    usage: "datagen plan <document> [<options>]",
    discussion: """
      Tables have a mode: literal, A (rows on their own), B (rows for each parent) or C (rows on a \
      grid of time over parents). Columns have the cost of making one cell again: O(1), O(leaf) \
      (up to 128 rows of a grid), O(parent) (the counts of up to 64 parents). Materials are facts \
      about whole tables, made before the rows that need them: their bytes are the memory that \
      depends on the document. Columns marked size-dependent change with the number of rows.

      With --share the plan says how many rows the share makes, and how many it goes through again \
      because it makes all materials itself.

      Examples:
        datagen plan shop.yaml
        datagen plan shop.yaml --scale 100 --json
        datagen plan shop.yaml --share 1/8
      """)

  @OptionGroup var options: DocumentOptions

  @Option(
    parsing: .unconditional, help: .init("Shows what one of n parts costs.", valueName: "i/n"),
    transform: OptionValues.share)
  var share: ShareArgument?

  @Flag(help: "The plan as JSON.")
  var json = false

  func run() throws {
    let document = try options.load()
    document.writeWarnings()
    let report = PlanReport(document, share: share?.share ?? .whole)
    if json {
      try StandardOutput.write(try JSONText.pretty(report))
    } else {
      try StandardOutput.write(
        PlanText(report, isColored: Terminal.isColored(.standardOutput)).text)
    }
  }
}
