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
    try requireFolder()
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

  /// A folder that is not there is rather a slip than a wish.
  private func requireFolder() throws(SinkError) {
    let folder = URL(filePath: file).deletingLastPathComponent()
    if FileManager.default.fileExists(atPath: folder.path) { return }
    throw SinkError(
      .output, path: file,
      reason: "there is no folder '\(folder.relativePath)'; make it first, or name another place")
  }
}
