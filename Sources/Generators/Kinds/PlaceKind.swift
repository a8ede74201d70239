import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A fact of one place per row; the columns of a row describe the same place. Cities are drawn by
/// population.
///
/// - Draws: streams of the row, shared by all place columns of the table.
struct PlaceKind: GeneratorKind {
  private static let coded = [
    "area_code", "census_region", "city", "region", "state", "state_code", "time_zone",
  ]
  private static let numeric = ["latitude", "longitude"]

  static let syntax = GeneratorSyntax(
    "place", "A fact of the place this row describes: the columns of one row agree.",
    argument: .word((coded + numeric + ["country", "postcode", "street_address"]).sorted()),
    options: [Parameter("given", .unsupported, "Facts the place must agree with.")])

  private let field: String
  private let places: WeightedList
  private let postcodes: WeightedList
  private let streets: WeightedList
  private let suffixes: WeightedList
  let type: LogicalType
  let texts: TextDictionary?
  let interval: ValueInterval
  private let remap: [Int32]

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    let scalar = try call.literal()
    field = scalar.text
    let vocabulary = try Vocabulary.checked(context, call)
    places = WeightedList("places", in: vocabulary)
    postcodes = WeightedList("postcodes", in: vocabulary)
    streets = WeightedList("street_names", in: vocabulary)
    suffixes = WeightedList("street_suffixes", in: vocabulary)
    if PlaceKind.numeric.contains(field) {
      type = .float64
      let numbers = places.numbers(field)
      interval = .float(lower: numbers.min() ?? 0, upper: numbers.max() ?? 0)
    } else {
      type = .text
      interval = .unbounded
    }
    switch field {
    case _ where PlaceKind.coded.contains(field):
      guard let known = places.list.distinct(field) else {
        preconditionFailure("the list of places has the field '\(field)'")
      }
      texts = known.distinct
      remap = known.codes
    case "country":
      texts = TextDictionary(["United States"])
      remap = []
    default:
      texts = nil
      remap = []
    }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let place = request.record.lane("place")
    let rows = request.rowKeys
    switch field {
    case "street_address": return addresses(place, rows)
    case "country":
      guard let texts else { preconditionFailure("the country is known") }
      let codes = [Int32](repeating: 0, count: rows.count)
      return Column(.text, .text(.dictionary(codes: codes, texts)))
    default: break
    }
    let picks = places.picks(place.lane("city"), rows)
    if field == "postcode" { return codes(picks, place, rows) }
    if let texts {
      return Column(.text, .text(.dictionary(codes: picks.map { remap[Int($0)] }, texts)))
    }
    let numbers = places.numbers(field)
    return Column(.float64, .float64(picks.map { numbers[Int($0)] }))
  }

  private func codes(_ picks: [Int32], _ place: StreamKey, _ rows: RowKeys) -> Column {
    let firsts = places.numbers("first_postcode")
    let counts = places.numbers("postcode_count")
    let draws = place.lane("postcode").bits(for: rows)
    let chosen = picks.indices.map { row -> Int32 in
      let city = Int(picks[row])
      return Int32(firsts[city])
        + Int32(draws[row].multipliedFullWidth(by: UInt64(counts[city])).high)
    }
    return Column(.text, .text(.dictionary(codes: chosen, postcodes.texts("postcode"))))
  }

  private func addresses(_ place: StreamKey, _ rows: RowKeys) -> Column {
    let numbers = place.lane("number").uniforms(for: rows)
    let names = streets.picks(place.lane("street"), rows)
    let kinds = suffixes.picks(place.lane("suffix"), rows)
    let (nameTexts, kindTexts) = (streets.texts("name"), suffixes.texts("suffix"))
    var builder = TextBuilder(rows: rows.count, bytesPerRow: 20)
    for row in names.indices {
      // Low numbers are common, as streets are short.
      let number = 1 + UInt64(numbers[row] * numbers[row] * 9_999)
      builder.add(number, width: 1)
      builder.add(UInt8(ascii: " "))
      builder.add(nameTexts, names[row])
      builder.add(UInt8(ascii: " "))
      builder.add(kindTexts, kinds[row])
      builder.endRow()
    }
    return Column(.text, .text(.plain(builder.text)))
  }
}
