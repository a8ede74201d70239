import ArgumentParser

@main
struct Tool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datagen", abstract: "One document in, a whole relational dataset out.",
    subcommands: [Generate.self])
}
