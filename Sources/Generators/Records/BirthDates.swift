import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// The day each row's person was born on: as given, else that of an adult who is alive on the last
/// day of the dataset.
struct BirthDates: Sendable {
  private let given: RecordFact?
  private let lastDay: Int64

  /// Ages of adults in full years, with rough shares of a grown population.
  private static let ages: [(years: ClosedRange<Int>, share: Double)] = [
    (18...24, 12), (25...34, 18), (35...44, 17), (45...54, 16), (55...64, 16), (65...74, 12),
    (75...84, 7), (85...94, 2),
  ]
  private static let alias = AliasTable(weights: ages.map(\.share))
  private static let daysPerYear = 365.2425
  private static let oldestInDays = Int64(
    Double((ages.last?.years.upperBound ?? 0) + 1) * daysPerYear)

  init(_ parts: RecordParts) throws(DiagnosticList) {
    given = try parts.fact("birth_date")
    try given?.check([.date, .timestamp(utc: false), .timestamp(utc: true)], "a date")
    guard let given else {
      lastDay = try parts.timeframe().upperBound
      if lastDay - BirthDates.oldestInDays < CivilTime.dayRange.lowerBound {
        throw DiagnosticList([.tooEarly(parts.call)])
      }
      return
    }
    lastDay = parts.context.timeframe?.upperBound ?? CivilTime.dayRange.upperBound
    if case .exact(let first, _) = given.source.interval,
      first / (given.source.type == .date ? 1 : Int128(CivilTime.microsecondsPerDay)) > lastDay
    {
      throw DiagnosticList([.notYetBorn(given, lastDay)])
    }
  }

  /// Whether all of whom the days are given are born by the last one.
  func checkAllBorn(_ parts: RecordParts) throws(DiagnosticList) {
    guard let given, let column = given.source as? GivenColumn, column.isFree,
      parts.scope.isOfAllRows, column.type == .date,
      case .exact(_, let last) = column.interval, last > lastDay
    else { return }
    throw DiagnosticList([.mayBeUnborn(given, Int64(clamping: last), lastDay)])
  }

  var isNullable: Bool { given?.source.isNullable ?? false }

  var interval: ValueInterval {
    if given != nil {
      return .exact(
        lower: Int128(CivilTime.dayRange.lowerBound), upper: Int128(CivilTime.dayRange.upperBound))
    }
    return .exact(lower: Int128(lastDay - BirthDates.oldestInDays), upper: Int128(lastDay))
  }

  /// Dates; null where what is given is.
  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    if let given { return try BirthDates.days(of: try given.source.generate(rows.request)) }
    let picks = BirthDates.alias.picks(rows.person.lane("age"), rows.keys)
    let places = rows.person.lane("birth").uniforms(for: rows.keys)
    return Column(
      .date,
      .int64(
        picks.indices.map { row in
          let years = BirthDates.ages[Int(picks[row])].years
          let age = Double(years.lowerBound) + places[row] * Double(years.count)
          return lastDay - Int64(age * BirthDates.daysPerYear)
        }))
  }

  private static func days(of column: Column) throws(EvaluationError) -> Column {
    guard case .int64(let values) = column.values, column.type != .date else { return column }
    return Column(
      .date, .int64(values.map { CivilTime.day(ofMicroseconds: $0) }), validity: column.validity)
  }

  /// Full years on the last day of the dataset, of people who are born by then.
  func ages(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let born = try column(rows)
    guard case .int64(let days) = born.values else { preconditionFailure("days") }
    if let given, let late = days.indices.first(where: { !born.isNull($0) && days[$0] > lastDay }) {
      throw given.failure(
        row: late, "a person born on \(CivilTime.format(date: days[late])) has no age yet",
        expected: BirthDates.byThen(lastDay))
    }
    let last = CivilTime.civil(lastDay)
    return Column(
      .int32,
      .int64(
        days.map { day in
          let birth = CivilTime.civil(day)
          let isBefore = (last.month, last.day) < (birth.month, birth.day)
          return Int64(last.year - birth.year - (isBefore ? 1 : 0))
        }), validity: born.validity)
  }

  fileprivate static func byThen(_ lastDay: Int64) -> String {
    "a day up to \(CivilTime.format(date: lastDay)), the last of 'timeframe'"
  }
}

extension Diagnostic {
  fileprivate static func notYetBorn(_ given: RecordFact, _ lastDay: Int64) -> Diagnostic {
    Diagnostic(
      "not-yet-born", "nobody is born by the end of the timeframe",
      at: given.written.place, pointer: given.written.pointer, expected: BirthDates.byThen(lastDay))
  }

  fileprivate static func mayBeUnborn(
    _ given: RecordFact, _ day: Int64, _ lastDay: Int64
  ) -> Diagnostic {
    Diagnostic(
      "not-yet-born", "this may be \(CivilTime.format(date: day)), of which nobody has an age yet",
      at: given.written.place, pointer: given.written.pointer, expected: BirthDates.byThen(lastDay))
  }

  fileprivate static func tooEarly(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "timeframe-too-early", "people of up to 95 years are born before the year 1",
      at: call.location, pointer: call.pointer,
      expected: "a timeframe that ends in the year 97 or later, or 'given: {birth_date: …}'")
  }
}
