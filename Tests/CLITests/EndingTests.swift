import ArgumentParser
import Columnar
import Diagnostics
import Testing

@testable import CLI

@Suite struct EndingTests {
  private struct Unforeseen: Error {}

  private func sinkError(_ kind: SinkError.Kind, path: String = "a/b.csv") -> SinkError {
    SinkError(kind, path: path, table: "b", reason: "no space is left on the disk")
  }

  @Test func `what the world refuses ends with 74 and says where`() {
    for kind in [SinkError.Kind.input, .output, .alreadyExists] {
      let (code, message) = Ending.outcome(of: sinkError(kind))
      #expect(code == ExitCode(74))
      #expect(message == "error: 'a/b.csv' (table 'b'): no space is left on the disk\n")
    }
    #expect(
      Ending.outcome(of: sinkError(.output, path: "-")).message
        == "error: standard output (table 'b'): no space is left on the disk\n")
  }

  @Test func `a reader that left is no error to tell`() {
    let (code, message) = Ending.outcome(of: sinkError(.closedPipe))
    #expect((code, message) == (ExitCode(141), ""))
  }

  @Test func `a stopped run ends with 130`() {
    #expect(Ending.outcome(of: Stopped()).code == ExitCode(130))
    #expect(Ending.outcome(of: sinkError(.interrupted)).code == ExitCode(130))
  }

  @Test func `a rejected document ends with 2 and all its problems`() {
    let place = DocumentLocation(file: "a.yaml", line: 3, column: 4)
    let problem = Diagnostic("some-code", "something is wrong", at: place)
    let one = Ending.outcome(of: Rejection(diagnostics: DiagnosticList([problem])))
    #expect(one.code == ExitCode(2))
    #expect(one.message == "a.yaml:3:4: error: something is wrong [some-code]\n")
    let two = Ending.outcome(of: Rejection(diagnostics: DiagnosticList([problem, problem])))
    #expect(two.message == one.message + one.message + "2 errors\n")
  }

  @Test func `wrong usage ends with 64`() {
    let (code, message) = Ending.outcome(of: UsageProblem("unknown", suggestion: "did you?"))
    #expect((code, message) == (ExitCode(64), "error: unknown\n  did you?\n"))
  }

  @Test func `an error nobody foresaw is ours and ends with 70`() {
    let (code, message) = Ending.outcome(of: Unforeseen())
    #expect(code == ExitCode(70))
    #expect(message == "internal error, please report it: Unforeseen()\n")
  }

  @Test func `the parser of arguments says its own errors`() {
    #expect(Ending.outcome(of: ExitCode(1)).code == nil)
    #expect(Ending.outcome(of: ValidationError("x")).code == nil)
    #expect(Ending.outcome(of: CleanExit.helpRequest()).code == nil)
  }
}
