import Columnar
import Diagnostics
import Generators
import SchemaModel

/// The days in which rows may arrive; both ends are included.
struct ArrivalWindow {
  var first: Int64
  var last: Int64

  /// `from` and `to`, or the timeframe's.
  static func read(
    _ arrivals: ArrivalsSpec, of table: TableState, _ constants: Constants
  ) throws(DiagnosticList) -> ArrivalWindow {
    let reader = ConstantReader(constants: constants)
    let all = arrivals.arguments
    var first = constants.timeframe?.first
    var last = constants.timeframe?.last
    var attempts = Attempts()
    if let from = all["from"] {
      first = attempts.run { () throws(DiagnosticList) in try reader.day(from) }
    }
    if let to = all["to"] {
      last = attempts.run { () throws(DiagnosticList) in try reader.day(to) }
    }
    if attempts.hasFailed || all.isUnread(anyOf: ["from", "to"]) { throw attempts.problems }
    if first == nil || last == nil, constants.isTimeframeUnknown { throw DiagnosticList() }
    guard let first, let last else {
      throw DiagnosticList([
        Diagnostic(
          "no-window", "the arrivals of '\(table.name)' have no window", at: all.location,
          pointer: all.pointer, expected: "'from' and 'to', or a 'timeframe' of the document")
      ])
    }
    guard first <= last else {
      throw DiagnosticList([
        Diagnostic(
          "empty-window",
          "arrivals end on \(CivilTime.format(date: last)), before they begin on "
            + CivilTime.format(date: first), at: all["to"]?.location ?? all.location,
          pointer: all.pointer, expected: "'to' on or after 'from'")
      ])
    }
    return ArrivalWindow(first: first, last: last)
  }

  var dayCount: Int { Int(last - first) + 1 }
}
