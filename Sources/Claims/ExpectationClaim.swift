/// What a document expects of many rows: a value within a bound.
package struct ExpectationClaim: Sendable {
  /// In the user's own words.
  package var name: String?
  /// What is held to the bound: `the mean of orders.total_amount`.
  package var subject: String
  /// The word of the document, such as `mean`.
  package var statistic: String
  package var value: Value
  package var bound: ExpectedBound
  /// Whether the value changes with the number of rows, which is not the document's.
  package var isOfOtherSize = false

  package enum Value: Sendable {
    /// SQL of one value over the rows of the table, with what they lead to.
    case ofRows(RowText)
    /// The same for each group of rows that agree in these.
    case ofGroups(RowText, by: [RowText])
    /// Rows that there must not be.
    case never(RowText)
    /// A statement of its own.
    case statement(String)

    /// All SQL about rows.
    package var texts: [RowText] {
      switch self {
      case .ofRows(let text), .never(let text): [text]
      case .ofGroups(let text, let groups): [text] + groups
      case .statement: []
      }
    }
  }

  /// Columns that are read, by table, beside those of the claim.
  package var reads: [Read] = []

  package struct Read: Hashable, Sendable {
    package var table: String
    package var columns: [String]

    package init(table: String, columns: [String]) {
      self.table = table
      self.columns = columns
    }
  }

  package init(
    name: String?, subject: String, statistic: String, value: Value, bound: ExpectedBound
  ) {
    self.name = name
    self.subject = subject
    self.statistic = statistic
    self.value = value
    self.bound = bound
  }
}

/// The ends that a value lies between; one may be missing.
package struct ExpectedBound: Hashable, Sendable {
  /// What the ends are, and how people read them.
  package enum Unit: String, Sendable {
    case number
    /// Shown as a percentage.
    case share
    /// Microseconds since 1970-01-01, shown as days.
    case day
    /// Microseconds since 1970-01-01.
    case instant
    /// Microseconds since midnight.
    case time
    /// Microseconds.
    case duration
  }

  package var lower: Double?
  package var upper: Double?
  package var unit: Unit

  package init(lower: Double?, upper: Double?, unit: Unit) {
    self.lower = lower
    self.upper = upper
    self.unit = unit
  }
}
