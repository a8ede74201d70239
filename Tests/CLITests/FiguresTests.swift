import Testing

@testable import CLI

@Suite struct FiguresTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"), (-100, "-100"),
    (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `digits stand in threes`(number: Int, expected: String) {
    #expect(Figures.grouped(number) == expected)
  }

  @Test(arguments: [
    (0.0, "0"), (999, "999"), (999.6, "1.00 k"), (1_234, "1.23 k"), (9_996, "10.0 k"),
    (45_600_000, "45.6 M"), (123_456_789, "123 M"), (999_600_000, "1.00 G"),
    (5_000_000_000_000_000, "5000 T"),
  ])
  func `short numbers keep three digits`(number: Double, expected: String) {
    #expect(Figures.short(number) == expected)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_000, "1.00 kB"), (1_006, "1.01 kB"), (80_000, "80.0 kB"),
    (1 << 40, "1.10 TB"),
  ])
  func `bytes have their unit`(count: Int, expected: String) {
    #expect(Figures.bytes(count) == expected)
  }

  @Test(arguments: [
    (0.0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (754, "12:34"), (3_723, "1:02:03"),
    (1e12, "999:59:59"), (.infinity, "0:00"), (.nan, "0:00"), (-1, "0:00"),
  ])
  func `times read like a clock`(seconds: Double, expected: String) {
    #expect(Figures.clock(seconds) == expected)
  }

  @Test func `one row is singular, and what is expected is about`() {
    #expect(Figures.rows(1, isExact: true) == "1 row")
    #expect(Figures.rows(0, isExact: true) == "0 rows")
    #expect(Figures.rows(1_999.7, isExact: false) == "about 2,000 rows")
    #expect(Figures.rows(1.6e19, isExact: false) == "about 16,000,000,000,000,000,000 rows")
    #expect(Figures.whole(.greatestFiniteMagnitude) == 1 << 126)
  }
}
