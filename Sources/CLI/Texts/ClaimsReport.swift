import Claims
import Columnar
import Validation

/// What a document implies, for people and programs.
struct ClaimsReport: Encodable {
  struct Table: Encodable {
    var table: String
    var file: String
    var columns: [Column]
    var claims: [Item]
  }

  struct Column: Encodable {
    var name: String
    var type: String
  }

  struct Item: Encodable {
    var claim: String
    var columns: [String]
    /// Which rows it is about; all without it.
    var rows: String?
    var pointer: String
    var values: [String]?
    var shares: [Share]?
    var expression: String?
    var sql: String?
    var law: Law?
    var table: String?
    var key: [String]?
    var count: Int?
    var coefficient: Double?
    var share: Double?
    var isExact: Bool?
    var lower: String?
    var upper: String?
    var pattern: String?
  }

  struct Share: Encodable {
    var value: String
    var weight: Double
  }

  struct Law: Encodable {
    var law: String
    var mean: Double?
    var sd: Double?
    var p01: Double?
    var p50: Double?
    var p99: Double?
    /// What the numbers are, where they are no plain ones: days, or microseconds.
    var unit: String?
    /// Half of the values are below it, as they are written.
    var median: String?
  }

  struct Unseen: Encodable {
    var table: String
    var column: String
    var reason: String
  }

  var name: String
  var documentHash: String
  var seed: UInt64
  var tables: [Table]
  var unseen: [Unseen]

  init(_ claims: DatasetClaims) {
    name = claims.name
    documentHash = claims.documentHash
    seed = claims.seed
    tables = claims.tables.map { table in
      Table(
        table: table.name, file: table.file.path,
        columns: table.columns.map { Column(name: $0.name, type: $0.type) },
        claims: table.claims.map { Item($0, table.column($0.columns.first ?? "")) })
    }
    unseen = claims.unseen.map { Unseen(table: $0.table, column: $0.column, reason: $0.reason) }
  }

  func text(isColored: Bool) -> String {
    var text = "\(name): seed \(seed)\ndocument \(documentHash)\n"
    for table in tables {
      var lines = TextTable(headings: [.init(table.table), .init("claim"), .init("rows")])
      for item in table.claims {
        lines.rows.append([
          item.columns.isEmpty ? "" : item.columns.joined(separator: ", "), item.sentence,
          item.rows ?? "all",
        ])
      }
      text += "\n" + lines.render(isColored: isColored)
    }
    if !unseen.isEmpty {
      var lines = TextTable(headings: [.init("not to be seen in files"), .init("because it")])
      lines.rows = unseen.map { ["\($0.table).\($0.column)", $0.reason] }
      text += "\n" + lines.render(isColored: isColored)
    }
    return text
  }
}

extension ClaimsReport.Item {
  /// - Parameter column: the one that the claim is about.
  init(_ claim: Claim, _ column: ColumnClaim?) {
    self.init(
      claim: "", columns: claim.columns, rows: claim.rows?.title, pointer: claim.pointer)
    switch claim.statement {
    case .rowCount(let rows): (self.claim, count) = ("row-count", rows)
    case .present: self.claim = "present"
    case .unique(let isKey): self.claim = isKey ? "key" : "unique"
    case .refers(let reference): name("reference", reference)
    case .within(let low, let high): (self.claim, lower, upper) = ("range", low, high)
    case .oneOf(let literals): (self.claim, values) = ("set", literals)
    case .matches(let form): (self.claim, pattern) = ("form", form)
    case .equals(let text): (self.claim, expression, sql) = ("formula", text.title, text.sql)
    case .notBefore(let text):
      (self.claim, expression, sql) = ("not before", text.title, text.sql)
    case .before(let text): (self.claim, expression, sql) = ("before", text.title, text.sql)
    case .quotas(let weights):
      (self.claim, shares, isExact) = ("shares", Self.shares(weights), true)
    case .shares(let weights):
      (self.claim, shares, isExact) = ("shares", Self.shares(weights), false)
    case .sharesByCase(let cases):
      (self.claim, values) = ("shares by case", cases.map(\.rows.title))
    case .independent(let first, let second):
      (self.claim, count) = ("independent", first.count * second.count)
    case .rows(let rows): (self.claim, count) = ("rows", rows.count)
    case .follows(let law): (self.claim, self.law) = ("law", ClaimsReport.Law(law, column))
    case .followsByRow(let claim):
      (self.claim, expression) = ("law by row", claim.law.word)
      sql = claim.parameters.map(\.sql).joined(separator: ", ")
    case .missing(let rate, let isExact):
      (self.claim, share, self.isExact) = ("missing", rate, isExact)
    case .missingByRow(let rate):
      (self.claim, expression, sql) = ("missing by row", rate.title, rate.sql)
    case .arrives(let arrivals):
      (self.claim, count) = ("arrivals", arrivals.days.count)
    case .arrivesInLife(let life):
      (self.claim, count) = ("arrivals in lives", life.arrivals.days.count)
      let ends = [("since", life.since), ("until", life.until)]
      expression = ends.compactMap { word, end in end.map { "\(word) \($0.title)" } }
        .joined(separator: " ")
    case .periods(let periods):
      (self.claim, expression) = ("periods", periods.title)
      shares = periods.shares.enumerated().map {
        ClaimsReport.Share(value: periods.titles[$0.offset], weight: $0.element)
      }
    case .expects(let expected):
      (self.claim, expression) = ("expected", expected.name ?? expected.subject)
      if case .statement(let text) = expected.value {
        sql = text
      } else {
        sql = expected.value.texts.map(\.sql).joined(separator: ", ")
      }
      lower = expected.bound.lower.map { expected.bound.text($0) }
      upper = expected.bound.upper.map { expected.bound.text($0) }
    case .correlates(let target): (self.claim, coefficient) = ("rank correlation", target)
    case .childrenPer(let reference, let law):
      name("children", reference)
      self.law = ClaimsReport.Law(law)
    case .childrenByParent(let reference, let claim):
      name("children", reference)
      expression = claim.law.word
      sql = claim.parameters.map(\.sql).joined(separator: ", ")
    case .childrenCount(let reference, let count, let rule):
      name("children", reference)
      (expression, sql, isExact) = (count.title, count.sql, rule == .exactly)
    case .chooses(let reference, let law):
      name("choice", reference)
      switch law {
      case .uniform: expression = "all alike"
      case .zipf(let exponent): expression = "by rank, zipf \(Wording.number(exponent))"
      case .weight(let weight): (expression, sql) = ("by \(weight.title)", weight.sql)
      }
    }
  }

