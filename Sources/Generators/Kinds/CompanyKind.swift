import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// An invented company name or brand per row.
///
/// - Draws: streams of the row, shared by all company columns of the table.
struct CompanyKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "company", "A fact of the company this row describes.", argument: .word(["brand", "name"]))

  private let field: String
  private let starts: WeightedList
  private let ends: WeightedList
  private let trades: WeightedList
  private let suffixes: WeightedList
  let type = LogicalType.text

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    let scalar = try call.literal()
    field = scalar.text
    let vocabulary = try Vocabulary.checked(context, call)
    let isBrand = field == "brand"
    starts = WeightedList(isBrand ? "brand_starts" : "company_roots", in: vocabulary)
    ends = WeightedList("brand_ends", in: vocabulary)
    trades = WeightedList("company_trades", in: vocabulary)
    suffixes = WeightedList("company_suffixes", in: vocabulary)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let company = request.record.lane("company")
    let rows = request.rowKeys
    let isBrand = field == "brand"
    let first = starts.picks(company.lane(isBrand ? "brand" : "root"), rows)
    let second = (isBrand ? ends : trades).picks(company.lane(isBrand ? "end" : "trade"), rows)
    let third = suffixes.picks(company.lane("suffix"), rows)
    let firstTexts = starts.texts(isBrand ? "start" : "root")
    let secondTexts = isBrand ? ends.texts("end") : trades.texts("trade")
    let thirdTexts = suffixes.texts("suffix")
    var builder = TextBuilder(rows: rows.count, bytesPerRow: isBrand ? 8 : 22)
    for row in first.indices {
      builder.add(firstTexts, first[row])
      if !isBrand { builder.add(UInt8(ascii: " ")) }
      builder.add(secondTexts, second[row])
      if !isBrand {
        builder.add(UInt8(ascii: " "))
        builder.add(thirdTexts, third[row])
      }
      builder.endRow()
    }
    return Column(.text, .text(.plain(builder.text)))
  }
}
