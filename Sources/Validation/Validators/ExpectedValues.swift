import Claims

/// A value of many rows lies within the bound that the document states.
enum ExpectedValues: Validator {
  static let code = "expectation"
  static let layer = Layer.expectations
  static let summary =
    "Shares, means, counts, ratios and other values of many rows are within the bounds of `expect`, and "
    + "what is expected never to be is in no row."

  static func question(_ subject: Subject) -> Question? {
    guard case .expects(let claim) = subject.claim.statement else { return nil }
    if case .statement = claim.value { return nil }
    return .statements { (engine) throws(SQLError) in
      if claim.isOfOtherSize {
        return [
          Finding(
            Self.self, subject, .empty,
            "\(claim.name ?? claim.subject) is stated for the document's own number of rows")
        ]
      }
      do throws(SQLError) {
        return [try finding(subject, claim, engine)]
      } catch .failed(let reason) {
        return [
          Finding(
            Self.self, subject, .unreadable,
            "\(claim.name ?? claim.subject) cannot be computed: \(SQLEngine.shortened(reason))")
        ]
      }
    }
  }

  private static func finding(
    _ subject: Subject, _ claim: ExpectationClaim, _ engine: SQLEngine
  ) throws(SQLError) -> Finding {
    switch claim.value {
    case .ofRows(let text): try ofRows(subject, claim, text, engine)
    case .ofGroups(let text, let groups): try ofGroups(subject, claim, text, groups, engine)
    case .never(let text): try never(subject, claim, text, engine)
    case .statement: preconditionFailure("a statement as a value of rows")
    }
  }

  private static func ofRows(
    _ subject: Subject, _ claim: ExpectationClaim, _ text: RowText, _ engine: SQLEngine
  ) throws(SQLError) -> Finding {
    let all = "count(*) FILTER (WHERE \(subject.condition))"
    let row = try engine.rows(
      "SELECT \(all), \(number(text.sql, claim.bound.unit)) FROM \(subject.source)")
    let n = Int(row.first?[0].int ?? 0)
    let value = row.first?[1].double
    // Nothing is a number of rows, too, but has no mean.
    if n == 0, value == nil {
      return Finding(
        Self.self, subject, .empty, "\(claim.name ?? claim.subject) has no rows to look at")
    }
    return claim.finding(Self.self, subject, value: value, n: n)
  }

  private static func never(
    _ subject: Subject, _ claim: ExpectationClaim, _ text: RowText, _ engine: SQLEngine
  ) throws(SQLError) -> Finding {
    let all = "count(*) FILTER (WHERE \(subject.condition))"
    let row = try engine.rows(
      "SELECT \(all), \(subject.count(where: "(\(text.sql))")) FROM \(subject.source)")
    let (n, wrong) = (Int(row.first?[0].int ?? 0), Int(row.first?[1].int ?? 0))
    let rows = wrong == 0 ? "no row" : Wording.count(wrong, "row")
    let sentence =
      claim.name.map { "\($0): \(rows)" } ?? "\(rows) of \(claim.subject)"
    var finding = Finding(
      Self.self, subject, n == 0 ? .empty : .exact(wrong: wrong, n: n),
      "\(sentence)\(wrong == 0 ? "" : ", expected none")")
    finding.measurement = Finding.Measurement(
      statistic: claim.statistic, value: Double(wrong), lower: nil, upper: "0")
    if wrong > 0, !subject.claim.columns.isEmpty {
      finding.examples = try subject.examples(where: text.sql, in: engine)
    }
    return finding
  }

  // Groups

