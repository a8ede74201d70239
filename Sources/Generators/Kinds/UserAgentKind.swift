import Diagnostics
import SchemaModel

/// A fact of the browser of the row.
struct UserAgentKind: FactKind {
  static let table = FactTable.browser
  static let syntax = GeneratorSyntax(
    "user_agent",
    "A fact of the browser this row was made with; `text` is what it calls itself: the columns of one row agree.",
    argument: .word(["browser", "device", "system", "text", "version"]), options: [of])
  let facts: FactSource
}
