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
  case refers(ReferenceClaim)
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
  /// Points in time are before another of the row; where either is missing nothing is said.
  case before(RowText)
  /// Each value has its share of the rows exactly, rounded to whole rows.
  case quotas([WeightedValue])
  /// Each row has each value with its share's probability.
  case shares([WeightedValue])
  /// The same for each of several cases, which share no rows.
  case sharesByCase([CaseShares])
  /// Which of some values the first column has says nothing of which of others the second has.
  case independent([String], [String])
  /// These rows and no others, each column's value as SQL writes it.
  case rows([[String]])
  /// Values are drawn from a law, row by row.
  case follows(LawClaim)
  /// Values are drawn from a law whose parameters differ by row.
  case followsByRow(RowLawClaim)
  /// Values are missing: of a share of rows, exactly, or of each row with this probability.
  case missing(share: Double, isExact: Bool)
  /// Values are missing of each row with a probability of its own; none where that is missing.
  case missingByRow(RowText)
  /// Points in time, each row's for itself, by weights of days and hours.
  case arrives(ArrivalClaim)
  /// The same while a parent lives, each row's for itself.
  case arrivesInLife(LifeClaim)
  /// Shares of the rows by classes of days.
  case periods(PeriodClaim)
  /// The ranks of two columns rise together: Spearman's coefficient.
  case correlates(Double)
  /// How many rows name each row of another table: a law of whole numbers.
  case childrenPer(ReferenceClaim, LawClaim)
  /// The same by a law whose parameters the other row, named `p`, gives.
  case childrenByParent(ReferenceClaim, RowLawClaim)
  /// So many rows name each row of another table, by what that row, named `p`, says.
  case childrenCount(ReferenceClaim, RowText, ChildrenRule)
  /// Each row chooses which row of another table it names.
  case chooses(ReferenceClaim, ChoiceLaw)
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

package struct CaseShares: Hashable, Sendable {
  package var rows: RowText
  package var shares: [WeightedValue]

  package init(_ rows: RowText, _ shares: [WeightedValue]) {
    self.rows = rows
    self.shares = shares
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
