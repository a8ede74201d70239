import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A coordinate of a point on the earth: inside a polygon, or within a distance of another point.
///
/// - Units: degrees.
/// - Draws: lanes of what the columns of a row share under `point`: two around a point, three in a
///   polygon.
struct PointKind: RecordWord {
  static let shared = ["polygon", "around", "radius"]
  static let syntax = GeneratorSyntax(
    "point",
    "A coordinate of the point this row describes, in degrees: the columns of one row agree where they are told the same.",
    argument: .word(["latitude", "longitude"]),
    options: [
      Parameter(
        "polygon", .list(of: .list(of: .number(-180...180, .none))),
        "Corners as [latitude, longitude], in order around: points lie inside, even over the map."),
      Parameter(
        "around", .list(of: .number(-180...180, .row)),
        "[latitude, longitude] that points lie around, even over the ground; expressions may tell them by row."
      ),
      Parameter(
        "radius", .number(0...Sphere.farthest, .row),
        "How many kilometres points lie at most from `around`."), of,
    ])

  private enum Area {
    case polygon(PolygonArea)
    case around(NumericArgument, NumericArgument, radius: NumericArgument)
  }

  private let isLatitude: Bool
  private let area: Area
  private let stream: RecordStream
  let type = LogicalType.float64
  let interval: ValueInterval

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    isLatitude = try call.literal().text == "latitude"
    stream = PointKind.stream(call)
    let options = call.options
    if options.isUnread(anyOf: ["polygon", "around", "radius"]) { throw DiagnosticList() }
    let whole = isLatitude ? -90.0...90.0 : -180.0...180.0
    switch (options["polygon"], options["around"]) {
    case (let corners?, nil):
      if options["radius"] != nil { throw DiagnosticList([.radiusAlone(call)]) }
      let polygon = try PointKind.polygon(corners, call)
      area = .polygon(polygon)
      let range = isLatitude ? polygon.latitudes : polygon.longitudes
      interval = .float(lower: range.lowerBound, upper: range.upperBound)
    case (nil, let centre?):
      area = try PointKind.around(centre, call, context)
      interval = .float(lower: whole.lowerBound, upper: whole.upperBound)
    default: throw DiagnosticList([.noArea(call)])
    }
  }

  private static func polygon(
    _ value: ArgumentValue, _ call: GeneratorCall
  ) throws(DiagnosticList) -> PolygonArea {
    guard case .list(let items, _) = value else { throw DiagnosticList() }
    var corners: [PolygonArea.Point] = []
    var problems = DiagnosticList()
    for item in items {
      guard case .list(let pair, let location) = item, !pair.contains(where: \.isUnread) else {
        throw DiagnosticList()
      }
      let numbers = pair.compactMap { value -> Double? in
        guard case .literal(let scalar) = value else { return nil }
        return LiteralReader.number(scalar.text)
      }
      guard numbers.count == 2, numbers[0].magnitude <= 90 else {
        problems.report(.badCorner(location, call))
        continue
      }
      corners.append(PolygonArea.Point(latitude: numbers[0], longitude: numbers[1]))
    }
    if problems.hasErrors { throw problems }
    guard Set(corners).count >= 3 else { throw DiagnosticList([.fewCorners(call)]) }
    do throws(PolygonArea.Problem) {
      return try PolygonArea(corners)
    } catch { throw DiagnosticList([.badPolygon(error, call)]) }
  }

  private static func around(
    _ value: ArgumentValue, _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) -> Area {
    var attempts = Attempts()
    let radius = attempts.run { () throws(DiagnosticList) in
      guard let radius = call.options["radius"] else { throw DiagnosticList([.noRadius(call)]) }
      return try NumericArgument(radius, in: context)
    }
    guard case .list(let pair, let location) = value else { throw DiagnosticList() }
    let centre = attempts.run { () throws(DiagnosticList) -> [NumericArgument] in
      guard pair.count == 2 else { throw DiagnosticList([.badCorner(location, call)]) }
      let latitude = try NumericArgument(pair[0], in: context)
      if let constant = latitude.constant, constant.magnitude > 90 {
        throw DiagnosticList([.badCorner(location, call)])
      }
      return [latitude, try NumericArgument(pair[1], in: context)]
    }
    guard let radius, let centre else { throw attempts.problems }
    return .around(centre[0], centre[1], radius: radius)
  }

  var isNullable: Bool {
    switch area {
    case .polygon: false
    case .around(let latitude, let longitude, let radius):
      latitude.isNullable || longitude.isNullable || radius.isNullable
    }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let stream = stream(request)
    switch area {
    case .polygon(let polygon):
      let points = polygon.points(stream, request.rowKeys)
      return Column(.float64, .float64(points.map { isLatitude ? $0.latitude : $0.longitude }))
    case .around(let latitude, let longitude, let radius):
      let (values, validity) = try LawDraws.arguments([latitude, longitude, radius], request)
      let far = stream.uniforms(for: request.rowKeys)
      let turned = stream.lane("direction").uniforms(for: request.rowKeys)
      var result = [Double](repeating: 0, count: request.count)
      for row in result.indices where validity?[row] ?? true {
        guard values[0][row].magnitude <= 90, values[1][row].magnitude <= 180,
          (0...Sphere.farthest).contains(values[2][row])
        else { throw .outsideEarth(row, values.map { $0[row] }) }
        let point = Sphere.point(
          around: values[0][row], values[1][row], within: values[2][row], far[row], turned[row])
        result[row] = isLatitude ? point.latitude : point.longitude
      }
      return Column(.float64, .float64(result), validity: validity)
    }
  }
}

