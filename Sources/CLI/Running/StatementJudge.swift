import Diagnostics
import Planning
import SchemaModel
import Validation

/// Holds the SQL of a document's expectations against its tables, without data.
enum StatementJudge {
  /// What is wrong with it, where it stands.
  ///
  /// - Returns: nothing also where there is no DuckDB and none is asked for.
  /// - Throws: `SQLError` where DuckDB cannot be opened.
  static func problems(
    _ document: LoadedDocument, needsLibrary: Bool
  ) throws(SQLError) -> DiagnosticList {
    let claims = ClaimsWriter.claims(document.plan, of: document.spec)
    guard StatementCheck.isNeeded(claims) else { return DiagnosticList() }
    let engine: SQLEngine
    do throws(SQLError) {
      engine = try SQLEngine(.init(threads: 1))
      try engine.lock(reading: [])
    } catch {
      guard case .noLibrary = error, !needsLibrary else { throw error }
      return DiagnosticList()
    }
    return DiagnosticList(
      try StatementCheck.problems(claims, engine).compactMap { problem in
        guard case .literal(let sql)? = document.expectation(at: problem.pointer)?["sql"] else {
          return nil
        }
        return .unusableSQL(sql, problem.refusal)
      })
  }
}

extension Diagnostic {
  fileprivate static func unusableSQL(_ sql: Scalar, _ refusal: SQLRefusal) -> Diagnostic {
    var location = sql.location
    if let place = refusal.place {
      // DuckDB counts bytes.
      let bytes = Array(sql.text.utf8)
      let start = min(place.lowerBound, bytes.count)
      let end = min(place.upperBound, bytes.count)
      let before = String(decoding: bytes[..<start], as: UTF8.self).unicodeScalars.count
      let length = String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.count
      location = sql.source.location(at: before, length: length)
    }
    return Diagnostic(
      "unusable-sql", "the SQL \(refusal.reason)", at: location, pointer: sql.pointer,
      expected: refusal.expected, suggestion: refusal.suggestion)
  }
}