  private static func ofGroups(
    _ subject: Subject, _ claim: ExpectationClaim, _ text: RowText, _ groups: [RowText],
    _ engine: SQLEngine
  ) throws(SQLError) -> Finding {
    let titles = groups.map { group in
      "\(SQLText.literal("\(group.title) = ")) || coalesce(CAST(\(group.sql) AS VARCHAR), 'missing')"
    }
    let groupSQL = groups.map(\.sql).joined(separator: ", ")
    let all = """
      (SELECT \(titles.joined(separator: " || ', ' || ")) AS title, \
      \(number(text.sql, claim.bound.unit)) AS value FROM \(subject.source) \
      WHERE \(subject.condition) GROUP BY \(groupSQL))
      """
    let wrong = claim.bound.violation("value")
    let row = try engine.rows(
      "SELECT count(value), count(*) FILTER (WHERE \(wrong)), min(value), max(value) FROM \(all)")
    let n = Int(row.first?[0].int ?? 0)
    if n == 0 {
      return Finding(
        Self.self, subject, .empty, "\(claim.name ?? claim.subject) has no groups to look at")
    }
    let title = "\(claim.name ?? claim.subject) by \(groups.map(\.title).joined(separator: ", "))"
    let count = Int(row.first?[1].int ?? 0)
    guard count > 0 else {
      let ends = [row.first?[2].double, row.first?[3].double].map { claim.bound.found($0 ?? 0) }
      return claim.finding(
        Self.self, subject,
        "\(title) is \(ends[0]) to \(ends[1]) in \(Wording.count(n, "group")), expected "
          + claim.bound.text, .exact(wrong: 0, n: n))
    }
    return try worst(subject, claim, all, engine, wrong: count, n: n)
  }

  /// The groups that are farthest outside.
  private static func worst(
    _ subject: Subject, _ claim: ExpectationClaim, _ all: String, _ engine: SQLEngine, wrong: Int,
    n: Int
  ) throws(SQLError) -> Finding {
    let worst = try engine.rows(
      "SELECT title, value FROM \(all) WHERE \(claim.bound.violation("value")) ORDER BY "
        + "\(claim.bound.distance("value")) DESC, title LIMIT 3")
    let value = worst.first?[1].double
    let shown = value.map { claim.bound.found($0) } ?? ""
    var finding = claim.finding(
      Self.self, subject,
      "\(claim.name ?? claim.subject) is \(shown) where \(worst.first?[0].text ?? ""), expected "
        + "\(claim.bound.text); so \(wrong == 1 ? "is" : "are") \(Wording.grouped(wrong)) of "
        + "\(Wording.count(n, "group"))", .exact(wrong: wrong, n: n), value: value)
    finding.examples = worst.compactMap { row in
      row[0].text.map { "\($0): \(claim.bound.found(row[1].double ?? 0))" }
    }
    return finding
  }

  /// A value as the number that its bound is in.
  static func number(_ sql: String, _ unit: ExpectedBound.Unit) -> String {
    switch unit {
    case .number, .share, .duration: "CAST(\(sql) AS DOUBLE)"
    case .day, .instant: "CAST(epoch_us(CAST(\(sql) AS TIMESTAMP)) AS DOUBLE)"
    case .time: "CAST(epoch_us(\(sql)) AS DOUBLE)"
    }
  }
}

extension ExpectationClaim {
  /// What is found of one value.
  func finding(
    _ validator: (some Validator).Type, _ subject: Subject, value: Double?, n: Int
  ) -> Finding {
    let title = name.map { "\($0):" } ?? "\(self.subject) is"
    guard let value else {
      return finding(
        validator, subject, "\(name ?? self.subject) has no value, expected \(bound.text)",
        .exact(wrong: 1, n: n))
    }
    let isWrong = !bound.contains(value)
    return finding(
      validator, subject, "\(title) \(bound.found(value)), expected \(bound.text)",
      .exact(wrong: isWrong ? 1 : 0, n: n), value: value)
  }

  func finding(
    _ validator: (some Validator).Type, _ subject: Subject, _ sentence: String,
    _ outcome: Finding.Outcome, value: Double? = nil
  ) -> Finding {
    var finding = Finding(validator, subject, outcome, sentence)
    finding.measurement = Finding.Measurement(
      statistic: statistic, value: value, lower: bound.lower.map { bound.text($0) },
      upper: bound.upper.map { bound.text($0) })
    return finding
  }
}
