/// The numbers of one width that were given out, such as those of a country's banks, for patterns of
/// codes in which no other may stand.
struct NumberRanges: Sendable {
  let digits: Int
  /// In order, apart from each other.
  let ranges: [ClosedRange<Int>]

  var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Each number as a branch of its own, so that all are equally likely.
  var pattern: String {
    let numbers = ranges.joined().map { number in
      let text = String(number)
      return String(repeating: "0", count: digits - text.count) + text
    }
    return "(" + numbers.joined(separator: "|") + ")"
  }
}
