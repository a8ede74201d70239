import Diagnostics
import SchemaModel

/// Checks the keys of cases that mean more than a text: ranges of numbers, parts of the calendar.
enum CaseCheck {
  /// Ranges that cannot be read or that overlap. Numbers count as ranges beside a range.
  static func problems(withRanges keys: [Scalar]) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var ranges: [(key: Scalar, lower: Double, upper: Double)] = []
    guard keys.contains(where: { LiteralReader.looksLikeRange($0.text) }) else { return [] }
    for key in keys {
      if let range = LiteralReader.caseRange(key.text) {
        ranges.append((key, range.lower ?? -.infinity, range.upper ?? .infinity))
      } else if LiteralReader.looksLikeRange(key.text) {
        problems.append(.caseRange(key))
      } else if let number = LiteralReader.number(key.text) {
        ranges.append((key, number, number))
      }
    }
    return problems + overlaps(ranges)
  }

  /// Cases of `month`, `weekday`, `hour` or `year` that cannot be read or that overlap.
  static func problems(withCalendar keys: [Scalar], of part: CalendarPart) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var ranges: [(key: Scalar, lower: Double, upper: Double)] = []
    for key in keys {
      if let values = part.values(of: key.text) {
        ranges.append((key, Double(values.lowerBound), Double(values.upperBound)))
      } else {
        problems.append(.unknownCase(key, part))
      }
    }
    return problems + overlaps(ranges)
  }

  /// Neighbours in order of their lower ends that have a value in common.
  private static func overlaps(
    _ ranges: [(key: Scalar, lower: Double, upper: Double)]
  ) -> [Diagnostic] {
    let ordered = ranges.sorted { ($0.lower, $0.upper) < ($1.lower, $1.upper) }
    var problems: [Diagnostic] = []
    var widest: (key: Scalar, lower: Double, upper: Double)?
    for range in ordered {
      if let before = widest, range.lower <= before.upper {
        problems.append(.casesOverlap(range.key, before.key))
      }
      if (widest?.upper ?? -.infinity) <= range.upper { widest = range }
    }
    return problems
  }
}

extension Diagnostic {
  fileprivate static func caseRange(_ key: Scalar) -> Diagnostic {
    if LiteralReader.looksLikeRangeOfDates(key.text) {
      return Diagnostic(
        "case-range", "'\(key.text)' is a range of dates, and ranges are of numbers",
        at: key.location, pointer: key.pointer,
        expected: "a range such as 500..1999, or single dates",
        suggestion: "go by a hidden column with '=' that tells the ranges apart: "
          + "if(d < date('2024-07-01'), 'early', 'late')")
    }
    return Diagnostic(
      "case-range", "'\(key.text)' is not a range", at: key.location, pointer: key.pointer,
      expected: "a range such as 500..1999, ..499 or 2000.., the lower end first")
  }

  fileprivate static func unknownCase(_ key: Scalar, _ part: CalendarPart) -> Diagnostic {
    let start = String(String.UnicodeScalarView(key.text.lowercased().unicodeScalars.prefix(3)))
    let near =
      part.names.contains(start) && key.text.utf8.allSatisfy({ $0 > 64 })
      ? DidYouMean.Proposal(names: [start])
      : DidYouMean.proposal(for: key.text, amongWords: part.names)
    return Diagnostic(
      "unknown-case", "'\(key.text)' is not a case of '\(part.rawValue)'", at: key.location,
      pointer: key.pointer, expected: part.expectation
    ).proposing(near, in: key.source)
  }

  fileprivate static func casesOverlap(_ key: Scalar, _ other: Scalar) -> Diagnostic {
    Diagnostic(
      "cases-overlap", "the cases '\(other.text)' and '\(key.text)' overlap", at: key.location,
      pointer: key.pointer, expected: "cases without a value in common; ranges include both ends")
  }
}
