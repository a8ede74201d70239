import Diagnostics
import SchemaModel

/// A document of which an included file could not be read: whatever it does not say may stand
/// there. What it says is known, for it lies over what it includes; so is each column that it
/// makes.
enum IncompleteDocument {
  /// Codes of problems with what is not there.
  private static let codesOfAbsence: Set<String> = [
    "factor-effect", "factor-without-by", "factor-without-cases", "heterogeneity-law",
    "missing-word", "no-columns", "no-generator", "no-law", "no-tables", "rows-missing",
    "unknown-parameter", "unknown-scenario", "unknown-table",
  ]

  /// Problems that what is missing might take away.
  static func mayVanish(_ problem: Diagnostic) -> Bool {
    switch problem.code {
    // Where a known word is near, it is a misspelt one; else it may be an option of one that is
    // not there.
    case "unknown-generator", "unknown-law": problem.edit == nil
    default: codesOfAbsence.contains(problem.code)
    }
  }

  static func marked(_ document: DocumentSpec) -> DocumentSpec {
    var result = document
    result.unread.areParameters = true
    result.unread.areTables = true
    result.unread.isTimeframe = result.timeframe == nil
    result.unread.hasUnknownWords = true
    result.parameters = result.parameters.map { marked($0) }
    result.tables = result.tables.map { marked($0) }
    result.output.arguments.hasUnknownWords = true
    for index in result.output.tables.indices {
      result.output.tables[index].arguments.hasUnknownWords = true
    }
    return result
  }

  private static func marked(_ parameter: ParameterSpec) -> ParameterSpec {
    var result = parameter
    if result.value == nil {
      result.value = .unread(parameter.name.location, parameter.name.pointer)
    }
    return result
  }

  private static func marked(_ table: TableSpec) -> TableSpec {
    var result = table
    result.hasUnreadNames = true
    result.areArrivalsUnread = result.arrivals == nil
    result.isHiddenUnread = !result.isHidden
    result.arrivals?.arguments.hasUnknownWords = true
    result.arrivals?.hasUnreadFactors = true
    return result
  }
}
