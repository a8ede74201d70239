import Columnar
import Diagnostics
import Expressions

/// Columns to try expressions on, bound by name.
struct Workbench: NameScope {
  var names: [String]
  var columns: [Column]
  var intervals: [String: ValueInterval] = [:]
  var constants: [String: ConstantValue] = [:]

  init(_ columns: KeyValuePairs<String, Column>) {
    names = columns.map(\.key)
    self.columns = columns.map(\.value)
  }

  var rowCount: Int { columns.first?.count ?? 1 }

  func bind(_ path: PathReference) throws(NameProblem) -> InputBinding {
    if let constant = constants[path.text], let type = constant.type {
      return InputBinding(slot: -1, type: type, isNullable: constant.isNull, constant: constant)
    }
    guard let slot = names.firstIndex(of: path.text) else {
      throw NameProblem(
        code: "unknown-name", message: "unknown name '\(path.text)'",
        suggestion: DidYouMean.nearest(to: path.text, in: names).map { "did you mean '\($0)'?" })
    }
    return InputBinding(
      slot: slot, type: columns[slot].type, isNullable: columns[slot].validity != nil,
      interval: intervals[path.text] ?? .unbounded)
  }

  func compile(_ text: String, expecting: LogicalType? = nil) throws -> CompiledExpression {
    let place = DocumentLocation(file: "shop.yaml", line: 1, column: 1)
    let source = LocatedText(text, at: place, pointer: "/tables/t/columns/x")
    return try ExpressionParser.compile(source, in: self, expecting: expecting).compiled
  }

  func evaluate(_ text: String, expecting: LogicalType? = nil) throws -> Column {
    try compile(text, expecting: expecting).evaluate(rowCount: rowCount) { columns[$0] }
  }

  /// `name: value` of each row, as one line.
  func rows(_ text: String, expecting: LogicalType? = nil) throws -> String {
    let column = try evaluate(text, expecting: expecting)
    return column.type.name + ": " + column.texts.joined(separator: " | ")
  }
}

extension Column {
  static func integers(_ values: [Int64?], _ type: LogicalType = .int64) -> Column {
    Column(type, .int64(values.map { $0 ?? 0 }), validity: validity(values))
  }

  static func floats(_ values: [Double?]) -> Column {
    Column(.float64, .float64(values.map { $0 ?? 0 }), validity: validity(values))
  }

  static func booleans(_ values: [Bool?]) -> Column {
    Column(.boolean, .boolean(values.map { $0 ?? false }), validity: validity(values))
  }

  static func wide(_ values: [Int128?], _ type: LogicalType) -> Column {
    Column(type, .int128(values.map { $0 ?? 0 }), validity: validity(values))
  }

  static func texts(_ values: [String?], isDictionary: Bool = false) -> Column {
    if isDictionary {
      let dictionary = TextDictionary(Array(Set(values.compactMap { $0 } + [""])).sorted())
      let entries = (0..<dictionary.count).map { dictionary[$0] }
      let codes = values.map { value in Int32(entries.firstIndex(of: value ?? "") ?? 0) }
      return Column(.text, .text(.dictionary(codes: codes, dictionary)), validity: validity(values))
    }
    var plain = PlainText()
    for value in values { plain.append(value ?? "") }
    return Column(.text, .text(.plain(plain)), validity: validity(values))
  }

  static func dates(_ values: [String?]) -> Column {
    integers(values.map { $0.flatMap(CivilTime.parseDate) }, .date)
  }

  static func timestamps(_ values: [String?]) -> Column {
    integers(values.map { $0.flatMap(CivilTime.parseTimestamp) }, .timestamp(utc: false))
  }

  private static func validity(_ values: [(some Any)?]) -> Bitmap? {
    values.contains { $0 == nil } ? Bitmap(count: values.count) { values[$0] != nil } : nil
  }

  /// Each row as people read it; `null` for nulls.
  var texts: [String] {
    (0..<count).map { row in
      if isNull(row) { return "null" }
      switch values {
      case .boolean(let values): return String(values[row])
      case .int128(let values):
        return NaiveInterpreter.written(.exact(values[row], scale: type.fractionDigits))
      case .float64(let values): return values[row].description
      case .text(let values): return values.string(at: row)
      case .uuid(let values): return String(values[row], radix: 16)
      case .list, .structure: return text(at: row) ?? "null"
      case .int64(let values):
        switch type {
        case .date: return CivilTime.format(date: values[row])
        case .timestamp: return CivilTime.format(timestamp: values[row])
        case .duration: return "\(values[row])us"
        default:
          return NaiveInterpreter.written(.exact(Int128(values[row]), scale: type.fractionDigits))
        }
      }
    }
  }
}

extension LogicalType {
  /// Digits behind the point of a decimal.
  var fractionDigits: Int {
    if case .decimal(_, let scale) = self { scale } else { 0 }
  }
}

extension LocatedText {
  func text(_ place: Place) -> String {
    let scalars = text.unicodeScalars.dropFirst(place.offset).prefix(place.length)
    return String(String.UnicodeScalarView(scalars))
  }
}
