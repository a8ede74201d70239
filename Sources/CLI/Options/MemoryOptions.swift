import ArgumentParser
import Foundation

/// How much data are read at a time.
struct MemoryOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .init(
      "Memory for what is judged; what does not fit goes to the folder for temporary files. "
        + "(default: 800000000)", valueName: "bytes"), transform: OptionValues.byteCount)
  var memory: Int = 800_000_000

  func reader(_ running: RunningOptions) -> FolderReader {
    FolderReader(
      threads: running.threads ?? ProcessInfo.processInfo.activeProcessorCount,
      memoryBytes: memory)
  }
}
