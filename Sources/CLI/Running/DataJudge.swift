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
}
