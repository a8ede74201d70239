import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A text of the list of places.
struct CodedField: RecordField {
  private let places: PlaceChoice
  private let known: VocabularyTexts

  init(_ parts: RecordParts) throws(DiagnosticList) {
    let name = try PlaceFields.checkedName(parts)
    places = try PlaceChoice(parts)
    guard let known = places.list.list.distinct(name) else {
      preconditionFailure("'\(name)' is text")
    }
    self.known = known
  }

  var texts: TextDictionary? { known.distinct }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let codes = try places.picks(rows).map { known.codes[Int($0)] }
    return Column(.text, .text(.dictionary(codes: codes, known.distinct)))
  }
}

/// The country of the locale.
struct CountryField: RecordField {
  private let dictionary: TextDictionary

  init(_ parts: RecordParts) throws(DiagnosticList) {
    guard let name = TextFormat.pattern(parts.field, in: parts.vocabulary) else {
      preconditionFailure("\(parts.vocabulary.locale) knows its country")
    }
    dictionary = TextDictionary([name])
  }

  var texts: TextDictionary? { dictionary }

  func column(_ rows: RecordRows) -> Column {
    Column(
      .text, .text(.dictionary(codes: [Int32](repeating: 0, count: rows.count), dictionary)))
  }
}

/// Minutes that the clocks of the place are ahead of UTC in winter.
struct OffsetField: RecordField {
  private let places: PlaceChoice
  private let minutes: [Double]
  let type = LogicalType.int32

  init(_ parts: RecordParts) throws(DiagnosticList) {
    let name = try PlaceFields.checkedName(parts)
    places = try PlaceChoice(parts)
    minutes = places.list.numbers(name)
  }

  var interval: ValueInterval {
    .exact(lower: Int128(minutes.min() ?? 0), upper: Int128(minutes.max() ?? 0))
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    Column(.int32, .int64(try places.picks(rows).map { Int64(minutes[Int($0)]) }))
  }
}

/// One coordinate of a point within the radius of the city.
///
/// - Units: degrees, to five decimals (about a metre).
struct CoordinateField: RecordField {
  private let places: PlaceChoice
  private let isLatitude: Bool
  private let latitudes: [Double]
  private let longitudes: [Double]
  private let radii: [Double]
  /// Degrees of longitude to one of a great circle, where these are longest within the radius.
  private let stretches: [Double]
  let type = LogicalType.float64

  /// Kilometres of a degree of a great circle; a little more than of the sphere of 6,371 km, so
  /// that no point lies outside its radius by rounding.
  private static let kilometresPerDegree = 111.5

  init(_ parts: RecordParts) throws(DiagnosticList) {
    _ = try PlaceFields.checkedName(parts)
    places = try PlaceChoice(parts)
    isLatitude = parts.field == "latitude"
    latitudes = places.list.numbers("latitude")
    longitudes = places.list.numbers("longitude")
    let radii = places.list.numbers("radius_km")
    self.radii = radii
    stretches = latitudes.indices.map { [latitudes] city in
      let edge = abs(latitudes[city]) - radii[city] / CoordinateField.kilometresPerDegree
      return 1 / Elementary.cos(max(0, edge) * Double.pi / 180)
    }
  }

  var interval: ValueInterval {
    isLatitude ? .float(lower: -90, upper: 90) : .float(lower: -180, upper: 180)
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let picks = try places.picks(rows)
    let distances = rows.place.lane("distance").uniforms(for: rows.keys)
    let turns = rows.place.lane("direction").uniforms(for: rows.keys)
    var values = [Double](repeating: 0, count: rows.count)
    for row in picks.indices {
      let city = Int(picks[row])
      // Even over the disc; two thousandths of it are left for rounding.
      let degrees =
        0.998 * radii[city] * distances[row].squareRoot() / CoordinateField.kilometresPerDegree
      let angle = 2 * Double.pi * turns[row]
      let value =
        isLatitude
        ? latitudes[city] + degrees * Elementary.cos(angle)
        : longitudes[city] + degrees * Elementary.sin(angle) * stretches[city]
      values[row] = (value * 1e5).rounded() / 1e5
    }
    return Column(.float64, .float64(values))
  }
}

