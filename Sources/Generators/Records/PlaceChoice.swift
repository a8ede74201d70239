import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// The city of each row's place, by population, among those that agree with what is given.
struct PlaceChoice: Sendable {
  let list: WeightedList
  private let agreeing: AgreeingList

  init(_ parts: RecordParts) throws(DiagnosticList) {
    list = parts.list(PlaceFields.list)
    var attempts = Attempts()
    var facts: [(given: RecordFact, field: String)] = []
    for name in RecordFacts.ofPlaces {
      attempts.run { () throws(DiagnosticList) in
        guard let fact = try parts.fact(name) else { return }
        _ = try AgreeingList.checked(
          fact, PlaceFields.name(name, in: parts.vocabulary), of: PlaceFields.list, in: parts)
        if let field = PlaceFields.name(name, in: parts.vocabulary) { facts.append((fact, field)) }
      }
    }
    try attempts.finish()
    agreeing = try AgreeingList(list, agreeing: facts, in: parts)
  }

  func picks(_ rows: RecordRows) throws(EvaluationError) -> [Int32] {
    try agreeing.picks(rows.place.lane("city"), rows)
  }
}

/// The fields of a place.
enum PlaceFields {
  static let list = "places"

  /// Texts of the list of places.
  private static let coded = [
    "area_code", "census_region", "city", "division", "region", "region_code", "state",
    "state_code", "time_zone",
  ]

  static let names =
    (coded + [
      "country", "country_code", "latitude", "longitude", "postal_address", "postcode",
      "street_address", "utc_offset",
    ]).sorted()

  static func make(_ parts: RecordParts) throws(DiagnosticList) -> any RecordField {
    switch parts.field {
    case "country", "country_code": return try CountryField(parts)
    case "latitude", "longitude": return try CoordinateField(parts)
    case "postal_address", "street_address": return try AddressField(parts)
    case "postcode": return PostcodeField(try Postcodes(parts))
    case "utc_offset": return try OffsetField(parts)
    default: return try CodedField(parts)
    }
  }

  /// How the list of a locale calls a field: where a country is divided into states or the like
  /// alone, these are its regions; where it speaks of larger regions, those are.
  ///
  /// - Returns: nil where the list does not tell it.
  static func name(_ field: String, in vocabulary: Vocabulary) -> String? {
    guard let fields = vocabulary.list(list)?.fields else { return nil }
    let hasStates = fields.contains("state")
    let name =
      switch field {
      case "state" where !hasStates: "region"
      case "state_code" where !hasStates: "region_code"
      case "region_code" where !fields.contains("region_code"): "state_code"
      case "region" where fields.contains("macro_region"): "macro_region"
      default: field
      }
    return fields.contains(name) ? name : nil
  }

  /// The field that a column asks for, as the list calls it.
  static func checkedName(_ parts: RecordParts) throws(DiagnosticList) -> String {
    if let name = name(parts.field, in: parts.vocabulary) { return name }
    throw parts.notInLocale(
      names.filter { !coded.contains($0) || name($0, in: parts.vocabulary) != nil })
  }
}
