import Testing

@testable import Columnar

@Suite struct CivilTimeTests {
  @Test func `every day from 1600 to 2400 goes there and back`() {
    let first = CivilTime.days(year: 1600, month: 1, day: 1)
    let last = CivilTime.days(year: 2400, month: 12, day: 31)
    var expected = CivilTime.Day(year: 1600, month: 1, day: 1)
    for day in first...last {
      #expect(CivilTime.civil(day) == expected)
      #expect(CivilTime.days(year: expected.year, month: expected.month, day: expected.day) == day)
      expected.day += 1
      if expected.day > CivilTime.dayCount(year: expected.year, month: expected.month) {
        expected.day = 1
        expected.month += 1
        if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
      }
    }
  }

  @Test func `knows weekdays before and after 1970`() {
    #expect(CivilTime.isoWeekday(0) == 4)
    #expect(CivilTime.isoWeekday(-1) == 3)
    #expect(CivilTime.isoWeekday(CivilTime.days(year: 2024, month: 2, day: 29)) == 4)
  }

  @Test func `reads what it writes`() throws {
    for time: Int64 in [0, -1, 1_700_000_000_123_456, -62_135_596_800_000_000] {
      #expect(CivilTime.parseTimestamp(CivilTime.format(timestamp: time)) == time)
    }
    #expect(CivilTime.parseDate("2023-02-29") == nil)
    #expect(CivilTime.parseDate("2024-02-29") == CivilTime.days(year: 2024, month: 2, day: 29))
    #expect(CivilTime.parseTimestamp("2024-01-01T24:00") == nil)
  }

  @Test func `adds calendar months at the end of a month`() {
    let start = CivilTime.days(year: 2024, month: 1, day: 31)
    #expect(CivilTime.format(date: CivilTime.adding(months: 1, to: start)) == "2024-02-29")
    #expect(CivilTime.format(date: CivilTime.adding(months: -11, to: start)) == "2023-02-28")
  }
}