/// Which postcode of its city each row's place has.
struct Postcodes: Sendable {
  let places: PlaceChoice
  let texts: TextDictionary
  private let firsts: [Double]
  private let counts: [Double]

  init(_ parts: RecordParts) throws(DiagnosticList) {
    places = try PlaceChoice(parts)
    texts = parts.list("postcodes").texts("postcode")
    firsts = places.list.numbers("first_postcode")
    counts = places.list.numbers("postcode_count")
  }

  func codes(of picks: [Int32], _ rows: RecordRows) -> [Int32] {
    let draws = rows.place.lane("postcode").bits(for: rows.keys)
    return picks.indices.map { row in
      let city = Int(picks[row])
      return Int32(firsts[city])
        + Int32(draws[row].multipliedFullWidth(by: UInt64(counts[city])).high)
    }
  }
}

struct PostcodeField: RecordField {
  private let postcodes: Postcodes

  init(_ postcodes: Postcodes) { self.postcodes = postcodes }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let picks = try postcodes.places.picks(rows)
    return Column(
      .text, .text(.dictionary(codes: postcodes.codes(of: picks, rows), postcodes.texts)))
  }
}

/// A street with a number, alone or with all that a letter needs.
struct AddressField: RecordField {
  private let street: TextFormat
  private let address: TextFormat
  private let postcodes: Postcodes
  private let streets: WeightedList
  private let suffixes: WeightedList?
  /// How the list of places calls the fields that the pattern names.
  private let fields: [String: String]

  init(_ parts: RecordParts) throws(DiagnosticList) {
    street = TextFormat("street_address", in: parts.vocabulary)
    address = TextFormat(parts.field, in: parts.vocabulary)
    postcodes = try Postcodes(parts)
    streets = parts.list("street_names")
    suffixes = parts.vocabulary.list("street_suffixes").map { _ in parts.list("street_suffixes") }
    var fields: [String: String] = [:]
    for field in address.fields where !["postcode", "street_address"].contains(field) {
      fields[field] = PlaceFields.name(field, in: parts.vocabulary)
    }
    self.fields = fields
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    var assembly = TextAssembly(count: rows.count)
    // A street alone does not depend on its city.
    let picks =
      address.fields.contains { !AddressField.isOfStreet($0) }
      ? try postcodes.places.picks(rows) : []
    try address.add(to: &assembly) { (field, _, assembly) throws(EvaluationError) in
      switch field {
      case "street_address":
        try street.add(to: &assembly) { (field, index, assembly) throws(EvaluationError) in
          addStreet(field, index, rows, to: &assembly)
        }
      case "postcode":
        assembly.add(.coded(postcodes.texts.values, postcodes.codes(of: picks, rows)))
      default:
        if let name = fields[field] {
          assembly.add(.coded(postcodes.places.list.texts(name).values, picks))
        } else {
          addStreet(field, 0, rows, to: &assembly)
        }
      }
    }
    return Column(.text, .text(.plain(assembly.texts())))
  }

  private static func isOfStreet(_ field: String) -> Bool {
    ["street", "suffix"].contains(field) || field.hasPrefix("number")
  }

  /// - Parameter index: where the field stands in its pattern, so that each number is drawn by
  ///   itself.
  private func addStreet(
    _ field: String, _ index: Int, _ rows: RecordRows, to assembly: inout TextAssembly
  ) {
    let place = rows.place
    switch field {
    case "street":
      assembly.add(
        .coded(streets.texts("name").values, streets.picks(place.lane("street"), rows.keys)))
    case "suffix":
      guard let suffixes else { preconditionFailure("no street suffixes") }
      assembly.add(
        .coded(suffixes.texts("suffix").values, suffixes.picks(place.lane("suffix"), rows.keys)))
    default:
      let limit = field.split(separator: ":").dropFirst().first.flatMap { Double($0) }
      let number = place.lane("number")
      let draws = limit == nil ? number : number.lane(UInt64(index))
      // Low numbers are common, as streets are short.
      assembly.add(
        .number(draws.uniforms(for: rows.keys).map { 1 + UInt64($0 * $0 * (limit ?? 9_999)) }))
    }
  }
}
