/// Dates and timestamps of the proleptic Gregorian calendar, without zone or leap seconds.
///
/// - Units: days and microseconds since 1970-01-01; years 0001…9999.
/// - Reference: Hinnant, *chrono-Compatible Low-Level Date Algorithms*.
package enum CivilTime {
  package static let microsecondsPerDay: Int64 = 86_400_000_000
  package static let microsecondsPerSecond: Int64 = 1_000_000
  /// Days of 0001-01-01…9999-12-31.
  package static let dayRange: ClosedRange<Int64> = -719_162...2_932_896

  package struct Day: Hashable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int

    package init(year: Int, month: Int, day: Int) {
      self.year = year
      self.month = month
      self.day = day
    }
  }

  @inlinable package static func days(year: Int, month: Int, day: Int) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  package static func civil(_ days: Int64) -> Day {
    let z = Int(days) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return Day(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// 1 for Monday … 7 for Sunday.
  package static func isoWeekday(_ days: Int64) -> Int {
    let remainder = Int((days + 3) % 7)
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  package static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Calendar months added; a day the month does not have becomes its last day.
  package static func adding(months: Int, to days: Int64) -> Int64 {
    let start = civil(days)
    let total = start.year * 12 + start.month - 1 + months
    let year = total >= 0 ? total / 12 : (total - 11) / 12
    let month = total - year * 12 + 1
    return self.days(
      year: year, month: month, day: min(start.day, dayCount(year: year, month: month)))
  }

  /// The day a timestamp falls in; correct before 1970 too.
  @inlinable package static func day(ofMicroseconds time: Int64) -> Int64 {
    let quotient = time / 86_400_000_000
    return time % 86_400_000_000 < 0 ? quotient - 1 : quotient
  }

  /// `2024-11-29`; nil for anything else, impossible days included.
  package static func parseDate(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45,
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), year >= 1, (1...12).contains(month), day >= 1,
      day <= dayCount(year: year, month: month)
    else { return nil }
    return days(year: year, month: month, day: day)
  }

  /// `2024-11-29 18:30`, `2024-11-29T18:30:05.25`; a date alone is its midnight.
  package static func parseTimestamp(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let date = parseDate(String(decoding: bytes[0..<10], as: UTF8.self))
    else { return nil }
    if bytes.count == 10 { return date * microsecondsPerDay }
    guard bytes[10] == 32 || bytes[10] == 84, let clock = clock(bytes[11...]) else { return nil }
    return date * microsecondsPerDay + clock
  }

  /// `18:30`, `18:30:05.25`: microseconds since midnight.
  package static func parseTime(_ text: String) -> Int64? { clock(Array(text.utf8)[...]) }

  private static func clock(_ text: ArraySlice<UInt8>) -> Int64? {
    let bytes = Array(text)
    guard bytes.count >= 5, bytes[2] == 58, let hour = number(bytes[0..<2]),
      let minute = number(bytes[3..<5]), hour < 24, minute < 60
    else { return nil }
    var microseconds = Int64(hour * 3600 + minute * 60) * microsecondsPerSecond
    if bytes.count > 5 {
      guard bytes.count >= 8, bytes[5] == 58, let second = number(bytes[6..<8]), second < 60
      else { return nil }
      microseconds += Int64(second) * microsecondsPerSecond
    }
    if bytes.count > 8 {
      let digits = bytes[9...]
      guard bytes[8] == 46, (1...6).contains(digits.count), let fraction = number(digits)
      else { return nil }
      var scaled = Int64(fraction)
      for _ in digits.count..<6 { scaled *= 10 }
      microseconds += scaled
    }
    return microseconds
  }

  package static func format(date days: Int64) -> String {
    let day = civil(days)
    return "\(padded(day.year, 4))-\(padded(day.month, 2))-\(padded(day.day, 2))"
  }

  /// `2024-11-29 18:30:00`, with six digits behind the point where there is a fraction.
  package static func format(timestamp time: Int64) -> String {
    let date = day(ofMicroseconds: time)
    let rest = time - date * microsecondsPerDay
    let seconds = Int(rest / microsecondsPerSecond)
    let clock =
      "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    let fraction = Int(rest % microsecondsPerSecond)
    return format(date: date) + " " + clock + (fraction == 0 ? "" : "." + padded(fraction, 6))
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in digits {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }
}
