import Columnar

extension Kernels {
  /// Calendar months added to dates, or to timestamps keeping the time of day.
  static func addMonths(isDate: Bool, isChecked: Bool) -> Kernel {
    { arguments, count in
      let (times, months) = (arguments[0].int64(count), arguments[1].int64(count))
      let lane = times.zip(months, count) { time, months in
        shifted(time, by: months, isDate: isDate) ?? 0
      }
      guard isChecked else { return Operand(.int64(lane), strictIn: arguments) }
      let rows = Operand.wrongRows(count, among: arguments) {
        shifted(times[$0], by: months[$0], isDate: isDate) == nil
      }
      let errors = rows.map {
        RowErrors(rows: $0, describe: { _ in "the months lead out of the years 1 to 9999" })
      }
      return Operand(.int64(lane), strictIn: arguments, raising: errors)
    }
  }

  /// Nil outside the years 1…9999.
  static func shifted(_ time: Int64, by months: Int64, isDate: Bool) -> Int64? {
    guard months.magnitude <= TimeUnit.monthLimit else { return nil }
    let day = isDate ? time : CivilTime.day(ofMicroseconds: time)
    guard CivilTime.dayRange.contains(day) else { return nil }
    let result = CivilTime.adding(months: Int(months), to: day)
    guard CivilTime.dayRange.contains(result) else { return nil }
    return isDate ? result : time + (result - day) * CivilTime.microsecondsPerDay
  }

  /// Whole calendar months from one instant to another: the most that can be added to the first
  /// without passing the second; negative when the second is earlier.
  static func months(from start: Int64, to end: Int64, isDate: Bool) -> Int64 {
    if end < start { return -months(from: end, to: start, isDate: isDate) }
    let (first, last) =
      isDate
      ? (start, end)
      : (CivilTime.day(ofMicroseconds: start), CivilTime.day(ofMicroseconds: end))
    guard CivilTime.dayRange.contains(first), CivilTime.dayRange.contains(last) else { return 0 }
    let (a, b) = (CivilTime.civil(first), CivilTime.civil(last))
    let guess = Int64((b.year - a.year) * 12 + b.month - a.month)
    guard let reached = shifted(start, by: guess, isDate: isDate) else { return guess }
    return reached > end ? guess - 1 : guess
  }

  /// A part of a date; days outside the calendar, which only null rows hold, give 0.
  static func datePart(_ body: @escaping @Sendable (CivilTime.Day) -> Int) -> Kernel {
    integer { day in
      CivilTime.dayRange.contains(day) ? Int64(body(CivilTime.civil(day))) : 0
    }
  }
}