  private mutating func name(_ claim: String, _ reference: ReferenceClaim) {
    (self.claim, table, key) = (claim, reference.table, reference.key)
  }

  private static func shares(_ weights: [WeightedValue]) -> [ClaimsReport.Share] {
    weights.map { ClaimsReport.Share(value: $0.title, weight: $0.weight) }
  }

  var sentence: String {
    switch claim {
    case "row-count": "\(Figures.grouped(count ?? 0)) rows"
    case "present": "no value is missing"
    case "key", "unique": claim == "key" ? "the key: no two rows alike" : "no two rows alike"
    case "reference": "names a row of \(table ?? "")"
    case "range": "from \(lower.map(SQLText.shown) ?? "…") to \(upper.map(SQLText.shown) ?? "…")"
    case "expected": "\(expression ?? ""): from \(lower ?? "…") to \(upper ?? "…")"
    case "set": "one of \(values?.count ?? 0) values"
    case "form": "matches \(pattern ?? "")"
    case "formula": "= \(expression ?? "")"
    case "not before": "not before \(expression ?? "")"
    case "shares":
      (isExact == true ? "exactly " : "")
        + (shares ?? []).prefix(4).map { "\($0.value) \(Wording.number($0.weight))" }.joined(
          separator: ", ")
        + ((shares?.count ?? 0) > 4 ? ", …" : "")
    case "shares by case": "shares of \(values?.count ?? 0) cases, all together"
    case "independent": "which value one has says nothing of the other"
    case "rows": "exactly the \(Figures.grouped(count ?? 0)) rows of the document"
    case "before": "before \(expression ?? "")"
    case "arrivals in lives":
      "by weights of \(Figures.grouped(count ?? 0)) days, \(expression ?? "")"
    case "arrivals": "by weights of \(Figures.grouped(count ?? 0)) days"
    case "periods": "shares of days by \(expression ?? "")"
    case "rank correlation": "rank correlation \(Wording.number(coefficient ?? 0))"
    case "law by row": "\(expression ?? "") with parameters by row"
    case "law": law.map { $0.sentence } ?? ""
    case "missing by row": "missing in a share of \(expression ?? "")"
    case "missing":
      "\(Wording.percent(share ?? 0)) missing" + (isExact == true ? ", exactly" : "")
    case "choice": "names rows of \(table ?? ""), \(expression ?? "")"
    case "children" where isExact != nil:
      "\(isExact == true ? "" : "at most ")\(expression ?? "") rows of each of \(table ?? "")"
    case "children" where expression != nil:
      "rows of each of \(table ?? ""), \(expression ?? "") by what it says"
    default: "\(law?.law ?? "rows") of \(table ?? "")"
    }
  }
}

extension ClaimsReport.Law {
  init(_ claim: LawClaim, _ column: ColumnClaim? = nil) {
    let law = claim.law
    let finite = { (value: Double) in value.isFinite ? value : nil }
    self.init(
      law: claim.title, mean: finite(law.mean), sd: finite(law.variance.squareRoot()),
      p01: finite(law.quantile(0.01)), p50: finite(law.quantile(0.5)),
      p99: finite(law.quantile(0.99)))
    switch column?.measure {
    case .days:
      unit = "days since 1970-01-01"
      median = p50.flatMap { Int64(exactly: $0.rounded()) }.map { CivilTime.format(date: $0) }
    case .microseconds where column?.sqlType == "TIME": unit = "microseconds since midnight"
    case .microseconds:
      unit = "microseconds since 1970-01-01"
      median = p50.flatMap { Int64(exactly: $0.rounded()) }.map { CivilTime.format(timestamp: $0) }
    default: break
    }
  }

  var sentence: String {
    "\(law), half below \(median ?? p50.map(Wording.number) ?? "…")"
  }
}
