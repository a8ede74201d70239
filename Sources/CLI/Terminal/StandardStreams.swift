import Columnar
import Foundation
import Sinks

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
