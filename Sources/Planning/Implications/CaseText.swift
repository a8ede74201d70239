import Claims
import Columnar
import SchemaModel

/// Says as SQL that a value is of a case.
enum CaseText {
  /// Cases are read by the value's type, as `CaseMatcher` reads them; `a..b` is a range of numbers.
  static func condition(_ value: String, _ type: LogicalType?, is key: String) -> String {
    if let type, type.isNumeric {
      if let dots = key.firstRange(of: "..") {
        let ends = [
          number(key[..<dots.lowerBound]).map { "\(value) >= \($0)" },
          number(key[dots.upperBound...]).map { "\(value) <= \($0)" },
        ]
        return ends.compactMap(\.self).joined(separator: " AND ")
      }
      if let number = number(key[...]) { return "\(value) = \(number)" }
    }
    if type == .boolean, let truth = LiteralReader.boolean(key) { return "\(value) = \(truth)" }
    guard let type, type != .text else { return "\(value) = \(SQLText.literal(key))" }
    return "\(value) = CAST(\(SQLText.literal(key)) AS \(type.sqlColumnType))"
  }

  private static func number(_ text: Substring) -> String? {
    LiteralReader.number(String(text)).map { "CAST('\($0)' AS DOUBLE)" }
  }
}
