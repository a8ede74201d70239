import ArgumentParser
import Sinks

@main
struct Tool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datagen", abstract: "One document in, a whole relational dataset out.",
    discussion: """
      A document (YAML, or JSON with the same model) says which tables there are, how many rows \
      they have, what their columns hold and how they refer to each other. The same document and \
      seed give the same data on any machine, in any number of threads and shares.

      Begin with a document of your own, see what it makes, then make it:
        datagen init shop.yaml
        datagen check shop.yaml
        datagen preview shop.yaml orders -n 5
        datagen generate shop.yaml --out shop

      Exit codes: 0 fine; 1 a check failed, a comparison differs or a row was not found; \
      2 the document is rejected; 64 wrong usage; 70 a mistake in datagen itself; \
      74 a file cannot be read or written; 130 stopped by Ctrl-C; 141 the reader of a pipe left.

      Colours are left out where NO_COLOR is set or the output is no terminal.
      """,
    version: Version.text,
    subcommands: [
      Check.self, ClaimsOfDocument.self, Compare.self, Docs.self, Generate.self, Hash.self,
      Init.self, Plan.self,
      Preview.self, Profile.self,
      Row.self, Schema.self, Validate.self,
    ])

  static func main() {
    Interruption.listen()
    StandardStreams.fillGaps()
    ProcessMemory.keepFreed()
    Interruption.ignoreFailedWrites()
    var command: any ParsableCommand
    do {
      command = try parseAsRoot()
    } catch {
      exit(withError: error)
    }
    do {
      try command.run()
    } catch {
      Ending.exit(after: error)
    }
  }
}
