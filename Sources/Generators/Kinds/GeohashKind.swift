import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// The cell of a grid over the earth, as a short text: of the row's coordinates, or anywhere.
///
/// - Draws: none with coordinates; those of a pattern without.
/// - Reference: Niemeyer (2008); CTA-5009-A, annex A.
struct GeohashKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "geohash",
    "A geohash: of the point that `latitude` and `longitude` tell, or anywhere on earth.",
    argument: .integer(1...12, .none),
    options: [
      Parameter("latitude", .number(-90...90, .row), "Degrees, such as `= lat`."),
      Parameter("longitude", .number(-180...180, .row), "Degrees, such as `= lon`."),
    ])

  private static let digits = Array("0123456789bcdefghjkmnpqrstuvwxyz".utf8)

  private enum Source {
    case point(latitude: NumericArgument, longitude: NumericArgument)
    case anywhere(CodeTexts)
  }

  private let precision: Int
  private let source: Source
  let type = LogicalType.text
  let isUnique: Bool

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    guard let precision = LiteralReader.integer(try call.literal().text) else {
      throw DiagnosticList()
    }
    self.precision = Int(precision)
    if call.options.isUnread(anyOf: ["latitude", "longitude"]) { throw DiagnosticList() }
    switch (call.options["latitude"], call.options["longitude"]) {
    case (nil, nil):
      let form = CodeForm("cell", "[0-9b-hjkmnp-z]{\(precision)}")
      let texts = form.texts()
      if context.isUnique, let rows = context.rowCount, UInt128(rows) > texts.count {
        throw DiagnosticList([.tooFewCells(call, texts.count, rows)])
      }
      (source, isUnique) = (.anywhere(texts), context.isUnique)
    case (let latitude?, let longitude?):
      var attempts = Attempts()
      let first = attempts.run { () throws(DiagnosticList) in
        try NumericArgument(latitude, in: context)
      }
      let second = attempts.run { () throws(DiagnosticList) in
        try NumericArgument(longitude, in: context)
      }
      guard let first, let second else { throw attempts.problems }
      (source, isUnique) = (.point(latitude: first, longitude: second), false)
    case (_?, nil): throw DiagnosticList([.halfAPoint(call, "longitude")])
    case (nil, _?): throw DiagnosticList([.halfAPoint(call, "latitude")])
    }
  }

  var isNullable: Bool {
    if case .point(let latitude, let longitude) = source {
      return latitude.isNullable || longitude.isNullable
    }
    return false
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    switch source {
    case .anywhere(let texts):
      let text =
        isUnique
        ? try texts.distinct(request.stream, request.ranks)
        : texts.drawn(request.stream, request.rowKeys)
      return Column(.text, .text(.plain(text)))
    case .point(let latitude, let longitude):
      let (values, validity) = try LawDraws.arguments([latitude, longitude], request)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(request.count * precision)
      for row in 0..<request.count {
        let isKnown = validity?[row] ?? true
        let (north, east) = isKnown ? (values[0][row], values[1][row]) : (0, 0)
        guard north.magnitude <= 90, east.magnitude <= 180 else {
          throw EvaluationError(
            row: row, message: "latitude \(north), longitude \(east) is not on the earth",
            code: "outside-earth", expected: "a latitude within ±90, a longitude within ±180",
            words: ["latitude"])
        }
        append(north, east, to: &bytes)
      }
      return Column(
        .text, .text(.plain(PlainText(count: request.count, length: precision, bytes: bytes))),
        validity: validity)
    }
  }

  /// Halves both ranges in turn, the longitudes first; five halvings are a digit.
  private func append(_ latitude: Double, _ longitude: Double, to bytes: inout [UInt8]) {
    var (south, north, west, east) = (-90.0, 90.0, -180.0, 180.0)
    var digit = 0
    for bit in 0..<5 * precision {
      digit = digit << 1
      if bit % 2 == 0 {
        let middle = 0.5 * (west + east)
        if longitude >= middle { (west, digit) = (middle, digit | 1) } else { east = middle }
      } else {
        let middle = 0.5 * (south + north)
        if latitude >= middle { (south, digit) = (middle, digit | 1) } else { north = middle }
      }
      if bit % 5 == 4 {
        bytes.append(GeohashKind.digits[digit])
        digit = 0
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func halfAPoint(_ call: GeneratorCall, _ word: String) -> Diagnostic {
    Diagnostic(
      "half-a-point", "'geohash' lacks '\(word)'", at: call.location, pointer: call.pointer,
      expected: "both 'latitude' and 'longitude', or none for anywhere on earth")
  }

  fileprivate static func tooFewCells(
    _ call: GeneratorCall, _ size: UInt128, _ rows: Int
  ) -> Diagnostic {
    Diagnostic(
      "space-too-small",
      "\(rows) rows cannot have different values from \(size) cells, "
        + "\(UInt128(rows) - size) too few",
      at: call.location, pointer: call.pointer, expected: "more digits")
  }
}
