import Sampling

/// One thing that is so of a table's rows.
package struct Claim: Sendable {
  /// What it is about: columns by their names in the document; none where it is about rows.
  package var columns: [String]
  package var statement: Statement
  /// The rows that it speaks of; all without it.
  package var rows: RowText?
  /// Where the document says so, as a JSON pointer.
  package var pointer: String

  package init(
    _ columns: [String], _ statement: Statement, rows: RowText? = nil, pointer: String
  ) {
    self.columns = columns
    self.statement = statement
    self.rows = rows
    self.pointer = pointer
  }
}

package enum Statement: Sendable {
  /// So many rows.
  case rowCount(Int)
  /// No value is missing.
  case present
  /// No two rows are alike in the columns; of a key no part is missing either.
  case unique(isKey: Bool)
  /// The columns name a row of another table, by its key, or none where they are missing.
  case refers(table: String, key: [String])
  /// Both ends, as SQL writes them; one may be missing.
  case within(lower: String?, upper: String?)
  /// One of these, as SQL writes them.
  case oneOf([String])
  /// The whole text matches, in the syntax of RE2.
  case matches(String)
  /// Values follow from others of the row, to within what is lost by rounding.
  case equals(RowText)
  /// Points in time are never before another of the row; where either is missing nothing is said.
  case notBefore(RowText)
  /// Each value has its share of the rows exactly, rounded to whole rows.
  case quotas([WeightedValue])
  /// Each row has each value with its share's probability.
  case shares([WeightedValue])
  /// Values are drawn from a law, row by row.
  case follows(LawClaim)
  /// Values are drawn from a law whose parameters differ by row.
  case followsByRow(RowLawClaim)
  /// Values are missing: of a share of rows, exactly, or of each row with this probability.
  case missing(share: Double, isExact: Bool)
  /// Points in time, each row's for itself, by weights of days and hours.
  case arrives(ArrivalClaim)
  /// Shares of the rows by classes of days.
  case periods(PeriodClaim)
  /// The ranks of two columns rise together: Spearman's coefficient.
  case correlates(Double)
  /// How many rows name each row of another table: a law of whole numbers.
  case childrenPer(table: String, key: [String], LawClaim)
  /// What the document expects beside what it implies.
  case expects(ExpectationClaim)
}

package struct WeightedValue: Hashable, Sendable {
  /// As SQL writes it.
  package var literal: String
  /// As people do.
  package var title: String
  package var weight: Double

  package init(literal: String, title: String, weight: Double) {
    self.literal = literal
    self.title = title
    self.weight = weight
  }
}

package struct ArrivalClaim: Hashable, Sendable {
  /// Since 1970-01-01.
  package var firstDay: Int
  /// The share of the rows of each day from the first one on.
  package var days: [Double]
  /// The share of each hour of the day; none where the column holds days.
  package var hours: [Double]

  package init(firstDay: Int, days: [Double], hours: [Double]) {
    self.firstDay = firstDay
    self.days = days
    self.hours = hours
  }
}

package struct PeriodClaim: Hashable, Sendable {
  /// As the document names the factor.
  package var title: String
  package var firstDay: Int
  /// The class of each day from the first one on.
  package var labels: [Int]
  package var shares: [Double]
  /// The classes by name.
  package var titles: [String]

  package init(
    title: String, firstDay: Int, labels: [Int], shares: [Double], titles: [String]
  ) {
    self.title = title
    self.firstDay = firstDay
    self.labels = labels
    self.shares = shares
    self.titles = titles
  }
}

package struct LawClaim: Sendable {
  /// Of the numbers that the column's `measure` says, cut and rounded as they are in the file.
  package var law: any Distribution
  /// As the document states it, on one line.
  package var title: String

  package init(_ law: any Distribution, title: String) {
    self.law = law
    self.title = title
  }
}

/// A law with SQL for its parameters and for the ends that it is cut at.
package struct RowLawClaim: Sendable {
  package var law: any Law.Type
  package var form: Int
  package var parameters: [RowText]
  package var lower: RowText?
  package var upper: RowText?
  /// What values are rounded to, one after the other.
  package var grids: [Grid]

  package init(
    _ law: any Law.Type, form: Int, parameters: [RowText], lower: RowText?, upper: RowText?,
    grids: [Grid]
  ) {
    self.law = law
    self.form = form
    self.parameters = parameters
    self.lower = lower
    self.upper = upper
    self.grids = grids
  }

  /// The law of a row; nil where its parameters make none, or leave nothing between the ends.
  package func distribution(
    _ values: [Double], within ends: ClosedRange<Double>?
  ) -> (any Distribution)? {
    guard var made = try? law.init(form: form, values) as any Distribution else { return nil }
    if let ends {
      guard let cut = made.cut(to: ends) else { return nil }
      made = cut
    }
    // Steps that no file of any size shows are left out.
    let width = made.variance.isFinite ? made.variance.squareRoot() * 1e-9 : 0
    for grid in grids where grid.value(1) > width { made = made.discretised(to: grid) }
    return made
  }

  /// All SQL of the claim.
  package var texts: [RowText] { parameters + [lower, upper].compactMap(\.self) }
}

/// SQL about a row, named `r`, and the rows of other tables that it leads to.
package struct RowText: Hashable, Sendable {
  package struct Join: Hashable, Sendable {
    package var alias: String
    package var table: String
    /// Alias and columns that name the row.
    package var from: String
    package var columns: [String]
    package var key: [String]

    /// Behind the tables before it in a `FROM`.
    package var sql: String {
      let pairs = zip(columns, key).map { column, key in
        "\(from).\(SQLText.name(column)) = \(alias).\(SQLText.name(key))"
      }
      return "LEFT JOIN \(SQLText.name(table)) AS \(alias) ON \(pairs.joined(separator: " AND "))"
    }

    package init(alias: String, table: String, from: String, columns: [String], key: [String]) {
      self.alias = alias
      self.table = table
      self.from = from
      self.columns = columns
      self.key = key
    }
  }

  package var sql: String
  package var joins: [Join]
  /// As the document says it.
  package var title: String

  package init(sql: String, joins: [Join] = [], title: String) {
    self.sql = sql
    self.joins = joins
    self.title = title
  }

  /// Both must hold.
  package func and(_ other: RowText) -> RowText {
    RowText(
      sql: "(\(sql)) AND (\(other.sql))",
      joins: joins + other.joins.filter { !joins.contains($0) },
      title: "\(title) and \(other.title)")
  }
}
