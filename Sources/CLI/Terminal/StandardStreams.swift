import Columnar
import Foundation
import Sinks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The three streams every process is meant to begin with.
enum StandardStreams {
  /// Fills the places of streams that the caller closed: else a file of the dataset would get the
  /// number, and what is meant for people would end up in it. Reading and writing there still fail.
  static func fillGaps() {
    for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is given, which is this one: those below are taken.
      _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }
}

/// Results go to standard output.
enum StandardOutput {
  /// - Throws: `closedPipe` when the reader left, `output` when nothing more can be written.
  static func write(_ text: String) throws(SinkError) {
    try OutputFile.standardOutput().write(Array(text.utf8))
  }
}

/// Messages and progress go to standard error.
enum StandardError {
  static func write(_ text: String) {
    if text.isEmpty { return }
    do {
      try FileHandle.standardError.write(contentsOf: Data(text.utf8))
    } catch {
      // There is no place left to say that nothing can be said.
    }
  }
}
