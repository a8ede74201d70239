import ArgumentParser
import Columnar
import Diagnostics
import Foundation

extension ExitCode {
  /// A check failed, a comparison differs, or what was asked for is not there.
  static let differs = ExitCode(1)
  static let documentRejected = ExitCode(2)
  static let usage = ExitCode(64)
  static let internalError = ExitCode(70)
  static let inputOutput = ExitCode(74)
  static let closedPipe = ExitCode(141)
}

/// A command line that cannot be followed for a reason the parser of arguments does not see.
struct UsageProblem: Error {
  var message: String
  var suggestion: String?

  init(_ message: String, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }
}

/// A document that cannot be run, with all that is wrong with it.
struct Rejection: Error {
  var diagnostics: DiagnosticList
}

/// The run was told to stop.
struct Stopped: Error {}

/// The run was told to stop after some of its rows may have gone to standard output.
struct StoppedHalfway: Error {}

/// Says what went wrong and ends the process with the code that tells it to scripts.
enum Ending {
  static func exit(after error: any Error) -> Never {
    let (code, message) = outcome(of: error)
    if let code {
      StandardError.write(message)
      Foundation.exit(code.rawValue)
    }
    Tool.exit(withError: error)
  }

  /// - Returns: no code for errors of the parser of arguments, which knows how to say them.
  static func outcome(of error: any Error) -> (code: ExitCode?, message: String) {
    switch error {
    case let rejection as Rejection:
      let text = TextRenderer.render(
        rejection.diagnostics, isColored: Terminal.isColored(.standardError))
      return (.documentRejected, text + summary(of: rejection.diagnostics))
    case let problem as UsageProblem:
      let suggestion = problem.suggestion.map { "  \($0)\n" } ?? ""
      return (.usage, "error: \(problem.message)\n\(suggestion)")
    case let failure as SinkError: return outcome(of: failure)
    case is Stopped: return (Interruption.exitCode, "stopped; nothing was written\n")
    case is StoppedHalfway: return (Interruption.exitCode, "stopped; the output is not whole\n")
    case is ExitCode, is CleanExit, is ValidationError: return (nil, "")
    default:
      let code = Tool.exitCode(for: error)
      if code == .success || code == .usage { return (nil, "") }
      return (.internalError, "internal error, please report it: \(error)\n")
    }
  }

  private static func outcome(of failure: SinkError) -> (code: ExitCode?, message: String) {
    let place = failure.path == "-" ? "standard output" : "'\(failure.path)'"
    let table = failure.table.map { " (table '\($0)')" } ?? ""
    let text = "error: \(place)\(table): \(failure.reason)\n"
    switch failure.kind {
    case .closedPipe: return (.closedPipe, "")
    case .interrupted: return (Interruption.exitCode, "stopped; nothing was written\n")
    case .input, .output, .alreadyExists: return (.inputOutput, text)
    }
  }

  static func summary(of list: DiagnosticList) -> String {
    let errors = list.all.count { $0.severity == .error }
    return errors > 1 ? "\(errors) errors\n" : ""
  }
}
