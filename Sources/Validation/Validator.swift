import Claims

/// A part of what is so of data, which is judged and scored by itself.
package enum Layer: String, CaseIterable, Sendable {
  /// Types, keys, missing values, ranges, sets, forms, counts, formulas: what must be so exactly.
  case structure
  /// Each column's law.
  case marginals
  /// How columns go together.
  case dependence
  /// How rows of tables go together.
  case relations
  /// When things happen.
  case time
  /// What the document expects beside what it implies.
  case expectations
}

/// Holds one kind of claim against data: one file in `Validators/` each.
package protocol Validator: SendableMetatype {
  /// What findings, reports and suppressions name it by.
  static var code: String { get }
  static var layer: Layer { get }
  /// What it holds against what, one sentence.
  static var summary: String { get }

  /// What is to be asked of the data; nil where the claim is not of its kind.
  static func question(_ subject: Subject) -> Question?
}

/// A claim and where it is made.
package struct Subject: Sendable {
  package let claim: Claim
  package let table: TableClaims
  package let data: OpenDataset
  /// The document's.
  package let seed: UInt64

  /// The columns' values in SQL.
  var values: [String] { claim.columns.map { "r.\(SQLText.name($0))" } }

  /// The only column's.
  var value: String { values.first ?? "1" }

  var column: ColumnClaim? { claim.columns.first.flatMap { table.column($0) } }

  /// `table.column`, for people; the table where it is about rows.
  var title: String {
    switch claim.columns.count {
    case 0: table.name
    case 1: "\(table.name).\(claim.columns[0])"
    default: "\(table.name).(\(claim.columns.joined(separator: ", ")))"
    }
  }
}

/// Judges the values of aggregates, in the order they were asked for; may ask for more.
package typealias Judgement = ([SQLValue], SQLEngine) throws(SQLError) -> [Finding]

/// What is asked of the data, and how the answer is judged.
package enum Question {
  /// Aggregates over the claim's rows; those of many claims go through the rows together.
  case aggregates([String], Judgement)
  /// Statements of its own.
  case statements((SQLEngine) throws(SQLError) -> [Finding])
}

extension Subject {
  /// What stands behind `FROM` for the claim's rows: the table as `r`, and what it leads to.
  var source: String {
    var text = "\(SQLText.name(table.name)) AS r"
    for join in joins { text += " " + join.sql }
    return text
  }

  var joins: [RowText.Join] {
    var all = claim.rows?.joins ?? []
    switch claim.statement {
    case .equals(let text), .notBefore(let text), .before(let text), .missingByRow(let text):
      all += text.joins.filter { !all.contains($0) }
    case .expects(let claim):
      for text in claim.value.texts { all += text.joins.filter { !all.contains($0) } }
    case .followsByRow(let claim):
      for text in claim.texts { all += text.joins.filter { !all.contains($0) } }
    case .sharesByCase(let cases):
      for part in cases { all += part.rows.joins.filter { !all.contains($0) } }
    case .arrivesInLife(let claim):
      for text in claim.texts { all += text.joins.filter { !all.contains($0) } }
    default: break
    }
    return all
  }

  /// Behind `WHERE`: the claim's rows.
  var condition: String { claim.rows.map { "(\($0.sql))" } ?? "true" }

  /// Counts the claim's rows in which more holds.
  func count(where condition: String) -> String {
    "count(*) FILTER (WHERE \(self.condition) AND \(condition))"
  }

  /// Some values of rows in which more holds, to show.
  func examples(
    where condition: String, in engine: SQLEngine, count: Int = 3
  ) throws(SQLError) -> [String] {
    let shown = values.map { "coalesce(CAST(\($0) AS VARCHAR), 'missing')" }
    let text = shown.joined(separator: " || ', ' || ")
    let rows = try engine.rows(
      "SELECT DISTINCT \(text.isEmpty ? "''" : text) FROM \(source) "
        + "WHERE \(self.condition) AND (\(condition)) ORDER BY 1 LIMIT \(count)")
    return rows.compactMap { $0.first?.text }
  }
}

extension Subject {
  /// A number within (0, 1) that no data decide: p-values of counts are cut by it.
  func uniform(_ purpose: String) -> Double { uniforms(purpose)(0) }

  /// One such number for each place.
  func uniforms(_ purpose: String) -> (Int) -> Double {
    var key: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
    for byte in "\(title)/\(claim.rows?.title ?? "")/\(purpose)".utf8 {
      key = (key ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let start = key
    return { place in
      var bits = start &+ (UInt64(place) &+ 1) &* 0x9E37_79B9_7F4A_7C15
      bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
      return (Double((bits ^ bits >> 31) >> 12) + 0.5) * 0x1p-52
    }
  }
}
