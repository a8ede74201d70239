import Claims

/// Rows arrive when the factors say while what they belong to lives: evenly over the weight of each
/// life, and by stretches of time, weekdays, months and hours.
enum ArrivalsInLives: Validator {
  static let code = "arrivals-in-lives"
  static let layer = Layer.time
  static let summary =
    "Rows fall on their parents' lives as trend and factors state, by time, weekday, month and hour."

  private static let stretchCount = 32
  /// Longer windows are cut into stretches alone.
  private static let mostMonths = 48

  static func question(_ subject: Subject) -> Question? {
    guard case .arrivesInLife(let claim) = subject.claim.statement else { return nil }
    return .statements { (engine) throws(SQLError) in
      let lives = Lives(claim)
      let places = try places(subject, lives, engine)
      guard places.count > 0 else {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no rows to look at")]
      }
      let found = places.findings(
        Self.self, subject, "\(subject.title) lies in the lives of its rows")
      return try found + periods(subject, lives, engine)
    }
  }

  /// Where each value lies in the weight of its row's life.
  private static func places(
    _ subject: Subject, _ lives: Lives, _ engine: SQLEngine
  ) throws(SQLError) -> ShareCounts {
    var shares = ShareCounts()
    let uniforms = subject.uniforms("days")
    let rows = try engine.query(
      "SELECT \(Lives.micro(subject.value)), \(lives.ends) FROM \(subject.source) "
        + "WHERE \(subject.condition) AND \(subject.value) IS NOT NULL")
    while let batch = try rows.next() {
      for row in 0..<batch.count {
        guard let value = batch.columns[0][row].double,
          let life = lives.life(batch.columns[1][row].double, batch.columns[2][row].double)
        else { continue }
        shares.add(lives.share(of: value, in: life, uniforms(shares.count)))
      }
    }
    return shares
  }

  private static func periods(
    _ subject: Subject, _ lives: Lives, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    let curve = lives.curve
    let first = lives.claim.arrivals.firstDay
    let weekdays = (0..<curve.dayCount).map { Calendar.weekday(first + $0) }
    let months = (0..<curve.dayCount).map { Calendar.month(first + $0) - Calendar.month(first) }
    let monthCount = (months.last ?? 0) + 1
    let stretches = curve.stretches(stretchCount)
    var kinds = [
      Kind("time", curve.classes(ofDays: stretches, count: stretchCount), stretches) { stretch in
        let days = stretches.indices.filter { stretches[$0] == stretch }
        return
          "\(Calendar.text(first + (days.first ?? 0))) to \(Calendar.text(first + (days.last ?? 0)))"
      },
      Kind("weekday", curve.classes(ofDays: weekdays, count: 7), weekdays) {
        Calendar.weekdays[$0]
      },
    ]
    if monthCount > 1, monthCount <= mostMonths {
      kinds.append(
        Kind("month", curve.classes(ofDays: months, count: monthCount), months) {
          Calendar.monthText(Calendar.month(first) + $0)
        })
    }
    if !lives.claim.areDays {
      kinds.append(Kind("hour", curve.hourClasses, nil) { "\($0) to \($0 + 1) o'clock" })
    }
    try expect(&kinds, subject, lives, engine)
    try count(&kinds, subject, lives, engine)
    return kinds.compactMap { $0.finding(subject) }
  }

  /// What is due by the lives of the rows.
  private static func expect(
    _ kinds: inout [Kind], _ subject: Subject, _ lives: Lives, _ engine: SQLEngine
  ) throws(SQLError) {
    let rows = try engine.query(
      "SELECT \(lives.ends), count(*) FROM \(subject.source) "
        + "WHERE \(subject.condition) AND \(subject.value) IS NOT NULL GROUP BY ALL")
    while let batch = try rows.next() {
      for row in 0..<batch.count {
        guard let count = batch.columns[2][row].int,
          let life = lives.life(batch.columns[0][row].double, batch.columns[1][row].double)
        else { continue }
        for kind in kinds.indices { kinds[kind].add(life, rows: Int(count), lives.curve) }
      }
    }
  }

