import Claims

/// Rows arrive when the factors say: by day, weekday, month and hour of the day.
enum ArrivalCounts: Validator {
  static let code = "arrival-counts"
  static let layer = Layer.time
  static let summary = "Rows fall on days, weekdays, months and hours as trend and factors state."

  static func question(_ subject: Subject) -> Question? {
    guard case .arrives(let claim) = subject.claim.statement else { return nil }
    let day = subject.day
    let hour = claim.hours.isEmpty ? "0" : "hour(\(subject.value))"
    return .statements { (engine) throws(SQLError) in
      let rows = try engine.query(
        "SELECT CAST(\(day) AS BIGINT) AS d, CAST(\(hour) AS BIGINT) AS h, count(*) "
          + "FROM \(subject.source) WHERE \(subject.condition) AND \(subject.value) IS NOT NULL "
          + "GROUP BY ALL")
      var days = [Int](repeating: 0, count: claim.days.count)
      var hours = [Int](repeating: 0, count: 24)
      while let batch = try rows.next() {
        for row in 0..<batch.count {
          guard let day = batch.columns[0][row].int, let hour = batch.columns[1][row].int,
            let count = batch.columns[2][row].int
          else { continue }
          let place = Int(day) - claim.firstDay
          guard days.indices.contains(place) else { continue }
          days[place] += Int(count)
          hours[Int(hour)] += Int(count)
        }
      }
      guard days.contains(where: { $0 > 0 }) else {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no rows to look at")]
      }
      return findings(subject, claim, days, hours)
    }
  }

  private static func findings(
    _ subject: Subject, _ claim: ArrivalClaim, _ days: [Int], _ hours: [Int]
  ) -> [Finding] {
    var periods = [
      Periods("day", days, claim.days, CellOrder.ordered) {
        "\(Calendar.text(claim.firstDay + $0))"
      }
    ]
    let weekdays = days.indices.map { Calendar.weekday(claim.firstDay + $0) }
    periods.append(
      Periods("weekday", days, claim.days, labels: weekdays, count: 7) { Calendar.weekdays[$0] })
    let months = days.indices.map { Calendar.month(claim.firstDay + $0) }
    if let first = months.first, let last = months.last, first < last {
      periods.append(
        Periods(
          "month", days, claim.days, labels: months.map { $0 - first }, count: last - first + 1
        ) { Calendar.monthText(first + $0) })
    }
    if !claim.hours.isEmpty {
      periods.append(Periods("hour", hours, claim.hours, .ordered) { "\($0) to \($0 + 1) o'clock" })
    }
    return periods.compactMap { $0.finding(Self.self, subject) }
  }
}

extension Subject {
  /// Days since 1970-01-01.
  var day: String { "date_diff('day', DATE '1970-01-01', CAST(\(value) AS DATE))" }
}

/// Counts of periods beside the shares that are due.
struct Periods {
  private let name: String
  private let counts: [Int]
  private let shares: [Double]
  private let order: CellOrder
  private let title: (Int) -> String

  init(
    _ name: String, _ counts: [Int], _ shares: [Double], _ order: CellOrder,
    title: @escaping (Int) -> String
  ) {
    self.name = name
    self.counts = counts
    let total = shares.reduce(0, +)
    self.shares = shares.map { $0 / total }
    self.order = order
    self.title = title
  }

  /// Days put together by a label.
  init(
    _ name: String, _ days: [Int], _ shares: [Double], labels: [Int], count: Int,
    title: @escaping (Int) -> String
  ) {
    var counts = [Int](repeating: 0, count: count)
    var sums = [Double](repeating: 0, count: count)
    for (day, label) in labels.enumerated() {
      counts[label] += days[day]
      sums[label] += shares[day]
    }
    self.init(name, counts, sums, .named, title: title)
  }

  /// Nil where there is but one period.
  func finding(_ validator: (some Validator).Type, _ subject: Subject) -> Finding? {
    let total = counts.reduce(0, +)
    guard total > 0, shares.count(where: { $0 > 0 }) > 1 else { return nil }
    let result = CountTest(counts, shares: shares, order: order).result(.pearson)
    // Told is the period that adds most to the sum.
    let weights = zip(counts, shares).map { count, share in
      let due = share * Double(total)
      return due > 0 ? (Double(count) - due) * (Double(count) - due) / due : Double(count)
    }
    let worst = weights.indices.max { weights[$0] < weights[$1] } ?? 0
    return Finding(
      validator, subject, .chance(result),
      "\(subject.title) by \(name): \(title(worst)) has \(Wording.count(counts[worst], "row")), "
        + "\(Wording.number(shares[worst] * Double(total))) are due",
      plot: CountPlot(counts, shares: shares, order: .ordered, title: title))
  }
}
