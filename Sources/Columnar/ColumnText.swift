extension Column {
  /// The value of a row as people read it; nil where it is missing.
  package func text(at row: Int) -> String? {
    if isNull(row) { return nil }
    switch values {
    case .boolean(let values): return values[row] ? "true" : "false"
    case .float64(let values): return "\(values[row])"
    case .text(let values): return values.string(at: row)
    case .uuid(let values): return Column.uuidText(values[row])
    case .int128(let values): return decimalText(values[row])
    case .list(let values): return listText(values, values.range(at: row))
    case .structure(let values):
      return "{\(members(values, at: row).map { "\($0): \($1)" }.joined(separator: ", "))}"
    case .int64(let values):
      switch type {
      case .date: return CivilTime.format(date: values[row])
      case .timestamp: return CivilTime.format(timestamp: values[row])
      case .time: return String(CivilTime.format(timestamp: values[row]).dropFirst(11))
      case .duration: return "\(Double(values[row]) / 1e6)s"
      case .decimal: return decimalText(Int128(values[row]))
      default: return "\(values[row])"
      }
    }
  }

  private func listText(_ lists: ListValues, _ range: Range<Int>) -> String {
    if case .map = type, case .structure(let entries) = lists.elements.values {
      let texts = range.map { row in
        members(entries, at: row).map(\.text).joined(separator: ": ")
      }
      return "{\(texts.joined(separator: ", "))}"
    }
    let texts = range.map { lists.elements.text(at: $0) ?? "null" }
    return "[\(texts.joined(separator: ", "))]"
  }

  private func members(
    _ parts: StructureValues, at row: Int
  ) -> [(name: String, text: String)] {
    guard case .structure(let fields) = type.element?.type ?? type else {
      preconditionFailure("fields of a type that has none")
    }
    return zip(fields, parts.columns).map { ($0.name, $1.text(at: row) ?? "null") }
  }

  private func decimalText(_ unscaled: Int128) -> String {
    guard case .decimal(_, let scale) = type, scale > 0 else { return "\(unscaled)" }
    var digits = String(unscaled.magnitude)
    digits = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
    return (unscaled < 0 ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
  }

  private static func uuidText(_ value: UInt128) -> String {
    let digits = String(value, radix: 16)
    let all = Array(String(repeating: "0", count: 32 - digits.utf8.count) + digits)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(all[$0]) }
      .joined(separator: "-")
  }
}
