/// The units of lengths of time, as documents and expressions write them: `90d`, `12mo`.
package enum TimeUnit {
  // In microseconds.
  package static let second: Int64 = 1_000_000
  package static let minute = 60 * second
  package static let hour = 60 * minute
  package static let day = CivilTime.microsecondsPerDay
  package static let week = 7 * day
  /// A mean month of the Gregorian calendar, 30.436875 days: what months count beside microseconds.
  package static let month: Int64 = 2_629_746_000_000

  /// Units of one length, shortest first.
  package static let fixed: [(name: String, microseconds: Int64)] = [
    ("us", 1), ("ms", 1000), ("s", second), ("min", minute), ("h", hour), ("d", day), ("w", week),
  ]
  /// Units of the calendar, whose length depends on where they begin.
  package static let calendar: [(name: String, months: Int64)] = [("mo", 1), ("y", 12)]

  /// The longest that calendar months may be.
  package static let monthLimit: Int64 = 12 * 9999

  package static func microseconds(_ name: String) -> Int64? {
    fixed.first { $0.name == name }?.microseconds
  }

  package static func months(_ name: String) -> Int64? {
    calendar.first { $0.name == name }?.months
  }
}
