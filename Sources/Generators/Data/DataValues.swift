import Columnar
import Diagnostics
import Sampling
import SchemaModel

/// Numbers, dates or times that a law is made of, as doubles, with what they count.
struct DataValues {
  private(set) var numbers: [Double] = []
  /// float64, int64, duration, or a point in time.
  let type: LogicalType
  private let places: [Place]
  private let call: GeneratorCall

  /// One value as written, in the document or in a file.
  fileprivate struct Place {
    var text: String
    var location: DocumentLocation
    var pointer: String
  }

  /// More mistakes than these in one column are counted, not listed.
  private static let problemLimit = 20

  /// Whole numbers beyond it are not all doubles.
  private static let largest = 0x1p53

  /// Values in the document.
  ///
  /// - Parameter areDrawn: whether they are values themselves, so that whole ones are whole numbers;
  ///   where values lie between them, only a declared type makes these whole.
  init(
    _ scalars: [Scalar], areDrawn: Bool, _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) {
    try self.init(
      scalars.map { Place(text: $0.text, location: $0.location, pointer: $0.pointer) },
      areDrawn: areDrawn, call, context)
  }

  /// A column of a file.
  ///
  /// - Throws: what is wrong with the file, and each cell that has no value, where it stands.
  init(
    file: Scalar, column: Scalar, _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) {
    let data: DataColumn
    do throws(DataProblem) {
      data = try context.data(file.text, column.text)
    } catch { throw DiagnosticList([.unreadable(file, error)]) }
    guard let cells = data.cells else {
      throw DiagnosticList([.noColumn(column, file, data.header)])
    }
    guard !cells.isEmpty else { throw DiagnosticList([.noRows(file)]) }
    try self.init(
      cells.map { cell in
        Place(
          text: cell.text,
          location: DocumentLocation(
            file: data.file, line: cell.line, column: cell.column, length: cell.text.utf8.count),
          pointer: "")
      }, areDrawn: true, call, context)
  }

  private init(
    _ places: [Place], areDrawn: Bool, _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) {
    self.places = places
    self.call = call
    let declared = context.declaredType.map(DataValues.counted)
    guard let type = declared ?? DataValues.inferred(places.map(\.text)) else {
      if context.isUnread("type") { throw DiagnosticList() }
      throw DiagnosticList([.notCounted(call, context.declaredType, places.first?.text)])
    }
    guard let type else {
      throw DiagnosticList([.notCounted(call, context.declaredType, places.first?.text)])
    }
    self.type = declared == nil && !areDrawn && type == .int64 ? .float64 : type
    var problems = DiagnosticList()
    var surplus = 0
    for place in places {
      let number = DataValues.number(place.text, self.type)
      if let number, number.magnitude <= (self.type == .float64 ? 1e300 : DataValues.largest) {
        numbers.append(number)
      } else if problems.all.count < DataValues.problemLimit {
        problems.report(.noValue(place.text, self.type, number, at: place.location, place.pointer))
      } else {
        surplus += 1
      }
    }
    if surplus > 0, let last = problems.all.last?.location {
      problems.report(.moreCells(surplus, at: last))
    }
    if problems.hasErrors { throw problems }
  }

  /// What a column of the type is drawn as; nil for types without numbers.
  private static func counted(_ type: LogicalType) -> LogicalType? {
    switch type {
    case .int8, .int16, .int32, .int64: .int64
    case .float32, .float64, .decimal: .float64
    case .date, .time, .duration, .timestamp: type
    case .boolean, .text, .uuid, .json, .list, .structure, .map: nil
    }
  }

  private static let candidates: [LogicalType] = [
    .int64, .float64, .date, .timestamp(utc: false), .time, .duration,
  ]

  /// The first type that reads all values; where none does, the one that reads most of them, if
  /// these are more than half: the others are mistakes then, as are those that are missing.
  private static func inferred(_ all: [String]) -> LogicalType?? {
    let texts = all.filter { !$0.isEmpty }
    var best: (type: LogicalType, count: Int)?
    for type in candidates {
      let count = texts.count { number($0, type) != nil }
      if count == texts.count { return .some(type) }
      if count > best?.count ?? 0 { best = (type, count) }
    }
    guard let best, 2 * best.count > texts.count else { return nil }
    return .some(best.type)
  }

