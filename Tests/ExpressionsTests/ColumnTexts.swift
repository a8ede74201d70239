import Columnar
import Diagnostics
import ExpressionSamples
import Expressions

extension Workbench {
  /// `name: value` of each row, as one line.
  func rows(_ text: String, expecting: LogicalType? = nil) throws -> String {
    let column = try evaluate(text, expecting: expecting)
    return column.type.name + ": " + column.texts.joined(separator: " | ")
  }
}

extension Column {
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
