import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// The invented name of each row's company, and the reserved domain that fits it.
struct CompanyNames: Sendable {
  private let given: RecordFact?
  private let roots: WeightedList
  private let trades: WeightedList
  private let suffixes: WeightedList
  private let brands: (starts: WeightedList, ends: WeightedList)
  private let format: TextFormat
  /// Where the company sits, in countries that say so in its name.
  private let places: PlaceChoice?
  private let folding: LatinFolding
  /// What domains are called by: words of the name, or those of a brand where these have no Latin
  /// letters.
  private let domainTexts: (first: PlainText, second: PlainText)
  private let isDomainOfBrand: Bool

  init(_ parts: RecordParts) throws(DiagnosticList) {
    given = try parts.fact("company")
    try given?.check([.text], "text")
    roots = parts.list("company_roots")
    trades = parts.list("company_trades")
    suffixes = parts.list("company_suffixes")
    brands = (parts.list("brand_starts"), parts.list("brand_ends"))
    let format = TextFormat("company", in: parts.vocabulary)
    self.format = format
    places = format.fields.contains("city") ? try PlaceChoice(parts) : nil
    let folding = LatinFolding(language: parts.language)
    self.folding = folding
    let first = folding.folded((roots.list.texts("latin") ?? roots.texts("root")).values)
    isDomainOfBrand = (0..<first.count).contains { first.range(at: $0).isEmpty }
    domainTexts =
      isDomainOfBrand
      ? (
        folding.folded(brands.starts.texts("start").values),
        folding.folded(brands.ends.texts("end").values)
      )
      : (first, folding.folded(trades.texts("trade").values))
  }

  func addName(_ rows: RecordRows, to assembly: inout TextAssembly) throws(EvaluationError) {
    if let given {
      assembly.add(try CompanyNames.given(given, rows) { $1.append($0) })
      return
    }
    try format.add(to: &assembly) { (field, _, assembly) throws(EvaluationError) in
      switch field {
      case "root": assembly.add(.coded(roots.texts("root").values, picks(roots, "root", rows)))
      case "trade": assembly.add(.coded(trades.texts("trade").values, picks(trades, "trade", rows)))
      case "city":
        guard let places else { preconditionFailure("a company has its place") }
        assembly.add(.coded(places.list.texts("city").values, try places.picks(rows)))
      default:
        assembly.add(.coded(suffixes.texts("suffix").values, picks(suffixes, "suffix", rows)))
      }
    }
  }

  func addBrand(_ rows: RecordRows, to assembly: inout TextAssembly) {
    assembly.add(.coded(brands.starts.texts("start").values, picks(brands.starts, "brand", rows)))
    assembly.add(.coded(brands.ends.texts("end").values, picks(brands.ends, "end", rows)))
  }

  private func picks(_ list: WeightedList, _ lane: String, _ rows: RecordRows) -> [Int32] {
    list.picks(rows.company.lane(lane), rows.keys)
  }

  /// A name below the domain `example`, which is nobody's (RFC 2606).
  func addDomain(_ rows: RecordRows, to assembly: inout TextAssembly) throws(EvaluationError) {
    if let given {
      let folding = folding
      assembly.add(
        try CompanyNames.given(given, rows) { text, names in
          let start = names.bytes.count
          folding.append(text, to: &names.bytes)
          if names.bytes.count == start { names.bytes += Array("company".utf8) }
          names.offsets.append(Int32(names.bytes.count))
        })
    } else if isDomainOfBrand {
      assembly.add(.coded(domainTexts.first, picks(brands.starts, "brand", rows)))
      assembly.add(.coded(domainTexts.second, picks(brands.ends, "end", rows)))
    } else {
      assembly.add(.coded(domainTexts.first, picks(roots, "root", rows)))
      assembly.add("-")
      assembly.add(.coded(domainTexts.second, picks(trades, "trade", rows)))
    }
    assembly.add(".example")
  }

  /// What a column gives; nothing where it is missing.
  private static func given(
    _ fact: RecordFact, _ rows: RecordRows, _ append: (String, inout PlainText) -> Void
  ) throws(EvaluationError) -> TextAssembly.Part {
    let column = try fact.source.generate(rows.request)
    guard case .text(let text) = column.values else { preconditionFailure("text") }
    var names = PlainText()
    for row in 0..<rows.count { append(column.isNull(row) ? "" : text.string(at: row), &names) }
    return .texts(names)
  }
}

/// A field of a company.
struct CompanyField: RecordField {
  static let names = ["brand", "domain", "email", "name", "url"]

  private let names: CompanyNames
  private let field: String

  init(_ parts: RecordParts) throws(DiagnosticList) {
    names = try CompanyNames(parts)
    field = parts.field
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    var assembly = TextAssembly(count: rows.count)
    switch field {
    case "brand": names.addBrand(rows, to: &assembly)
    case "name": try names.addName(rows, to: &assembly)
    default:
      if field == "email" { assembly.add("info@") }
      if field == "url" { assembly.add("https://www.") }
      try names.addDomain(rows, to: &assembly)
      if field == "url" { assembly.add("/") }
    }
    return Column(.text, .text(.plain(assembly.texts())))
  }
}
