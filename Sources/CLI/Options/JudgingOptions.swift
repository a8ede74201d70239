import ArgumentParser
import Foundation

/// How data are judged.
struct JudgingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .init(
      "The chance of any false alarm among all tests. (default: 1%)", valueName: "share"),
    transform: OptionValues.fraction)
  var familyRate: Double = 0.01

  @Option(
    parsing: .unconditional,
    help: .init(
      "Differences that are surely smaller than this do not fail; in the unit of each effect.",
      valueName: "effect"))
  var margin: Double?

  @Option(
    parsing: .unconditional,
    help: .init(
      "Memory for what is judged; what does not fit goes to the folder for temporary files. "
        + "(default: 800000000)", valueName: "bytes"), transform: OptionValues.byteCount)
  var memory: Int = 800_000_000

  func validate() throws {
    if let margin, !(margin > 0 && margin.isFinite) {
      throw ValidationError("--margin \(margin): expected a number above 0.")
    }
  }

  func judge(_ running: RunningOptions) -> DataJudge {
    DataJudge(
      threads: running.threads ?? ProcessInfo.processInfo.activeProcessorCount,
      memoryBytes: memory, familyRate: familyRate, margin: margin)
  }
}
