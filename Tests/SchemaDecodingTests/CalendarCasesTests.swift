import SchemaModel
import Testing

@Suite struct CalendarCasesTests {
  @Test func `reads the cases of each part of the calendar`() {
    let cases: [(CalendarPart, String, ClosedRange<Int>?)] = [
      (.month, "jan", 1...1), (.month, "dec", 12...12), (.month, "11", 11...11),
      (.month, "jun-aug", 6...8), (.month, "aug-jun", nil), (.month, "0", nil), (.month, "13", nil),
      (.month, "Nov", nil), (.weekday, "weekend", 6...7), (.weekday, "weekday", 1...5),
      (.weekday, "mon", 1...1), (.weekday, "7", 7...7), (.weekday, "mon-thu", 1...4),
      (.weekday, "weekend-mon", nil), (.hour, "0-6", 0...5), (.hour, "18-24", 18...23),
      (.hour, "9", 9...9), (.hour, "24", nil), (.hour, "6-6", nil), (.year, "2024", 2024...2024),
      (.year, "2023-2025", 2023...2025), (.year, "0", nil), (.year, "", nil), (.month, "-", nil),
    ]
    for (part, text, values) in cases {
      #expect(part.values(of: text) == values, "\(part) \(text)")
    }
  }

  @Test func `names cover the whole part once`() {
    for part in [CalendarPart.month, .weekday] {
      let names = part.names.filter { !["weekday", "weekend"].contains($0) }
      #expect(names.compactMap { part.values(of: $0)?.lowerBound } == Array(part.range))
    }
  }
}
