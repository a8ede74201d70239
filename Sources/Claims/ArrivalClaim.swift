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

/// Points in time by the same weights in all rows, but only while something lives that each row names.
package struct LifeClaim: Hashable, Sendable {
  package var arrivals: ArrivalClaim
  /// Whether values are days, and not points in time.
  package var areDays: Bool
  /// When it begins and ends; nil where it is there from the first day on, or up to the last. One
  /// whose end is missing goes on living.
  package var since: RowText?
  package var until: RowText?

  package init(_ arrivals: ArrivalClaim, areDays: Bool, since: RowText?, until: RowText?) {
    self.arrivals = arrivals
    self.areDays = areDays
    self.since = since
    self.until = until
  }

  package var texts: [RowText] { [since, until].compactMap(\.self) }
}
