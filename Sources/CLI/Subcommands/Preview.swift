import ArgumentParser
import Columnar
import Engine

/// Shows rows of a table without writing files.
struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows rows of a table without writing files.",
    usage: "datagen preview <document> <table> [-n <rows>] [<options>]",
    discussion: """
      The rows are those that generate writes. Missing values are shown as –. On a terminal the \
      table is cut to its width.

      Examples:
        datagen preview shop.yaml orders
        datagen preview shop.yaml orders -n 3 --from 5_000 --hidden
        datagen preview shop.yaml orders -n 100 --json
      """)

  static let rowLimit = 100_000

  @OptionGroup var options: DocumentOptions

  @Argument(help: "The table.")
  var table: String

  @Option(
    name: .customShort("n"), parsing: .unconditional,
    help: .init("How many rows. (default: 10)", valueName: "rows"),
    transform: OptionValues.rowNumber(from: 0, to: Preview.rowLimit))
  var count: RowNumber = RowNumber(10)

  @Option(
    parsing: .unconditional,
    help: .init("The first row, counted from 1. (default: 1)", valueName: "row"),
    transform: OptionValues.rowNumber(from: 1, to: RowNumber.limit))
  var from: RowNumber = RowNumber(1)

  @Flag(help: "Shows hidden columns too.")
  var hidden = false

  @Flag(help: "A JSON object on a line for each row.")
  var json = false

  @OptionGroup var running: RunningOptions

  func run() throws {
    let document = try options.load()
    let index = try document.table(table)
    let generator = try document.generator(running.runOptions(isForReader: true))
    let total = generator.rowCount(index)
    let first = min(from.value - 1, total)
    let range = first..<min(total, first + count.value)
    let batch = try document.running { () throws(RunError) in
      try generator.rows(of: index, at: range, hidden: hidden)
    }
    let text = RowText(document.plan.tables[index], batch, hidden: hidden)
    if json {
      try text.writeJSON()
      return
    }
    try StandardOutput.write(
      text.preview(
        width: Terminal.width(.standardOutput), isColored: Terminal.isColored(.standardOutput)))
    let shown =
      range.isEmpty
      ? "no rows"
      : "rows \(Figures.grouped(first + 1)) to "
        + Figures.grouped(range.upperBound)
    StandardError.write("\(shown) of \(Figures.grouped(total))\n")
  }
}
