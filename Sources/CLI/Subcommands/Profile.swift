import ArgumentParser
import Profiling
import Validation

/// Says what a folder of data holds that nobody describes.
struct Profile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a folder of data holds, without a document.",
    discussion: """
      Of every table in Parquet, CSV or JSON Lines, whoever wrote it: columns and their types, \
      missing and different values, ranges, the most frequent values, forms of texts, keys and \
      references to other tables, rows of each parent, times, and the laws that numbers are \
      nearest to. Files in one folder that are numbered or named 'part-…' are one table, and so are \
      folders by value (year=2024/). 'datagen init --from' makes a document of it.

      Up to a million rows all figures are exact. Beyond, quantiles and what has more than \
      100,000 different values and is no key are estimates, marked '~'.

      Examples:
        datagen profile exports/2024
        datagen profile exports/2024 --json > profile.json
        datagen init --from exports/2024 shop.yaml

      Exit code 1 when a table cannot be read; the others are told of all the same.
      """)

  @Argument(help: "The folder of the data.", completion: .directory)
  var folder: String

  @OptionGroup var running: RunningOptions
  @OptionGroup var memory: MemoryOptions

  @Flag(help: "The profile as JSON; its schema is docs/profile.schema.json.")
  var json = false

  func run() throws {
    let profile = try Self.profile(folder, memory.reader(running))
    try StandardOutput.write(
      json
        ? try JSONText.pretty(profile)
        : ProfileText(
          profile, width: Terminal.width(.standardOutput),
          isColored: Terminal.isColored(.standardOutput)
        ).text)
    if !profile.unread.isEmpty { throw ExitCode.differs }
  }

  static func profile(_ folder: String, _ reader: FolderReader) throws -> DatasetProfile {
    try reader.read([folder]) { (places, engine) throws(SQLError) in
      let data = try OpenFolder(places[0], schema: "data", in: engine)
      return try DatasetProfile(data, folder: folder, engine)
    }
  }
}
