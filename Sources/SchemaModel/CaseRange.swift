/// A case of numbers, both ends included: `500..1999`, `..499`, `2000..`; hours as `0-6`.
package struct CaseRange: Hashable, Sendable {
  /// Nil when open.
  package var lower: Double?
  package var upper: Double?

  package init(lower: Double?, upper: Double?) {
    self.lower = lower
    self.upper = upper
  }
}

extension LiteralReader {
  /// `500..1999`, `..499`, `2000..`; nil for other text and for a range whose ends are the wrong
  /// way round.
  package static func caseRange(_ text: String) -> CaseRange? {
    let bytes = Array(text.utf8)
    guard
      let dots = bytes.indices.dropLast().first(where: { bytes[$0] == 46 && bytes[$0 + 1] == 46 })
    else { return nil }
    let left = String(decoding: bytes[..<dots], as: UTF8.self)
    let right = String(decoding: bytes[(dots + 2)...], as: UTF8.self)
    let lower = number(left)
    let upper = number(right)
    guard lower != nil || left.isEmpty, upper != nil || right.isEmpty, lower != nil || upper != nil
    else { return nil }
    if let lower, let upper, lower > upper { return nil }
    return CaseRange(lower: lower, upper: upper)
  }

  /// Whether a key is meant as a range, so that a failed reading is a mistake.
  package static func looksLikeRange(_ text: String) -> Bool {
    if caseRange(text) != nil { return true }
    let bytes = Array(text.utf8)
    guard bytes.allSatisfy({ (48...57).contains($0) || [45, 46, 95].contains($0) }) else {
      return false
    }
    return bytes.indices.dropLast().contains { bytes[$0] == 46 && bytes[$0 + 1] == 46 }
  }

  /// Whether one end of what is meant as a range is a date.
  package static func looksLikeRangeOfDates(_ text: String) -> Bool {
    guard looksLikeRange(text), caseRange(text) == nil else { return false }
    return text.split(separator: ".").contains { date(String($0)) != nil }
  }

  /// Whether a key is meant as a range and is none, which is told where the document is read.
  package static func isBrokenRange(_ text: String) -> Bool {
    looksLikeRange(text) && caseRange(text) == nil
  }

  /// Hours of the day, `0-6` from 00:00 to 06:00, or one hour `9`; half-open, 0…24.
  package static func hours(_ text: String) -> Range<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first.flatMap({ integer($0) }), (0...23).contains(first) else {
      return nil
    }
    if parts.count == 1 { return Int(first)..<Int(first) + 1 }
    guard parts.count == 2, let last = integer(parts[1]), last > first, last <= 24 else {
      return nil
    }
    return Int(first)..<Int(last)
  }
}
