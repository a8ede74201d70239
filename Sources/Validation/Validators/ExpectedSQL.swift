import Claims

/// A statement of the document gives a value within its bound.
enum ExpectedSQL: Validator {
  static let code = "expected-sql"
  static let layer = Layer.expectations
  static let summary =
    "What the `sql` of `expect` gives is within its bound; SQL that reads files or settings is not run."

  static func question(_ subject: Subject) -> Question? {
    guard case .expects(let claim) = subject.claim.statement,
      case .statement(let sql) = claim.value
    else { return nil }
    return .statements { (engine) throws(SQLError) in
      do throws(StatementError) {
        return [try finding(subject, claim, sql, engine)]
      } catch {
        guard case .refused(let refusal) = error else { throw .interrupted }
        return [unreadable(subject, claim, refusal.reason)]
      }
    }
  }

  private static func unreadable(
    _ subject: Subject, _ claim: ExpectationClaim, _ reason: String
  ) -> Finding {
    let name = claim.name.map { " of '\($0)'" } ?? ""
    return Finding(Self.self, subject, .unreadable, "the SQL\(name) \(reason)")
  }

  private static func finding(
    _ subject: Subject, _ claim: ExpectationClaim, _ sql: String, _ engine: SQLEngine
  ) throws(StatementError) -> Finding {
    let statement = try ReadOnlyStatement(
      sql, tables: subject.data.columns.keys.sorted(), in: engine)
    try statement.check(claim.bound.unit, in: engine)
    let value = ExpectedValues.number("v", claim.bound.unit)
    // A comment at the end ends with its line.
    let rows = try engine.statementRows(
      "SELECT \(value) FROM (SELECT * FROM (\(statement.text)\n) AS q(v) LIMIT 2)")
    guard rows.count == 1 else {
      throw .refused(rows.isEmpty ? "gives no row" : "gives more than one row")
    }
    let answer = rows[0][0].double
    if answer == nil {
      // Of no rows there is nothing to say, as for any other check.
      let count = try engine.statementRows("SELECT count(*) FROM \(subject.source)")
      if count.first?.first?.int == 0 {
        return Finding(
          Self.self, subject, .empty, "\(claim.name ?? claim.subject) has no rows to look at")
      }
    }
    return claim.finding(Self.self, subject, value: answer, n: 1)
  }
}

/// Holds statements of a document against its tables, before there are any data.
package enum StatementCheck {
  /// What is wrong with statements.
  package struct Problem: Hashable, Sendable {
    /// Where the document has the expectation.
    package let pointer: String
    package let refusal: SQLRefusal
  }

  /// Whether there is a statement to check.
  package static func isNeeded(_ claims: DatasetClaims) -> Bool { !statements(claims).isEmpty }

  /// - Parameter engine: one without tables; it gets those of the document, without rows.
  package static func problems(
    _ claims: DatasetClaims, _ engine: SQLEngine
  ) throws(SQLError) -> [Problem] {
    for table in claims.tables {
      let columns = table.columns.map { "\(SQLText.name($0.name)) \($0.sqlType)" }
      try engine.run(
        "CREATE TABLE \(SQLText.name(table.name)) "
          + "(\(columns.isEmpty ? "_ INTEGER" : columns.joined(separator: ", ")))")
    }
    var problems: [Problem] = []
    for (claim, sql, pointer) in statements(claims) {
      do throws(StatementError) {
        try ReadOnlyStatement(sql, tables: claims.tables.map(\.name), in: engine)
          .check(claim.bound.unit, in: engine)
      } catch {
        guard case .refused(let refusal) = error else { throw .interrupted }
        problems.append(Problem(pointer: pointer, refusal: refusal))
      }
    }
    return problems
  }

  private static func statements(
    _ claims: DatasetClaims
  ) -> [(claim: ExpectationClaim, sql: String, pointer: String)] {
    claims.tables.flatMap(\.claims).compactMap { claim in
      guard case .expects(let expected) = claim.statement,
        case .statement(let sql) = expected.value
      else { return nil }
      return (expected, sql, claim.pointer)
    }
  }
}
