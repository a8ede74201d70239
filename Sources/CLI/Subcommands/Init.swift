import ArgumentParser
import Sinks

/// Writes a document to begin with.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a small document to begin with.",
    discussion: """
      The document is commented and runs as it is. A file that is there already is left alone.

      Example:
        datagen init shop.yaml && datagen generate shop.yaml
      """)

  @Argument(
    help: "The file to write, or '-' for standard output.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file = "datagen.yaml"

  @Flag(name: .shortAndLong, help: "Says nothing but what went wrong.")
  var quiet = false

  func run() throws {
    if file == "-" { return try StandardOutput.write(StartingDocument.text) }
    let output = try OutputFile.single(file)
    do {
      try output.write(Array(StartingDocument.text.utf8))
      try output.finish()
      try output.publish()
    } catch {
      output.discard()
      throw error
    }
    if !quiet {
      try StandardOutput.write("wrote \(file); next: datagen generate \(file)\n")
    }
  }
}
