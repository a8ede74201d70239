import ArgumentParser
import Columnar
import Engine

/// Shows one row, found by its key.
struct Row: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows one row of a table, found by its key.",
    usage: "datagen row <document> <table> <key> [<options>]",
    discussion: """
      The row is the one that generate writes. The key is given as it is written in the file, or \
      as '#' and the number of the row, counted from 1.

      Examples:
        datagen row shop.yaml customers C-000017
        datagen row shop.yaml orders '#500' --hidden --json

      Exit code 1 when there is no such row.
      """)

  @OptionGroup var options: DocumentOptions

  @Argument(help: "The table.")
  var table: String

  @Argument(help: "The key of the row, or #number.")
  var key: String

  @Flag(help: "Shows hidden columns too.")
  var hidden = false

  @Flag(help: "The row as a JSON object.")
  var json = false

  @OptionGroup var running: RunningOptions

  func run() throws {
    let document = try options.load()
    let index = try document.table(table)
    let plan = document.plan.tables[index]
    var number: Int?
    if key.hasPrefix("#") {
      guard let value = RowNumber(argument: String(key.dropFirst()))?.value, value >= 1 else {
        throw UsageProblem("'\(key)' is not '#' and the number of a row, counted from 1")
      }
      number = value
    } else if plan.keyColumn == nil {
      throw UsageProblem(
        "'\(table)' has no key of one column; name a row by its number, such as '#1'")
    }
    let generator = try document.generator(running.runOptions(isForReader: true))
    let position = try document.running { () throws(RunError) -> Int? in
      if let number { return number <= generator.rowCount(index) ? number - 1 : nil }
      return try generator.position(of: key, in: index)
    }
    guard let position else {
      StandardError.write(missing(generator.rowCount(index), isNumber: number != nil))
      throw ExitCode.differs
    }
    let batch = try document.running { () throws(RunError) in
      try generator.row(of: index, at: position, hidden: hidden)
    }
    let text = RowText(plan, batch, hidden: hidden)
    if json {
      try text.writeJSON()
    } else {
      try StandardOutput.write(
        text.record(
          width: Terminal.width(.standardOutput), isColored: Terminal.isColored(.standardOutput)))
    }
  }

  private func missing(_ count: Int, isNumber: Bool) -> String {
    isNumber
      ? "error: '\(table)' has no row \(key): it has \(Figures.rows(Double(count), isExact: true))\n"
      : "error: no row of '\(table)' has the key '\(key)'\n"
  }
}
