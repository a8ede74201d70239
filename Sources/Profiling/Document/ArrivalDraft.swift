import Validation

/// When the rows of a table come, as documents write it.
struct ArrivalDraft {
  /// The column of time that rows come at.
  let column: ColumnProfile
  /// A reference to a row that is never later, and its time.
  var since: (reference: ReferenceProfile, time: String)?

  /// The first time of a table that every row has, and that is in order of the rows or evenly
  /// spread, or is never before that of a row named.
  init?(_ table: TableProfile) {
    let times = table.columns.filter {
      $0.kind.isInstant && $0.missing == 0 && $0.present > 1 && !$0.isConstant
        && ($0.calendar?.days ?? 0) >= ArrivalDraft.leastArrivals
    }
    for time in times {
      let followed = table.references.first { reference in
        reference.missingNone(in: table) && reference.follows.contains { $0.time == time.name }
      }
      guard time.order == .ascending || followed != nil || time.law?.fits == true else { continue }
      column = time
      if let followed, let pair = followed.follows.first(where: { $0.time == time.name }) {
        since = (followed, pair.parentTime)
      }
      return
    }
    return nil
  }

  /// `{from: …, to: …, factors: …}`.
  func entries(per: String?, since: String?) -> [(String, String)] {
    guard let ends = column.ends else { return [] }
    var entries: [(String, String)] = []
    if let per { entries.append(("per", per)) }
    if let since { entries.append(("since", since)) }
    entries.append(("from", day(ends.lowerBound)))
    entries.append(("to", day(ends.upperBound)))
    if per == nil, column.order == .ascending { entries.append(("sorted", "true")) }
    let factors = self.factors
    if !factors.isEmpty { entries.append(("factors", YAMLText.map(factors))) }
    return entries
  }

  private func day(_ value: Double) -> String {
    column.kind == .date
      ? MeasureText.text(value, .date)
      : String(MeasureText.text(value, .timestamp).prefix(10))
  }

  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  /// Rows of fewer days come at times of their own.
  private static let leastArrivals = 3
  private static let leastDays = 14
  private static let leastYear = 360

  private var factors: [(String, String)] {
    guard let calendar = column.calendar, column.present >= 200 else { return [] }
    var factors: [(String, String)] = []
    if let weights = months(calendar) {
      let cases = zip(Self.months, weights).map { ($0, YAMLText.figure($1)) }
      factors.append(
        ("month", YAMLText.map([("by", "month"), ("multiply", YAMLText.map(cases))])))
    }
    if calendar.days >= Self.leastDays, isUneven(calendar.weekdays) {
      let weights = zip(Self.weekdays, calendar.weekdays).map { ($0, YAMLText.figure(7 * $1)) }
      factors.append(
        ("weekday", YAMLText.map([("by", "weekday"), ("multiply", YAMLText.map(weights))])))
    }
    if !calendar.hours.isEmpty, isUneven(calendar.hours) {
      factors.append(
        ("hour", YAMLText.map([("by", "hour"), ("multiply", YAMLText.map(hours(calendar.hours)))]))
      )
    }
    return factors
  }

  /// How much more rows months have than their days explain; nil where they are alike, or the time
  /// is too short to tell.
  private func months(_ calendar: CalendarProfile) -> [Double]? {
    guard calendar.days >= Self.leastYear, let ends = column.ends else { return nil }
    let unit = column.kind == .date ? 1.0 : 86_400e6
    let first = Int((ends.lowerBound / unit).rounded(.down))
    var days = [Double](repeating: 0, count: 12)
    for day in first..<(first + calendar.days) { days[Calendar.month(day) % 12] += 1 }
    let weights = zip(calendar.months, days).map { $0 / ($1 / Double(calendar.days)) }
    let isUneven = zip(weights, days).contains { weight, days in
      let due = days / Double(calendar.days)
      let error = ((1 - due) / due / Double(column.present)).squareRoot()
      return (weight - 1).magnitude > max(4 * error, 0.1)
    }
    return isUneven ? weights : nil
  }

  /// Whether shares differ by more than chance lets them, and by something that matters.
  private func isUneven(_ shares: [Double]) -> Bool {
    let due = 1 / Double(shares.count)
    let error = (due * (1 - due) / Double(column.present)).squareRoot()
    return shares.contains { ($0 - due).magnitude > max(4 * error, 0.1 * due) }
  }

  /// Neighbouring hours that are about alike are one case.
  private func hours(_ shares: [Double]) -> [(String, String)] {
    var cases: [(from: Int, to: Int, sum: Double)] = []
    for (hour, share) in shares.enumerated() {
      let weight = 24 * share
      if let last = cases.last {
        let mean = last.sum / Double(last.to - last.from)
        if (mean - weight).magnitude <= 0.15 * max(mean, 0.2) {
          cases[cases.count - 1].to = hour + 1
          cases[cases.count - 1].sum += weight
          continue
        }
      }
      cases.append((hour, hour + 1, weight))
    }
    return cases.map {
      ("\($0.from)-\($0.to)", YAMLText.figure($0.sum / Double($0.to - $0.from)))
    }
  }
}

extension ReferenceProfile {
  /// Whether every row names one.
  fileprivate func missingNone(in table: TableProfile) -> Bool {
    orphans == 0 && table.column(column)?.missing == 0
  }
}
