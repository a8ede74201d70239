/// Names and values as SQL writes them.
package enum SQLText {
  /// An identifier, whatever characters it has.
  package static func name(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  package static func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// `1` of `CAST('1' AS BIGINT)`, for people.
  package static func shown(_ literal: String) -> String {
    let parts = literal.split(separator: "'", omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : literal
  }
}
