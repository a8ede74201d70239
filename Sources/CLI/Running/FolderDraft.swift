import Diagnostics
import Profiling
import SchemaDecoding

/// Writes a document from a folder of data, and sees to it that it can be run.
struct FolderDraft {
  private static let rounds = 24
  var reader: FolderReader
  var running: RunningOptions

  /// - Parameter file: what the document will be called.
  /// - Returns: a document that `check` accepts.
  func text(from folder: String, file: String) throws -> String {
    let profile = try Profile.profile(folder, reader)
    guard !profile.tables.isEmpty else {
      throw UsageProblem("'\(folder)' holds no table that can be read")
    }
    var draft = DocumentDraft(profile, reserved: Set(NameRules.reserved))
    for _ in 0..<Self.rounds {
      let problems = try problems(draft.text, file)
      if problems.isEmpty { return draft.text }
      guard draft.simplify(problems) else { break }
    }
    draft.simplifyAll()
    return draft.text
  }

  /// Where the document is refused, or its data cannot be made.
  private func problems(_ text: String, _ file: String) throws -> [String] {
    let options = try DocumentOptions.parse([file == "-" ? "document.yaml" : file])
    do {
      let document = try options.load(bytes: Array(text.utf8))
      _ = try document.generator(running.runOptions())
      return []
    } catch let rejection as Rejection {
      return rejection.diagnostics.all.filter { $0.severity == .error }.map(\.pointer)
    }
  }
}
