import ArgumentParser
import Engine
import Foundation
import Sinks

/// How rows are made; the rows do not depend on it.
struct RunningOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .init("How many threads; without it, one for each processor.", valueName: "count"),
    transform: OptionValues.threadCount)
  var threads: Int?

  /// Options of a run that Ctrl-C stops.
  ///
  /// - Parameter isForReader: the run is for who reads standard output; it stops when they leave.
  func runOptions(share: Share = .whole, isForReader: Bool = false) -> RunOptions {
    Interruption.watch()
    return RunOptions(
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, share: share,
      isCancelled: {
        Interruption.isRequested || isForReader && !OutputFile.standardOutputHasReader
      })
  }
}
