import Columnar
import Diagnostics

/// A whole number read off the time of day.
protocol ClockPart: ExpressionFunction {
  /// Microseconds of one unit, and how many units go round.
  static var unit: Int64 { get }
  static var modulus: Int64 { get }
}

extension ClockPart {
  package static var signature: String { "\(name)(timestamp or time) → int64" }
  package static var arity: ClosedRange<Int> { 1...1 }

  package static func lower(
    _ call: FunctionCall, _ work: inout Compilation
  ) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    guard let type = term.type, type.isTimestamp || type == .time else {
      throw call.wrongType(0, "a timestamp or time")
    }
    let (unit, modulus) = (Self.unit, Self.modulus)
    return work.emit(
      [term], .int64, at: call.place, interval: .exact(lower: 0, upper: Int128(modulus - 1)),
      isBounded: true, sql: sql.pattern,
      Kernels.integer { time in
        let day = CivilTime.microsecondsPerDay
        let rest = time % day
        return (rest < 0 ? rest &+ day : rest) / unit % modulus
      })
  }
}

/// `hour(t)`: 0…23.
enum Hour: ClockPart {
  static let name = "hour"
  static let summary = "The hour of the day, 0 to 23."
  static let sql = FunctionSQL.pattern("CAST(extract(hour FROM {0}) AS BIGINT)")
  static let example = "hour(event_time) between 9 and 17"
  static let unit = TimeUnit.hour
  static let modulus: Int64 = 24
}

/// `minute(t)`: 0…59.
enum Minute: ClockPart {
  static let name = "minute"
  static let summary = "The minute of the hour, 0 to 59."
  static let sql = FunctionSQL.pattern("CAST(extract(minute FROM {0}) AS BIGINT)")
  static let example = "minute(event_time)"
  static let unit = TimeUnit.minute
  static let modulus: Int64 = 60
}

/// `second(t)`: 0…59.
enum Second: ClockPart {
  static let name = "second"
  static let summary = "The whole second of the minute, 0 to 59."
  static let sql = FunctionSQL.pattern("CAST(extract(second FROM {0}) AS BIGINT)")
  static let example = "second(event_time)"
  static let unit = TimeUnit.second
  static let modulus: Int64 = 60
}
