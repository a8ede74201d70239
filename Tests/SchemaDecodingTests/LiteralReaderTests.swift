import Diagnostics
import SchemaModel
import Testing

@Suite struct LiteralReaderTests {
  @Test func `reads whole numbers`() {
    let cases: [(String, Int64?)] = [
      ("0", 0), ("10_000", 10_000), ("-1", -1), ("9223372036854775807", .max),
      ("-9223372036854775808", .min), ("9223372036854775808", nil), ("010", nil), ("00", nil),
      ("1_", nil), ("_1", nil), ("1__0", nil), ("+1", nil), ("1.0", nil), ("1e3", nil), ("2%", nil),
      ("", nil), ("-", nil), (" 1", nil), ("1 ", nil), ("١", nil), ("0x1", nil),
    ]
    for (text, value) in cases { #expect(LiteralReader.integer(text) == value, "\(text)") }
    #expect(LiteralReader.isInteger("9223372036854775808"))
    #expect(!LiteralReader.isInteger("1.5"))
  }

  @Test func `reads numbers, rounded once`() {
    let cases: [(String, Double?)] = [
      ("1.5", 1.5), ("10_000.5", 10_000.5), ("2%", 0.02), ("1e-3", 0.001), ("0.1", 0.1),
      ("7.3%", 0.073), ("-0", -0.0), ("1E5", 1e5), ("1e+5", 1e5), ("33.3333%", 0.333333),
      ("1e999", nil), ("1e99999", nil), ("1e-400", nil), ("-1e-330", nil), ("0e-400", 0),
      ("5e-324", .leastNonzeroMagnitude), ("inf", nil), ("nan", nil), ("0x1p3", nil), (".5", nil),
      ("5.", nil), ("01.5", nil), ("1,5", nil), ("%", nil), ("--1", nil), ("1%%", nil),
    ]
    for (text, value) in cases { #expect(LiteralReader.number(text) == value, "\(text)") }
  }

  @Test func `keeps decimals exact`() {
    let cases: [(String, Int128, Int)] = [
      ("19.00", 1900, 2), ("-0.5", -5, 1), ("7", 7, 0), ("2.5%", 25, 3), ("1_000.25", 100_025, 2),
      ("12345678901234567890123456789.5", 123_456_789_012_345_678_901_234_567_895, 1),
    ]
    for (text, unscaled, scale) in cases {
      let value = LiteralReader.decimal(text)
      #expect(value?.unscaled == unscaled && value?.scale == scale, "\(text)")
    }
    #expect(LiteralReader.decimal("1e3") == nil)
    #expect(LiteralReader.decimal(String(repeating: "9", count: 40)) == nil)
  }

  @Test func `reads durations in calendar months or microseconds`() {
    let cases: [(String, CalendarDuration?)] = [
      ("90d", .init(microseconds: 90 * 86_400_000_000)), ("40s", .init(microseconds: 40_000_000)),
      ("20min", .init(microseconds: 1_200_000_000)), ("12h", .init(microseconds: 43_200_000_000)),
      ("3w", .init(microseconds: 1_814_400_000_000)), ("12mo", .init(months: 12)),
      ("2y", .init(months: 24)), ("1.5h", .init(microseconds: 5_400_000_000)),
      ("-2d", .init(microseconds: -172_800_000_000)), ("5ms", .init(microseconds: 5_000)),
      ("7us", .init(microseconds: 7)), ("0.5us", nil), ("1.5mo", nil), ("d", nil), ("90", nil),
      ("90 d", nil), ("90D", nil), ("5%d", nil), ("1m", nil), ("99999999999999999999d", nil),
      ("9223372036854775807mo", nil), ("1e3d", nil), ("", nil),
    ]
    for (text, value) in cases { #expect(LiteralReader.duration(text) == value, "\(text)") }
  }

  @Test func `reads case ranges with both ends and hours without the last`() {
    #expect(LiteralReader.caseRange("500..1999") == CaseRange(lower: 500, upper: 1999))
    #expect(LiteralReader.caseRange("..499") == CaseRange(lower: nil, upper: 499))
    #expect(LiteralReader.caseRange("2000..") == CaseRange(lower: 2000, upper: nil))
    #expect(LiteralReader.caseRange("-5..-1") == CaseRange(lower: -5, upper: -1))
    #expect(LiteralReader.caseRange("0.5..1.5") == CaseRange(lower: 0.5, upper: 1.5))
    for text in ["..", "5..1", "a..b", "500", "1...5", ""] {
      #expect(LiteralReader.caseRange(text) == nil, "\(text)")
    }
    #expect(LiteralReader.hours("0-6") == 0..<6)
    #expect(LiteralReader.hours("18-24") == 18..<24)
    #expect(LiteralReader.hours("9") == 9..<10)
    for text in ["6-0", "24", "0-25", "5-5", "a-b", "1-2-3", "-1", ""] {
      #expect(LiteralReader.hours(text) == nil, "\(text)")
    }
  }

  @Test func `takes a scalar without a type for what a person would`() {
    func infer(_ text: String, isQuoted: Bool = false) -> LiteralValue {
      let place = DocumentLocation(file: "", line: 1, column: 1)
      return LiteralReader.infer(
        Scalar(LocatedText(text, at: place, pointer: ""), isQuoted: isQuoted))
    }
    #expect(infer("5") == .integer(5))
    #expect(infer("5", isQuoted: true) == .text("5"))
    #expect(infer("19.00") == .decimal(unscaled: 1900, scale: 2))
    #expect(infer("2%") == .decimal(unscaled: 2, scale: 2))
    #expect(infer("1e3") == .float(1000))
    #expect(infer("2024-02-29") == .date(19782))
    #expect(infer("2024-02-30") == .text("2024-02-30"))
    #expect(infer("2024-02-29 00:00") == .timestamp(19782 * 86_400_000_000))
    #expect(infer("90d", isQuoted: true) == .duration(.init(microseconds: 90 * 86_400_000_000)))
    #expect(infer("true") == .boolean(true))
    #expect(infer("yes") == .text("yes"))
    #expect(infer("~") == .null)
    #expect(infer("~", isQuoted: true) == .text("~"))
  }
}
