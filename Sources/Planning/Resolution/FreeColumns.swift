import Expressions
import Generators
import SchemaModel

/// Columns that no other has a say in: each of their values may stand in a row beside each of
/// another such column's.
extension Resolver {
  /// Whether the column at the end of a path is free, and the keys on the way may lead to each row.
  func isFree(_ path: String, from table: Int) -> Bool {
    var table = table
    var parts = path.split(separator: ".").map(String.init)[...]
    while parts.count > 1, let key = tables[table].column(parts[parts.startIndex]),
      let next = target(of: ColumnID(table: table, column: key)), leadsAnywhere(key, of: table)
    {
      table = next
      parts.removeFirst()
    }
    guard parts.count == 1, let column = tables[table].column(parts[parts.startIndex]) else {
      return false
    }
    return isFree(column, of: table)
  }

  /// Whether a key chooses among all rows there are.
  private func leadsAnywhere(_ key: Int, of table: Int) -> Bool {
    guard let spec = tables[table].columns[key].spec, spec.generator.word == RefWord.syntax.word,
      !spec.generator.options.hasUnknownWords, spec.modifiers["when"] == nil
    else { return false }
    return spec.generator.options.values.keys.allSatisfy { $0 == "optional" }
  }

  /// Whether a column draws from what the document says for all rows, and may give all of it.
  private func isFree(_ column: Int, of table: Int) -> Bool {
    let state = tables[table]
    guard let spec = state.columns[column].spec,
      !spec.modifiers.hasUnknownWords, !spec.generator.options.hasUnknownWords,
      spec.modifiers.values.keys.allSatisfy({ FreeColumns.modifiers.contains($0) }),
      !state.spec.correlations.contains(where: { correlation in
        correlation.isUnread("between")
          || correlation.names("between").contains { $0.text == state.columns[column].name }
      })
    else { return false }
    switch (spec.generator.word, spec.generator.argument) {
    case ("choice", .list(let items, _)): return items.allSatisfy { FreeColumns.isWritten($0) }
    case ("choice", .map(let entries, _)):
      return entries.allSatisfy { FreeColumns.isWritten($0.value, above: 0) }
    case ("date", .record(let ends)):
      return !ends.hasUnknownWords && ends.values.values.allSatisfy { FreeColumns.isConstant($0) }
    default: return false
    }
  }
}

private enum FreeColumns {
  /// Words beside a generator that leave its values what they are.
  static let modifiers: Set<String> = ["exact", "missing", "type"]

  static func isWritten(_ value: ArgumentValue, above least: Double? = nil) -> Bool {
    guard case .literal(let scalar) = value else { return false }
    guard let least else { return true }
    let number = scalar.text.hasSuffix("%") ? String(scalar.text.dropLast()) : scalar.text
    return LiteralReader.number(number).map { $0 > least } ?? false
  }

  /// A value, or what is computed from parameters and the timeframe alone.
  static func isConstant(_ value: ArgumentValue) -> Bool {
    guard case .expression(let text) = value else { return isWritten(value) }
    guard let parsed = try? ExpressionParser.parse(text) else { return false }
    return parsed.paths.allSatisfy { ["param", "timeframe"].contains($0.parts.first) }
  }
}
