/// A report as test runners show it: a suite a table, a case a finding.
///
/// - Reference: https://github.com/testmoapp/junitxml
struct JUnitText {
  private let name: String
  private let findings: [ValidationReport.Item]

  /// - Parameter name: of all suites together.
  init(_ name: String, _ findings: [ValidationReport.Item]) {
    self.name = name
    self.findings = findings
  }

  var text: String {
    var tables: [String] = []
    for item in findings where !tables.contains(item.table) { tables.append(item.table) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"\(Self.escaped(name))\" \(counts(findings))>\n"
    for table in tables {
      let items = findings.filter { $0.table == table }
      text += "  <testsuite name=\"\(Self.escaped(table))\" \(counts(items))>\n"
      for item in items { text += testCase(item) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private func counts(_ items: [ValidationReport.Item]) -> String {
    "tests=\"\(items.count)\" failures=\"\(items.count { $0.verdict == "fails" })\" "
      + "errors=\"\(items.count { $0.verdict == "unreadable" })\" "
      + "skipped=\"\(items.count { $0.verdict == "empty" })\""
  }

  private func testCase(_ item: ValidationReport.Item) -> String {
    var name = item.check
    if !item.columns.isEmpty { name += " of " + item.columns.joined(separator: ", ") }
    if let rows = item.rows { name += " where \(rows)" }
    if let statistic = item.statistic { name += " (\(statistic))" }
    let start =
      "    <testcase classname=\"\(Self.escaped(item.table)).\(item.layer)\" "
      + "name=\"\(Self.escaped(name))\""
    var sentence = item.sentence
    if let examples = item.examples { sentence += ", such as \(examples.joined(separator: ", "))" }
    let message = Self.escaped(sentence)
    switch item.verdict {
    case "fails": return start + "><failure message=\"\(message)\"/></testcase>\n"
    case "unreadable": return start + "><error message=\"\(message)\"/></testcase>\n"
    case "empty": return start + "><skipped message=\"\(message)\"/></testcase>\n"
    default: return start + "/>\n"
    }
  }

  /// XML takes no control characters, not even as references.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\t", "\n", "\r": text += "&#\(scalar.value);"
      case _ where scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
