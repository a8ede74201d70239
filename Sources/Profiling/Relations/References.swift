import Claims
import Validation

/// Finds columns whose values are keys of another table.
///
/// That all values are keys is not enough: a quantity is so too, where keys count from 1. Either the
/// names agree, or the values are of a kind that is not met by chance.
struct References {
  let tables: [OpenTable]
  let profiles: [TableProfile]
  let isBrief: Bool
  let engine: SQLEngine

  private static let kinds: Set<ValueKind> = [.whole, .text, .uuid]
  /// So many of the values must be keys; the rest are orphans.
  private static let leastShare = 0.95

  private struct Candidate {
    var table: Int
    var key: String
    var names: Int
  }

  func all(of index: Int) throws(SQLError) -> [ReferenceProfile] {
    var found: [ReferenceProfile] = []
    let own = profiles[index]
    for column in own.columns where Self.kinds.contains(column.kind) && column.present > 0 {
      let isOwnKey = own.key == [column.name]
      var best: (candidate: Candidate, reference: ReferenceProfile)?
      for candidate in candidates(column, in: index) {
        // A key is one of another table only where the name says so.
        if isOwnKey && candidate.names < 3 { continue }
        if let best, best.candidate.names > candidate.names { break }
        guard let reference = try judged(column, in: index, candidate) else { continue }
        if best.map({ $0.reference.coverage < reference.coverage }) ?? true {
          best = (candidate, reference)
        }
      }
      if let best { found.append(best.reference) }
    }
    return found
  }

  /// Keys that a column may name, the best names first.
  private func candidates(_ column: ColumnProfile, in index: Int) -> [Candidate] {
    var found: [Candidate] = []
    for (place, profile) in profiles.enumerated() {
      guard let name = profile.keys.first, let key = profile.column(name),
        key.kind.family == column.kind.family, (key.kind == .uuid) == (column.kind == .uuid),
        !(place == index && name == column.name), tables[place].rows > 0
      else { continue }
      let names = NameAffinity.reference(column.name, to: profile.name, key: name)
      guard names >= 2 || isTelling(column, key) else { continue }
      found.append(Candidate(table: place, key: name, names: names))
    }
    return found.sorted { ($0.names, -$0.table) > ($1.names, -$1.table) }
  }

  /// Whether values that are all keys are so by more than chance: texts of a form, UUIDs, and
  /// numbers of a space that keys leave nearly empty.
  private func isTelling(_ column: ColumnProfile, _ key: ColumnProfile) -> Bool {
    let distinct = column.distinct?.count ?? 0
    switch key.kind {
    case .uuid: return true
    case .text:
      return key.text?.pattern != nil ? distinct > 1 : distinct > 1 && (key.text?.shortest ?? 0) > 1
    default:
      guard let ends = key.ends, distinct >= 20 else { return false }
      return (ends.upperBound - ends.lowerBound) > 20 * Double(key.present)
    }
  }

  private func judged(
    _ column: ColumnProfile, in index: Int, _ candidate: Candidate
  ) throws(SQLError) -> ReferenceProfile? {
    let parent = tables[candidate.table]
    if column.kind == .whole, let ends = column.ends,
      let keys = profiles[candidate.table].column(candidate.key)?.ends,
      candidate.names < 3, !keys.overlaps(ends)
    {
      return nil
    }
    let value = SQLText.name(column.name)
    let key = SQLText.name(candidate.key)
    let counts = try engine.rows(
      "SELECT k, count(*) FROM (SELECT count(c.v) AS k FROM \(parent.sql) AS p LEFT JOIN "
        + "(SELECT \(value) AS v FROM \(tables[index].sql)) AS c ON c.v = p.\(key) "
        + "GROUP BY p.\(key)) GROUP BY ALL ORDER BY 1")
    let each = counts.compactMap { row in
      row[0].int.flatMap { k in row[1].int.map { (value: Double(k), count: Int($0)) } }
    }
    let named = each.reduce(0) { $0 + Int($1.value) * $1.count }
    let orphans = column.present - named
    guard Double(named) >= Self.leastShare * Double(column.present), named > 0 else { return nil }
    // Where the name alone speaks for it, orphans speak against it.
    if candidate.names < 2, orphans > 0 { return nil }
    let childless = each.first { $0.value == 0 }?.count ?? 0
    let sample = LawSample(each, width: 1)
    let parentKey = profiles[candidate.table].column(candidate.key)
    return ReferenceProfile(
      column: column.name, table: parent.name, key: candidate.key, orphans: orphans,
      coverage: 1 - Double(childless) / Double(parent.rows),
      evidence: candidate.names >= 2 ? ["name", "values"] : ["values"],
      childrenMean: sample.mean, childrenSD: sample.variance.squareRoot(),
      childrenMost: Int(sample.greatest), childless: childless,
      children: isBrief ? nil : LawFit.best(sample, isWhole: true),
      isGrouped: column.missing == 0 && orphans == 0 && column.runs == column.distinct?.count
        && column.order == .ascending && parentKey?.order == .ascending,
      childrenSample: sample)
  }

  /// Times of a table that are never before those of the row it names.
  func followings(
    _ reference: ReferenceProfile, of index: Int
  ) throws(SQLError) -> [ReferenceProfile.Following] {
    guard let other = profiles.firstIndex(where: { $0.name == reference.table }), other != index
    else { return [] }
    let times = { (table: TableProfile) in
      table.columns.filter { $0.kind.isInstant && $0.present > 0 }.prefix(4)
    }
    let pairs = times(profiles[index]).flatMap { time in
      times(profiles[other]).map {
        ReferenceProfile.Following(time: time.name, parentTime: $0.name)
      }
    }
    guard !pairs.isEmpty else { return [] }
    let aggregates = pairs.map {
      let (time, before) = ("c.\(SQLText.name($0.time))", "p.\(SQLText.name($0.parentTime))")
      return "CAST(coalesce(bool_and(CAST(\(time) AS TIMESTAMP) >= CAST(\(before) AS TIMESTAMP)), "
        + "false) AS BOOLEAN)"
    }
    let row = try engine.rows(
      "SELECT \(aggregates.joined(separator: ", ")) FROM \(tables[index].sql) AS c "
        + "JOIN \(tables[other].sql) AS p "
        + "ON c.\(SQLText.name(reference.column)) = p.\(SQLText.name(reference.key))")
    guard let values = row.first else { return [] }
    return zip(pairs, values).filter { $1 == .boolean(true) }.map(\.0)
  }
}
