import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// Literals of a document as typed columns.
package enum LiteralValues {
  /// The narrowest type that holds all: int64, float64, boolean, date, timestamp, duration, else
  /// text.
  ///
  /// What stands in quotes is neither a number nor true or false; dates, times, lengths of time and
  /// percentages are read there too, since JSON holds them so.
  package static func inferredType(_ scalars: [Scalar]) -> LogicalType {
    let texts = scalars.map(\.text)
    func all(_ reads: (String) -> Bool) -> Bool { !texts.isEmpty && texts.allSatisfy(reads) }
    if all({ CivilTime.parseDate($0) != nil }) { return .date }
    if all({ CivilTime.parseTimestamp($0) != nil }) { return .timestamp(utc: false) }
    if all({ LiteralReader.duration($0) != nil }) { return .duration }
    guard scalars.allSatisfy({ !$0.isQuoted || $0.text.utf8.last == 37 }) else { return .text }
    if all({ LiteralReader.integer($0) != nil }) { return .int64 }
    // Whole numbers beyond int64 keep their digits.
    let widest = LogicalType.decimal(precision: 38, scale: 0)
    if all({ LiteralReader.isInteger($0) && decimal($0, scale: 0, type: widest) != nil }) {
      return widest
    }
    if all({ LiteralReader.number($0) != nil }) { return .float64 }
    return all({ LiteralReader.boolean($0) != nil }) ? .boolean : .text
  }

  /// - Throws: one diagnostic for each scalar that does not read as the type.
  package static func column(
    _ scalars: [Scalar], as type: LogicalType
  ) throws(DiagnosticList) -> Column {
    var problems = DiagnosticList()
    func values<Value>(_ none: Value, _ read: (String) -> Value?) -> [Value] {
      scalars.map { scalar in
        if let value = read(scalar.text) { return value }
        problems.report(.unreadable(scalar, type))
        return none
      }
    }
    let result: ColumnValues
    switch type.storage {
    case .text: result = .text(dictionary(scalars.map(\.text)))
    case .boolean: result = .boolean(values(false, LiteralReader.boolean))
    case .float64: result = .float64(values(0, LiteralReader.number))
    case .int64: result = .int64(values(0) { integer($0, type).flatMap { Int64(exactly: $0) } })
    case .int128: result = .int128(values(0) { integer($0, type) })
    case .uuid: result = .uuid(values(0, readUUID))
    case .list, .structure: preconditionFailure("nested values among literals")
    }
    if problems.hasErrors { throw problems }
    return Column(type, result)
  }

  private static func dictionary(_ texts: [String]) -> TextColumn {
    var distinct = DistinctTexts()
    let codes = texts.map { distinct.code(of: $0) }
    return .dictionary(codes: codes, distinct.dictionary)
  }

  private static func integer(_ text: String, _ type: LogicalType) -> Int128? {
    switch type {
    case .date: return CivilTime.parseDate(text).map { Int128($0) }
    case .timestamp: return CivilTime.parseTimestamp(text).map { Int128($0) }
    case .duration:
      guard let duration = LiteralReader.duration(text), duration.months == 0 else { return nil }
      return Int128(duration.microseconds)
    case .time: return CivilTime.parseTime(text).map { Int128($0) }
    case .decimal(_, let scale): return decimal(text, scale: scale, type: type)
    default:
      guard let value = LiteralReader.integer(text).map({ Int128($0) }),
        let range = type.unscaledRange, range.contains(value)
      else { return nil }
      return value
    }
  }

  /// Digits with a point, and at most `scale` of them behind it; `25%` is 0.25.
  static func decimal(_ text: String, scale: Int, type: LogicalType) -> Int128? {
    var digits = text.filter { $0 != "_" }
    var shift = 0
    if digits.hasSuffix("%") {
      digits.removeLast()
      shift = 2
    }
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty else { return nil }
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    var integer = String(whole)
    for _ in 0..<shift {
      fraction = String(integer.last ?? "0") + fraction
      integer = String(integer.dropLast())
    }
    while fraction.hasSuffix("0"), fraction.count > scale { fraction.removeLast() }
    guard fraction.count <= scale else { return nil }
    fraction += String(repeating: "0", count: scale - fraction.count)
    guard let value = Int128(integer + fraction), let range = type.unscaledRange,
      range.contains(value)
    else { return nil }
    return isNegative ? -value : value
  }

  private static func readUUID(_ text: String) -> UInt128? {
    let digits = text.filter { $0 != "-" }
    guard digits.count == 32, text.count == 36 else { return nil }
    return UInt128(digits, radix: 16)
  }
}

extension Diagnostic {
  fileprivate static func unreadable(_ scalar: Scalar, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "wrong-literal", "'\(scalar.text)' is not \(type.article)", at: scalar.location,
      pointer: scalar.pointer, expected: type.example)
  }
}

extension LogicalType {
  package var article: String {
    switch self {
    case .int8, .int16, .int32, .int64: "an \(name)"
    default: "a \(name)"
    }
  }

  /// What a literal of the type looks like.
  package var example: String {
    switch self {
    case .boolean: "true or false"
    case .int8, .int16, .int32, .int64:
      unscaledRange.map { "a whole number from \($0.lowerBound) to \($0.upperBound)" } ?? name
    case .float32, .float64: "a number such as 12.5"
    case .decimal(let precision, let scale):
      "a number of at most \(precision - scale) digits before and \(scale) behind the point"
    case .date: "a date such as 2024-11-29"
    case .time: "a time of day such as 18:30:00"
    case .timestamp: "a timestamp such as 2024-11-29 18:30:00"
    case .duration: "a duration such as 90d or 20min, not months or years; labels have 'type: text'"
    case .text: "text"
    case .uuid: "a UUID of 36 characters"
    case .json: "a JSON document"
    case .list, .structure, .map: name
    }
  }
}
