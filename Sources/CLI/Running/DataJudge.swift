import Diagnostics
import Planning
import Validation

/// Holds a folder against a document, with DuckDB in this process.
struct DataJudge {
  var reader: FolderReader
  var familyRate: Double
  var margin: Double?

  /// - Throws: `SinkError` where the folder or DuckDB cannot be opened, `Stopped`.
  func report(_ document: LoadedDocument, data: String) throws -> Report {
    let claims = ClaimsWriter.claims(document.plan, of: document.spec)
    return try reader.read([data]) { (folders, engine) throws(SQLError) in
      Report(
        try Judge.findings(claims, folder: folders[0], engine), familyRate: familyRate,
        margin: margin)
    }
  }

  /// Refuses a document whose SQL cannot be run, before there are data.
  ///
  /// - Throws: `Rejection`; `SinkError` where DuckDB cannot be opened.
  static func checkStatements(_ document: LoadedDocument) throws {
    let problems: DiagnosticList
    do throws(SQLError) {
      problems = try StatementJudge.problems(document, needsLibrary: true)
    } catch { throw FolderReader.failure(error, document.spec.name) }
    if problems.hasErrors { throw Rejection(diagnostics: problems) }
  }
}
