import Claims

/// Holds data against claims.
package enum Judge {
  /// - Parameters:
  ///   - folder: of the dataset.
  /// - Returns: what was found, in the order of the claims; files that cannot be read come first.
  package static func findings(
    _ claims: DatasetClaims, folder: String, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    let data = try OpenDataset(claims, folder: folder, in: engine)
    var found = data.findings
    for table in claims.tables where data.columns[table.name] != nil {
      found += try findings(table, data, claims.seed, engine)
    }
    return found
  }

  private static func findings(
    _ table: TableClaims, _ data: OpenDataset, _ seed: UInt64, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    let subjects = table.claims.map { Subject(claim: $0, table: table, data: data, seed: seed) }
      .filter(\.isReadable)
    var found: [(place: Int, findings: [Finding])] = []
    var together: [String: [(place: Int, sql: [String], judge: Judgement)]] = [:]
    var sources: [String] = []
    for (place, subject) in subjects.enumerated() {
      for validator in ValidatorRegistry.all {
        switch validator.question(subject) {
        case nil: continue
        case .aggregates(let sql, let judge)?:
          if together[subject.source] == nil { sources.append(subject.source) }
          together[subject.source, default: []].append((place, sql, judge))
        case .statements(let run)?: found.append((place, try run(engine)))
        }
      }
    }
    for source in sources {
      let asked = together[source] ?? []
      let sql = asked.flatMap(\.sql)
      let row = try engine.rows("SELECT \(sql.joined(separator: ", ")) FROM \(source)")
      guard let values = row.first else { continue }
      var start = 0
      for question in asked {
        let part = Array(values[start..<start + question.sql.count])
        found.append((question.place, try question.judge(part, engine)))
        start += question.sql.count
      }
    }
    return found.sorted { $0.place < $1.place }.flatMap(\.findings)
  }
}

extension Subject {
  /// Whether all that the claim speaks of could be opened: what could not was told.
  fileprivate var isReadable: Bool {
    guard data.has(table.name, claim.columns) else { return false }
    for join in joins where !data.has(join.table, join.key) { return false }
    switch claim.statement {
    case .refers(let reference), .childrenPer(let reference, _),
      .childrenByParent(let reference, _), .childrenCount(let reference, _, _),
      .chooses(let reference, _):
      return data.has(reference.table, reference.key)
    case .expects(let expected):
      return expected.reads.allSatisfy { data.has($0.table, $0.columns) }
    case .present, .missing, .missingByRow:
      return data.damaged[table.name]?.isDisjoint(with: claim.columns) ?? true
    default: return true
    }
  }
}
