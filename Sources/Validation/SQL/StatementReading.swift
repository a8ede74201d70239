import Diagnostics
import Foundation

/// Goes through what a statement is made of.
struct StatementReading {
  let tables: [String]
  let functions: Set<String>
  /// Names that the statement gives to queries of its own.
  private var ownNames: Set<String> = []

  init(tables: [String], functions: Set<String>) {
    self.tables = tables
    self.functions = functions
  }

  private static let nodes: Set<String> = [
    "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE",
  ]
  private static let sources: Set<String> = [
    "BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EMPTY", "EXPRESSION_LIST", "PIVOT",
  ]
  private static let tableFunctions: Set<String> = ["generate_series", "range", "unnest"]
  /// Names that are functions where no column has them.
  private static let words: Set<String> = [
    "current_catalog", "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "localtime", "localtimestamp", "session_user", "user",
  ]

  mutating func noteNames(_ value: Any) {
    if let list = value as? [Any] {
      for item in list { noteNames(item) }
    } else if let map = value as? [String: Any] {
      if let names = (map["cte_map"] as? [String: Any])?["map"] as? [Any] {
        for case let entry as [String: Any] in names {
          if let name = entry["key"] as? String { ownNames.insert(name.lowercased()) }
        }
      }
      for item in map.values { noteNames(item) }
    }
  }

  func visit(_ value: Any) throws(StatementError) {
    if let list = value as? [Any] {
      for item in list { try visit(item) }
    } else if let map = value as? [String: Any] {
      try check(map)
      for key in map.keys.sorted() {
        if let item = map[key] { try visit(item) }
      }
    }
  }

  private func check(_ map: [String: Any]) throws(StatementError) {
    let type = map["type"] as? String ?? ""
    if map["cte_map"] != nil, !Self.nodes.contains(type) {
      throw .refused("is no SELECT", expected: "one SELECT, which changes nothing")
    }
    if let sample = map["sample"], !(sample is NSNull) {
      throw .refused(
        "takes a sample, which is another each time", expected: "all rows",
        place: place(map))
    }
    if map["sample"] != nil, map["query_location"] != nil {
      guard Self.sources.contains(type) else {
        throw .refused(
          "reads what is no table of the files", expected: allowed, place: place(map))
      }
      if type == "BASE_TABLE" { try checkTable(map) }
      if type == "TABLE_FUNCTION" { try checkTableFunction(map) }
    }
    switch map["class"] as? String {
    case "FUNCTION", "WINDOW": try checkFunction(map)
    case "COLUMN_REF": try checkWord(map)
    default: break
    }
  }

  private var allowed: String { Diagnostic.oneOf(tables, "tables") }

  private func checkTable(_ map: [String: Any]) throws(StatementError) {
    let path = ["catalog_name", "schema_name", "table_name"]
      .compactMap { map[$0] as? String }.filter { !$0.isEmpty }
    let name = path.last ?? ""
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == " " }
    if path.count == 1 {
      if tables.contains(where: { $0.lowercased() == name.lowercased() }) { return }
      if isPlain, ownNames.contains(name.lowercased()) { return }
    }
    if path.count > 1 || isPlain {
      let nearest = DidYouMean.nearest(to: name, in: tables)
      throw .refused(
        "reads '\(path.joined(separator: "."))', which is no table of the files",
        expected: allowed, suggestion: nearest.map { "did you mean '\($0)'?" }, place: place(map))
    }
    throw .refused("reads the file '\(name)'", expected: allowed, place: place(map))
  }

  private func checkTableFunction(_ map: [String: Any]) throws(StatementError) {
    let function = map["function"] as? [String: Any]
    let name = function?["function_name"] as? String ?? ""
    guard Self.tableFunctions.contains(name.lowercased()) else {
      throw .refused(
        "reads '\(name)(…)', which is no table of the files", expected: allowed,
        place: place(map))
    }
  }

  private func checkFunction(_ map: [String: Any]) throws(StatementError) {
    let name = map["function_name"] as? String ?? ""
    if map["is_operator"] as? Bool == true || functions.contains(name.lowercased()) { return }
    throw .refused(
      "calls '\(name)', which is no function of its arguments alone",
      expected: "functions that read no files, settings, clocks or random numbers",
      place: place(map))
  }

  private func checkWord(_ map: [String: Any]) throws(StatementError) {
    guard let names = map["column_names"] as? [String], names.count == 1,
      Self.words.contains(names[0].lowercased())
    else { return }
    throw .refused(
      "asks for '\(names[0])', which is not in the data",
      expected: "columns of the tables", place: place(map))
  }

  private func place(_ map: [String: Any]) -> Range<Int>? {
    guard let start = map["query_location"] as? Int, start >= 0, start < 1 << 30 else { return nil }
    return start..<start + max(1, map["query_location_length"] as? Int ?? 1)
  }
}
