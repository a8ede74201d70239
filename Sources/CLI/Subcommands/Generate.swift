import ArgumentParser
import Columnar
import Diagnostics
import Engine
import Foundation
import Planning
import Sinks

struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Writes the dataset of a document.")

  @OptionGroup var options: DocumentOptions
  @Option(name: .shortAndLong, help: "The folder of the dataset.") var out = "./output"
  @Flag(help: "Replaces the folder if it holds something.") var force = false
  @Option(help: "How many threads.") var threads = ProcessInfo.processInfo.activeProcessorCount

  func run() throws {
    let plan: GenerationPlan
    do { plan = try options.plan() } catch let rejection as Rejection {
      print(TextRenderer.render(DiagnosticList(rejection.diagnostics)))
      throw ExitCode(2)
    }
    let clock = ContinuousClock.now
    do {
      let generator = try Generator(plan, options: RunOptions(threads: threads))
      print("materials", ContinuousClock.now - clock)
      let folder = try OutputFolder(out, force: force)
      let results = try generator.write { (table, layout) throws(SinkError) in
        try ParquetFormat.makeSink(
          layout: layout, file: try folder.makeFile(plan.output.files[table] ?? "x"),
          options: SinkOptions(compression: plan.output.compression))
      }
      try folder.publish()
      for result in results {
        print(
          plan.tables[result.table].name, result.summary.rowCount, result.summary.byteCount,
          result.hash.logicalText)
      }
      print("all", ContinuousClock.now - clock)
    } catch {
      print(error)
      throw ExitCode(1)
    }
  }
}