  /// What is there.
  private static func count(
    _ kinds: inout [Kind], _ subject: Subject, _ lives: Lives, _ engine: SQLEngine
  ) throws(SQLError) {
    let hour = lives.claim.areDays ? "0" : "hour(\(subject.value))"
    let rows = try engine.query(
      "SELECT CAST(\(subject.day) AS BIGINT) AS d, CAST(\(hour) AS BIGINT) AS h, count(*) "
        + "FROM \(subject.source) WHERE \(subject.condition) AND \(subject.value) IS NOT NULL "
        + "GROUP BY ALL")
    while let batch = try rows.next() {
      for row in 0..<batch.count {
        guard let day = batch.columns[0][row].int, let hour = batch.columns[1][row].int,
          let count = batch.columns[2][row].int
        else { continue }
        let place = Int(day) - lives.claim.arrivals.firstDay
        guard place >= 0, place < lives.curve.dayCount else { continue }
        for kind in kinds.indices { kinds[kind].count(place, Int(hour), Int(count)) }
      }
    }
  }

  /// One way to put times into classes.
  private struct Kind {
    private let name: String
    private let classes: ArrivalCurve.Classes
    /// The class of each day; nil where hours are the classes.
    private let labels: [Int]?
    private let title: (Int) -> String
    private var due: ClassCounts
    private var found: [Int]

    init(
      _ name: String, _ classes: ArrivalCurve.Classes, _ labels: [Int]?,
      title: @escaping (Int) -> String
    ) {
      self.name = name
      self.classes = classes
      self.labels = labels
      self.title = title
      due = ClassCounts(classes.count)
      found = Array(repeating: 0, count: classes.count)
    }

    mutating func add(_ life: Lives.Life, rows count: Int, _ curve: ArrivalCurve) {
      var chances = [Double](repeating: 0, count: classes.count)
      let factor = 1 / (life.high - life.low)
      curve.add(classes, before: life.until, times: factor, to: &chances)
      curve.add(classes, before: life.since, times: -factor, to: &chances)
      due.add(chances.map { max(0, $0) }, rows: count)
    }

    mutating func count(_ day: Int, _ hour: Int, _ count: Int) {
      found[labels.map { $0[day] } ?? hour] += count
    }

    func finding(_ subject: Subject) -> Finding? {
      guard let result = due.result(found) else { return nil }
      let weights = found.indices.map { place in
        let difference = Double(found[place]) - due.due[place]
        return due.due[place] > 0 ? difference * difference / due.due[place] : Double(found[place])
      }
      let worst = weights.indices.max { weights[$0] < weights[$1] } ?? 0
      return Finding(
        ArrivalsInLives.self, subject, .chance(result),
        "\(subject.title) by \(name): \(title(worst)) has \(Wording.count(found[worst], "row")), "
          + "\(Wording.number(due.due[worst])) are due")
    }
  }
}

/// The lives that rows may fall in.
struct Lives {
  struct Life {
    /// Microseconds.
    var since: Double
    var until: Double
    /// The weight before each.
    var low: Double
    var high: Double
  }

  let claim: LifeClaim
  let curve: ArrivalCurve

  init(_ claim: LifeClaim) {
    self.claim = claim
    curve = ArrivalCurve(claim.arrivals)
  }

  static func micro(_ sql: String) -> String {
    "CAST(epoch_us(CAST(\(sql) AS TIMESTAMP)) AS DOUBLE)"
  }

  /// SQL for both ends, with what they are called.
  var ends: String {
    let texts = [claim.since, claim.until].map { $0.map { Lives.micro($0.sql) } ?? "NULL::DOUBLE" }
    return "\(texts[0]) AS since, \(texts[1]) AS until"
  }

  /// Nil where there is no time between the ends, or one that is needed is missing.
  func life(_ since: Double?, _ until: Double?) -> Life? {
    if claim.since != nil, since == nil { return nil }
    let (since, until) = (since ?? -.greatestFiniteMagnitude, until ?? .greatestFiniteMagnitude)
    let (low, high) = (curve.mass(before: since), curve.mass(before: until))
    return low < high ? Life(since: since, until: until, low: low, high: high) : nil
  }

  /// Where a value lies in the weight of a life, 0…1; that of a day somewhere within it.
  func share(of value: Double, in life: Life, _ uniform: Double) -> Double {
    var mass = curve.mass(before: value)
    if claim.areDays {
      let low = max(life.low, mass)
      let high = min(life.high, curve.mass(before: value + 86_400_000_000))
      mass = low + uniform * (high - low)
    }
    return min(1, max(0, (mass - life.low) / (life.high - life.low)))
  }
}
