import Columnar
import Diagnostics
import Expressions

/// Columns to try expressions on, bound by name.
package struct Workbench: NameScope {
  package var names: [String]
  package var columns: [Column]
  package var intervals: [String: ValueInterval] = [:]
  package var constants: [String: ConstantValue] = [:]

  package init(_ columns: KeyValuePairs<String, Column>) {
    names = columns.map(\.key)
    self.columns = columns.map(\.value)
  }

  package var rowCount: Int { columns.first?.count ?? 1 }

  package func bind(_ path: PathReference) throws(NameProblem) -> InputBinding {
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

  package func compile(_ text: String, expecting: LogicalType? = nil) throws -> CompiledExpression {
    let place = DocumentLocation(file: "shop.yaml", line: 1, column: 1)
    let source = LocatedText(text, at: place, pointer: "/tables/t/columns/x")
    return try ExpressionParser.compile(source, in: self, expecting: expecting).compiled
  }

  package func evaluate(_ text: String, expecting: LogicalType? = nil) throws -> Column {
    try compile(text, expecting: expecting).evaluate(rowCount: rowCount) { columns[$0] }
  }
}

extension Column {
  package static func integers(_ values: [Int64?], _ type: LogicalType = .int64) -> Column {
    Column(type, .int64(values.map { $0 ?? 0 }), validity: validity(values))
  }

  package static func floats(_ values: [Double?]) -> Column {
    Column(.float64, .float64(values.map { $0 ?? 0 }), validity: validity(values))
  }

  package static func booleans(_ values: [Bool?]) -> Column {
    Column(.boolean, .boolean(values.map { $0 ?? false }), validity: validity(values))
  }

  package static func wide(_ values: [Int128?], _ type: LogicalType) -> Column {
    Column(type, .int128(values.map { $0 ?? 0 }), validity: validity(values))
  }

  package static func texts(_ values: [String?], isDictionary: Bool = false) -> Column {
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

  package static func dates(_ values: [String?]) -> Column {
    integers(values.map { $0.flatMap(CivilTime.parseDate) }, .date)
  }

  package static func timestamps(_ values: [String?]) -> Column {
    integers(values.map { $0.flatMap(CivilTime.parseTimestamp) }, .timestamp(utc: false))
  }

  private static func validity(_ values: [(some Any)?]) -> Bitmap? {
    values.contains { $0 == nil } ? Bitmap(count: values.count) { values[$0] != nil } : nil
  }
}
