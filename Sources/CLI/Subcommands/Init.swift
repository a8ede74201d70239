import ArgumentParser
import Columnar
import Foundation
import Sinks

/// Writes a document to begin with.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a small document to begin with.",
    discussion: """
      The document is commented and runs as it is. A file that is there already is left alone.

      With --from, the document tells what 'datagen profile' finds in a folder of data: tables, \
      types, keys, references and rows of each parent, missing values, choices with their weights, \
      times, and the laws that numbers are nearest to. It says what was found and what was guessed.

      Examples:
        datagen init shop.yaml && datagen generate shop.yaml
        datagen init --from exports/2024 shop.yaml && datagen validate shop.yaml --data exports/2024
      """)

  @Argument(
    help: "The file to write, or '-' for standard output.",
    completion: .file(extensions: ["yaml", "yml"]))
  var file = "datagen.yaml"

  @Option(
    help: .init("Writes what is found in this folder of data.", valueName: "folder"),
    completion: .directory)
  var from: String?

  @OptionGroup var running: RunningOptions
  @OptionGroup var memory: MemoryOptions

  @Flag(name: .shortAndLong, help: "Says nothing but what went wrong.")
  var quiet = false

  func run() throws {
    if file != "-" { try requireFolder() }
    let text =
      try from.map {
        try FolderDraft(reader: memory.reader(running), running: running).text(from: $0, file: file)
      } ?? StartingDocument.text
    if file == "-" { return try StandardOutput.write(text) }
    let output = try OutputFile.single(file)
    do {
      try output.write(Array(text.utf8))
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

  /// A folder that is not there is rather a slip than a wish.
  private func requireFolder() throws(SinkError) {
    let folder = URL(filePath: file).deletingLastPathComponent()
    if FileManager.default.fileExists(atPath: folder.path) { return }
    throw SinkError(
      .output, path: file,
      reason: "there is no folder '\(folder.relativePath)'; make it first, or name another place")
  }
}
