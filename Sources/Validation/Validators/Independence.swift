import Claims

/// Columns that are chosen each for itself tell nothing of each other.
enum Independence: Validator {
  static let code = "independence"
  static let layer = Layer.dependence
  static let summary = "Columns that are chosen each for itself tell nothing of each other."

  static func question(_ subject: Subject) -> Question? {
    guard case .independent(let first, let second) = subject.claim.statement else { return nil }
    let (a, b) = (subject.values[0], subject.values[1])
    let sql =
      "SELECT CAST(list_position([\(first.joined(separator: ", "))], \(a)) AS BIGINT) AS a, "
      + "CAST(list_position([\(second.joined(separator: ", "))], \(b)) AS BIGINT) AS b, count(*) "
      + "FROM \(subject.source) WHERE \(subject.condition) GROUP BY ALL"
    return .statements { (engine) throws(SQLError) in
      var counts = [[Int]](
        repeating: [Int](repeating: 0, count: second.count), count: first.count)
      // Values beside those that are chosen among are told by themselves.
      for row in try engine.rows(sql) {
        guard let place = row[0].int, let other = row[1].int, let count = row[2].int,
          place > 0, other > 0
        else { continue }
        counts[Int(place) - 1][Int(other) - 1] += Int(count)
      }
      guard counts.contains(where: { $0.contains { $0 > 0 } }) else {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no rows to look at")]
      }
      let result = ContingencyTable(counts).independence()
      return [
        Finding(
          Self.self, subject, .chance(result),
          "Cramér's V of \(subject.title) is \(Wording.number(result.effect.value)), each is chosen "
            + "for itself")
      ]
    }
  }
}
