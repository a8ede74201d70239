import ArgumentParser
import Columnar
import Engine

/// Shows one row, found by its key.
struct Row: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows one row of a table, found by its key.",
    usage: "datagen row <document> <table> <key> ... [<options>]",
    discussion: """
      The row is the one that generate writes. The key is given as it is written in the file, or \
      as '#' and the number of the row, counted from 1. A key of several columns is given by \
      their values in the order of the key.

      Examples:
        datagen row shop.yaml customers C-000017
        datagen row shop.yaml orders '#500' --hidden --json
        datagen row shop.yaml order_lines 500 2

      Exit code 1 when there is no such row.
      """)

  @OptionGroup var options: DocumentOptions

  @Argument(help: "The table.")
  var table: String

  @Argument(help: "The key of the row, value by value, or #number.")
  var key: [String]

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
    if key.count == 1, key[0].hasPrefix("#") {
      guard let value = RowNumber(argument: String(key[0].dropFirst()))?.value, value >= 1 else {
        throw UsageProblem("'\(key[0])' is not '#' and the number of a row, counted from 1")
      }
      number = value
    } else {
      try checkKey(plan.keyColumns.map { plan.columns[$0].name })
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

  private func checkKey(_ names: [String]) throws {
    if names.isEmpty {
      throw UsageProblem("'\(table)' has no key; name a row by its number, such as '#1'")
    }
    if key.count == names.count { return }
    let columns = names.map { "'\($0)'" }.joined(separator: ", ")
    throw UsageProblem(
      names.count == 1
        ? "the key of '\(table)' is \(columns) alone, but \(key.count) values are given"
        : "the key of '\(table)' is \(columns): give a value for each, in this order")
  }

  private func missing(_ count: Int, isNumber: Bool) -> String {
    isNumber
      ? "error: '\(table)' has no row \(key): it has \(Figures.rows(Double(count), isExact: true))\n"
      : "error: no row of '\(table)' has the key '\(key.joined(separator: " "))'\n"
  }
}
