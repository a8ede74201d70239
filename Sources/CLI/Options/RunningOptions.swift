import ArgumentParser
import Engine
import Foundation
import Sinks

/// How rows are made; the rows do not depend on it.
struct RunningOptions: ParsableArguments {
  @Option(
    help: .init("How many threads; without it, one for each processor.", valueName: "count"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024.")
    }
  }

  /// Options of a run that Ctrl-C stops.
  ///
  /// - Parameter isForReader: the run is for who reads standard output; it stops when they leave.
  func runOptions(share: Share = .whole, isForReader: Bool = false) -> RunOptions {
    Interruption.listen()
    return RunOptions(
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, share: share,
      isCancelled: {
        Interruption.isRequested || isForReader && !OutputFile.standardOutputHasReader
      })
  }
}

/// `2/4`: the second of four parts.
struct ShareArgument: ExpressibleByArgument {
  static let countLimit = 99_999

  var share: Share

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]),
      (1...Self.countLimit).contains(count), (1...count).contains(index)
    else { return nil }
    share = Share(index: index, count: count)
  }
}
