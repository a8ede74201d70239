import Columnar

/// Dates and times as ISO 8601 writes them; the day met last is kept, for times come in order.
struct TimeDigits {
  private var day = Int64.min
  private var digits: UInt64 = 0

  /// `2024-11-29`
  @inline(__always) @_lifetime(cursor: copy cursor)
  mutating func append(date: Int64, to cursor: inout ByteCursor) {
    if date != day {
      let civil = CivilTime.civil(date)
      day = date
      digits = Digits.eight(UInt64(civil.year * 10_000 + civil.month * 100 + civil.day))
    }
    cursor.append(UInt32(truncatingIfNeeded: digits))
    cursor.append(ascii: "-")
    cursor.append(UInt16(truncatingIfNeeded: digits &>> 32))
    cursor.append(ascii: "-")
    cursor.append(UInt16(truncatingIfNeeded: digits &>> 48))
  }

  /// `18:30:00.123456`, from microseconds since midnight.
  @inline(__always) @_lifetime(cursor: copy cursor)
  static func append(time: Int64, to cursor: inout ByteCursor) {
    let microseconds = UInt64(bitPattern: time)
    let seconds = microseconds / 1_000_000
    let minutes = seconds / 60
    let hours = minutes / 60
    let high = hours &* 10_000
    let middle = (minutes &- hours &* 60) &* 100
    let clock = Digits.eight(high &+ middle &+ (seconds &- minutes &* 60))
    cursor.append(UInt16(truncatingIfNeeded: clock &>> 16))
    cursor.append(ascii: ":")
    cursor.append(UInt16(truncatingIfNeeded: clock &>> 32))
    cursor.append(ascii: ":")
    cursor.append(UInt16(truncatingIfNeeded: clock &>> 48))
    cursor.append(ascii: ".")
    cursor.append(digits: microseconds &- seconds &* 1_000_000, count: 6)
  }

  /// `2024-11-29T18:30:00.123456`, with `Z` for UTC.
  @inline(__always) @_lifetime(cursor: copy cursor)
  mutating func append(timestamp: Int64, utc: Bool, to cursor: inout ByteCursor) {
    let date = CivilTime.day(ofMicroseconds: timestamp)
    append(date: date, to: &cursor)
    cursor.append(ascii: "T")
    TimeDigits.append(time: timestamp &- date &* CivilTime.microsecondsPerDay, to: &cursor)
    if utc { cursor.append(ascii: "Z") }
  }
}