  private static func number(_ text: String, _ type: LogicalType) -> Double? {
    switch type {
    case .int64: LiteralReader.integer(text).map { Double($0) }
    case .float64: LiteralReader.number(text)
    case .date: CivilTime.parseDate(text).map { Double($0) }
    case .timestamp: CivilTime.parseTimestamp(text).map { Double($0) }
    case .time: CivilTime.parseTime(text).map { Double($0) }
    case .duration:
      LiteralReader.duration(text).flatMap { $0.months == 0 ? Double($0.microseconds) : nil }
    default: nil
    }
  }

  /// Whole values are brought to whole numbers again; times are rounded when they are held.
  func onGrid(_ law: any Distribution, _ mode: Grid.Mode) -> any Distribution {
    switch type {
    case .int64, .date: law.discretised(to: Grid(mode: mode))
    default: law
    }
  }

  /// - Throws: the first value that lies below the one before it.
  func checkRising(strictly: Bool) throws(DiagnosticList) {
    for index in numbers.indices.dropFirst() {
      let (before, value) = (numbers[index - 1], numbers[index])
      if strictly ? value > before : value >= before { continue }
      throw DiagnosticList([
        .falling(places[index].text, places[index - 1].text, strictly, places[index])
      ])
    }
  }
}

extension Diagnostic {
  static func unreadable(_ file: Scalar, _ problem: DataProblem) -> Diagnostic {
    switch problem {
    case .damaged(let name, let line, let reason):
      return Diagnostic(
        "data-damaged", reason, at: DocumentLocation(file: name, line: line, column: 1),
        expected: "records of comma-separated values, each as long as the header")
    case .outsideFolder:
      return Diagnostic(
        "data-outside", "'\(file.text)' leads out of the document's folder", at: file.location,
        pointer: file.pointer, expected: "a relative path inside the folder, without '..'")
    case .notFound, .unreadable:
      var reason = "there is no such file"
      if case .unreadable(let text) = problem { reason = text }
      return Diagnostic(
        "data-unreadable", "'\(file.text)' cannot be read: \(reason)", at: file.location,
        pointer: file.pointer, expected: "a file inside the document's folder")
    }
  }

  static func noColumn(
    _ column: Scalar, _ file: Scalar, _ header: [String]
  ) -> Diagnostic {
    let nearest = DidYouMean.nearest(to: column.text, in: header)
    return Diagnostic(
      "data-column", "'\(file.text)' has no column '\(column.text)'", at: column.location,
      pointer: column.pointer, expected: ParameterType.oneOf(header, "columns")
    ).proposing(nearest, in: column.source)
  }

  static func noRows(_ file: Scalar) -> Diagnostic {
    Diagnostic(
      "no-data", "'\(file.text)' has no rows", at: file.location, pointer: file.pointer,
      expected: "at least one row below the header")
  }

  fileprivate static func notCounted(
    _ call: GeneratorCall, _ declared: LogicalType?, _ example: String?
  ) -> Diagnostic {
    let message =
      if let declared {
        "'empirical' gives numbers, dates and times, not \(declared.name)"
      } else {
        "values such as '\(example ?? "")' are neither numbers nor dates nor times"
      }
    return Diagnostic(
      "empirical-type", message, at: call.location, pointer: call.pointer,
      expected: "numbers, dates or times; 'choice' is for texts")
  }

  fileprivate static func noValue(
    _ text: String, _ type: LogicalType, _ number: Double?, at place: DocumentLocation,
    _ pointer: String
  ) -> Diagnostic {
    if text.isEmpty {
      return Diagnostic(
        "data-missing", "a value is missing", at: place, pointer: pointer, expected: type.example)
    }
    return Diagnostic(
      "data-value",
      number == nil
        ? "'\(text)' is not \(type.article)" : "'\(text)' has more digits than are kept",
      at: place, pointer: pointer,
      expected: number == nil ? type.example : "a number within ±2^53, or ±1e300 with a point")
  }

  fileprivate static func moreCells(_ surplus: Int, at place: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "data-value", "\(surplus) more values cannot be read either", at: place,
      expected: "a value in each")
  }

  fileprivate static func falling(
    _ text: String, _ before: String, _ strictly: Bool, _ place: DataValues.Place
  ) -> Diagnostic {
    Diagnostic(
      "falling-values", "'\(text)' stands behind '\(before)'", at: place.location,
      pointer: place.pointer, expected: strictly ? "values that rise" : "values that do not fall")
  }
}