extension EvaluationError {
  fileprivate static func outsideEarth(_ row: Int, _ values: [Double]) -> EvaluationError {
    EvaluationError(
      row: row,
      message:
        "\(values[2]) km around latitude \(values[0]), longitude \(values[1]) is not on the earth",
      code: "outside-earth",
      expected:
        "a latitude within ±90, a longitude within ±180, a radius of 0 to \(Int(Sphere.farthest)) km",
      words: ["around"])
  }
}

extension Diagnostic {
  fileprivate static func noArea(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "point-without-area", "'point' needs to know where points may lie", at: call.location,
      pointer: call.pointer, expected: "either 'polygon', or 'around' with 'radius'")
  }

  fileprivate static func radiusAlone(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "radius-without-use", "'radius' has no use beside 'polygon'",
      at: call.options.location(of: "radius"), pointer: call.pointer,
      expected: "'radius' beside 'around'")
  }

  fileprivate static func noRadius(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "around-without-radius", "'around' lacks 'radius'", at: call.options.location(of: "around"),
      pointer: call.pointer, expected: "'radius' with a number of kilometres")
  }

  fileprivate static func badCorner(
    _ location: DocumentLocation, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "bad-coordinates", "these are no latitude and longitude", at: location,
      pointer: call.pointer, expected: "[latitude within ±90, longitude within ±180]")
  }

  fileprivate static func fewCorners(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "bad-polygon", "'polygon' has fewer than three corners",
      at: call.options.location(of: "polygon"), pointer: call.pointer,
      expected: "at least three corners that differ")
  }

  fileprivate static func badPolygon(
    _ problem: PolygonArea.Problem, _ call: GeneratorCall
  ) -> Diagnostic {
    let message =
      switch problem {
      case .crosses(let first, let second):
        "the sides of 'polygon' from corner \(first + 1) and from corner \(second + 1) cross"
      case .hasNoArea: "the corners of 'polygon' lie on one line"
      }
    return Diagnostic(
      "bad-polygon", message, at: call.options.location(of: "polygon"), pointer: call.pointer,
      expected: "corners in order around an area")
  }
}
