import Columnar
import Diagnostics
import Expressions
import SchemaModel

extension Diagnostic {
  private static func expectation(
    _ code: String, _ message: String, _ words: Arguments, expected: String
  ) -> Diagnostic {
    Diagnostic(code, message, at: words.location, pointer: words.pointer, expected: expected)
  }

  static func noKind(_ words: Arguments) -> Diagnostic {
    expectation(
      "no-expectation", "the expectation does not say what it is about", words,
      expected: oneOf(ExpectationKind.allCases.map(\.rawValue), "words"))
  }

  static func severalKinds(_ kinds: [ExpectationKind], _ words: Arguments) -> Diagnostic {
    expectation(
      "several-expectations",
      "the expectation has " + kinds.map { "'\($0.rawValue)'" }.joined(separator: " and "), words,
      expected: "one of them; each expectation is an item of its own")
  }

  static func noTable(
    _ kind: ExpectationKind, _ words: Arguments, _ text: LocatedText, suggestion table: String?
  ) -> Diagnostic {
    var problem = expectation(
      "no-table", "the expectation does not say which table's rows it is about", words,
      expected: kind.takesColumn
        ? "a column with its table, such as orders.total, or 'of': the name of a table"
        : "'of': the name of a table")
    if let table { problem = problem.proposing("\(table).\(text.text)", in: text) }
    return problem
  }

  static func unknownTable(
    _ name: String, _ text: LocatedText, _ place: Place, _ names: [String]
  ) -> Diagnostic {
    Diagnostic(
      "unknown-table", "there is no table '\(name)'",
      at: text.location(at: place.offset, length: place.length), pointer: text.pointer,
      expected: oneOf(names.sorted(), "tables")
    ).proposing(
      DidYouMean.proposal(for: name, in: names), in: text, at: place.offset..<place.end)
  }

  static func hiddenTable(
    _ name: String, _ location: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "hidden-in-expectation", "the rows of '\(name)' are in no file, because it is hidden",
      at: location, pointer: pointer, expected: "a table that files hold")
  }

  static func hiddenName(
    _ title: String, _ location: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "hidden-in-expectation", "'\(title)' is in no file, because it is hidden", at: location,
      pointer: pointer, expected: "columns that files hold: only these can be looked at")
  }

  static func ratioOfTwo(_ words: Arguments) -> Diagnostic {
    Diagnostic(
      "ratio-of-two", "a ratio has two sides", at: words.location(of: "ratio"),
      pointer: words.pointer + "/ratio",
      expected: "a list of two, such as [sum(revenue), sum(quantity)]")
  }

  static func notMeasured(
    _ text: LocatedText, _ type: LogicalType, _ kind: ExpectationKind
  ) -> Diagnostic {
    Diagnostic(
      "not-measured", "the value is \(type.name), which has no bounds",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: kind == .value
        ? "a number, a date, a time or a length of time" : "a number or a length of time")
  }

  static func unlikeSides(_ words: Arguments) -> Diagnostic {
    Diagnostic(
      "unlike-sides", "a length of time is divided by a number, or a number by one",
      at: words.location(of: "ratio"), pointer: words.pointer + "/ratio",
      expected: "two numbers, or two lengths of time")
  }

  static func noShare(_ words: Arguments) -> Diagnostic {
    expectation(
      "no-share", "the quantile does not say which it is", words, expected: "'at: 95%'")
  }

  static func neverHolds(_ text: LocatedText) -> Diagnostic {
    Diagnostic(
      "never-holds", "no row can fulfil '\(text.text)'",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "a condition that values within their ranges can fulfil")
  }

  static func noGroups(_ words: Arguments) -> Diagnostic {
    Diagnostic(
      "no-groups", "'by' is empty", at: words.location(of: "by"), pointer: words.pointer + "/by",
      expected: "a column, or a list of columns")
  }

  static func groupsMissing(_ words: Arguments, _ kind: ExpectationKind) -> Diagnostic {
    Diagnostic(
      "no-groups", "'top_share' looks at groups, but 'by' does not say which",
      at: words.location(of: kind.rawValue), pointer: "\(words.pointer)/\(kind.rawValue)",
      expected: "'by': what the rows of a group agree in, such as customer_id")
  }

  static func groupsOfTwoTables(_ words: Arguments) -> Diagnostic {
    Diagnostic(
      "groups-of-two-tables", "'by' groups rows of one table, the ratio is of two",
      at: words.location(of: "by"), pointer: words.pointer + "/by",
      expected: "two sides of one table, or no 'by'")
  }

  static func emptySQL(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "empty-sql", "the SQL is empty", at: scalar.location, pointer: scalar.pointer,
      expected: "SELECT … with one value")
  }

  static func strayWord(
    _ word: String, beside kind: ExpectationKind, _ value: ArgumentValue, _ words: Arguments
  ) -> Diagnostic {
    let mend =
      switch (kind, word) {
      case (.count, "of"): "the table behind 'count' itself"
      case (.sql, _): "the SQL says it all"
      case (_, "at"): "'quantile' beside it"
      default: "no '\(word)' here"
      }
    return Diagnostic(
      "stray-word", "'\(word)' says nothing beside '\(kind.rawValue)'", at: value.place,
      pointer: "\(words.pointer)/\(word)", expected: mend)
  }
}
