import Claims
import Foundation

/// Why a statement has no value.
package enum StatementError: Error, Hashable, Sendable {
  case refused(SQLRefusal)
  case interrupted

  init(_ error: SQLError) {
    switch error {
    case .failed(let reason):
      self = .refused(SQLRefusal(reason: "cannot be run: \(SQLEngine.shortened(reason))"))
    case .noLibrary: self = .refused(SQLRefusal(reason: "cannot be run: there is no DuckDB"))
    case .interrupted: self = .interrupted
    }
  }

  static func refused(
    _ reason: String, expected: String? = nil, suggestion: String? = nil, place: Range<Int>? = nil
  ) -> StatementError {
    .refused(
      SQLRefusal(reason: reason, expected: expected, suggestion: suggestion, place: place))
  }
}

/// Why a statement is not run.
package struct SQLRefusal: Hashable, Sendable {
  /// Behind "the SQL".
  package var reason: String
  package var expected: String?
  package var suggestion: String?
  /// Bytes of the statement that it is about.
  package var place: Range<Int>?
}

/// A statement of one value that reads tables of the dataset and nothing else: no files, settings,
/// clocks or random numbers.
///
/// DuckDB parses it and says what it is made of; what is not known to be harmless is refused. The lock
/// of the engine stands behind that, should a name not be what it seems.
package struct ReadOnlyStatement: Sendable {
  /// Without the semicolon at its end.
  package let text: String

  /// - Parameter tables: what may stand behind `FROM`.
  package init(_ sql: String, tables: [String], in engine: SQLEngine) throws(StatementError) {
    guard !sql.utf8.contains(0) else {
      throw .refused("holds a character that no text has")
    }
    let written = Self.trimmed(sql)
    let serialized = "json_serialize_sql(\(SQLText.literal(written)))"
    let row = try engine.statementRows("SELECT \(serialized)")
    guard let json = row.first?.first?.text, let tree = Self.tree(json) else {
      throw .refused("is nested too deeply")
    }
    if tree["error"] as? Bool == true { throw Self.unparsed(tree) }
    guard let statements = tree["statements"] as? [Any], statements.count == 1 else {
      throw .refused("is several statements", expected: "one SELECT")
    }
    var reading = StatementReading(tables: tables, functions: try Self.functions(engine))
    reading.noteNames(statements)
    try reading.visit(statements)
    // A semicolon that a comment follows ends the statement inside another: DuckDB writes it anew.
    guard written.contains(";") else {
      text = written
      return
    }
    let anew = try engine.statementRows("SELECT json_deserialize_sql(\(serialized))")
    text = anew.first?.first?.text ?? written
  }

  private static func trimmed(_ sql: String) -> String {
    var text = Substring(sql)
    while let last = text.last, last.isWhitespace || last == ";" { text = text.dropLast() }
    return String(text)
  }

  private static func tree(_ json: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any]
  }

  private static func unparsed(_ tree: [String: Any]) -> StatementError {
    let message = tree["error_message"] as? String ?? "it cannot be read"
    // DuckDB's word for statements that it parses and does not write as a tree: all but SELECT.
    if tree["error_type"] as? String == "not implemented" {
      return .refused("is no SELECT", expected: "one SELECT, which changes nothing")
    }
    let start = (tree["position"] as? String).flatMap { Int($0) }
    return .refused(
      "cannot be parsed: \(message)", expected: "a SELECT in the words of DuckDB",
      place: start.map { $0..<$0 + 1 })
  }

  /// Functions whose result follows from their arguments.
  private static func functions(_ engine: SQLEngine) throws(StatementError) -> Set<String> {
    let rows = try engine.statementRows(
      "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability = 'CONSISTENT' "
        + "AND function_type IN ('scalar', 'aggregate', 'window')")
    return Set(rows.compactMap { $0.first?.text }).subtracting(others).union(known)
  }

  /// Those that rest on the clock, the machine or chance all the same.
  private static let others: Set<String> = [
    "age", "current_localtime", "current_localtimestamp", "hive_partition_component", "invoke",
    "parse_duckdb_log_message", "reservoir_quantile", "version",
  ]

  /// Window functions, and those that DuckDB makes of others.
  private static let known: Set<String> = [
    "cume_dist", "date_add", "days_in_month", "dense_rank", "fdiv", "first_value", "fmod",
    "generate_series", "geomean", "geometric_mean", "if", "lag", "last_value", "lead", "list_avg",
    "list_count", "list_max", "list_min", "list_sum", "nth_value", "ntile", "nullif",
    "percent_rank", "range", "rank", "row_number", "split_part", "unnest", "wavg", "weighted_avg",
  ]

  /// Says whether the statement has one value that fits the bound, looking at names and types alone.
  ///
  /// - Throws: `SQLRefusal`, `SQLError.interrupted`.
  package func check(_ unit: ExpectedBound.Unit, in engine: SQLEngine) throws(StatementError) {
    let columns = try described(engine)
    guard columns.count == 1, let type = columns.first?[1].text else {
      throw .refused(
        "gives \(columns.count) columns", expected: "one value: one column and one row")
    }
    let head = String(type.prefix { $0 != "(" })
    let isTime = head == "DATE" || head.hasPrefix("TIMESTAMP")
    let fits =
      switch unit {
      case .number, .share: Self.numbers.contains(head)
      case .day, .instant: isTime
      case .time, .duration: false
      }
    guard fits else {
      throw .refused(
        "gives \(type)",
        expected: unit == .number || unit == .share
          ? "a number, as its bound is" : "a date or a timestamp, as its bound is")
    }
  }

  private func described(_ engine: SQLEngine) throws(StatementError) -> [[SQLValue]] {
    do throws(SQLError) {
      return try engine.rows("DESCRIBE \(text)")
    } catch {
      guard case .failed(let reason) = error else { throw StatementError(error) }
      throw Self.unbound(reason)
    }
  }

  private static let numbers: Set<String> = [
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER",
    "UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL",
  ]

  /// What DuckDB says of names, with the names it proposes.
  private static func unbound(_ reason: String) -> StatementError {
    let lines = reason.split(whereSeparator: \.isNewline).map(String.init)
    var message = SQLEngine.shortened(reason)
    while let last = message.last, last == "!" || last == "." { message.removeLast() }
    let candidates = lines.first { $0.contains("Candidate") || $0.hasPrefix("Did you mean") }
    var names: [String] = []
    if let candidates, let mark = candidates.firstIndex(of: ":") {
      names = candidates[mark...].dropFirst().split(separator: ",").map {
        $0.filter { $0 != "\"" }.trimmingCharacters(in: .whitespaces)
      }
    }
    return .refused(
      "cannot be run: \(message)",
      suggestion: names.isEmpty ? nil : "did you mean '\(names[0])'?")
  }
}

extension SQLEngine {
  /// All rows of a statement about a statement.
  func statementRows(_ sql: String) throws(StatementError) -> [[SQLValue]] {
    do throws(SQLError) {
      return try rows(sql)
    } catch { throw StatementError(error) }
  }
}
