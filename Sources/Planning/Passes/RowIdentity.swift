import Columnar
import Generators
import SchemaModel

/// What tells the rows of tables apart.
struct RowIdentity {
  let tables: [TablePlan]
  let resolver: Resolver

  /// Whether no two rows agree in all of these columns; a row that lacks one agrees with none.
  func tells(_ columns: Set<Int>, of table: Int) -> Bool {
    let plan = tables[table]
    if case .literal(_, let rowCount) = plan.source {
      if columns.allSatisfy({ plan.columns[$0].isLiteral }) || rowCount < 2 {
        return equalRows(in: Array(columns), of: table) == nil
      }
    }
    if columns.contains(where: { isUnique($0, of: table) }) { return true }
    if columns.contains(where: { isNumbered($0, within: columns, of: table) }) { return true }
    guard case .perParent(let children) = plan.source, covers(columns, children.key, of: table)
    else { return false }
    if let crossing = children.crossing {
      return crossing.each <= 1 && covers(columns, crossing.key, of: table)
    }
    return children.hasOneAtMost
      || columns.contains { column in
        guard case .reference(let reference) = plan.columns[column].generator else { return false }
        return reference.distinct == .perParent
      }
  }

  /// Two rows of the document that agree; nil where there are none, or where not all of the
  /// columns stand there.
  func equalRows(in columns: [Int], of table: Int) -> (Int, Int)? {
    guard case .literal(let values, let rowCount) = tables[table].source,
      columns.allSatisfy({ tables[table].columns[$0].isLiteral && $0 < values.count })
    else { return nil }
    var seen: [[String]: Int] = [:]
    for row in 0..<rowCount where !columns.contains(where: { values[$0].isNull(row) }) {
      let key = columns.map { "\(values[$0].constant(at: row))" }
      if let other = seen[key] { return (other, row) }
      seen[key] = row
    }
    return nil
  }

  private func spec(_ column: Int, of table: Int) -> ColumnSpec? {
    resolver.tables[table].columns[column].spec
  }

  /// Whether a column holds what its generator makes, wherever it holds anything.
  private func isAsMade(_ plan: ColumnPlan) -> Bool {
    plan.otherwise == nil && plan.rounding == nil
  }

  private func isUnique(_ column: Int, of table: Int) -> Bool {
    let plan = tables[table].columns[column]
    guard isAsMade(plan) else { return false }
    switch plan.generator {
    case .local(let source):
      return source.isUnique
        && (source.type == plan.type || source.type.isInteger && plan.type.isInteger)
    case .reference(let reference): return reference.distinct == .inTable
    case .arrival, .literal, .record, .rollup: return false
    }
  }

  /// Whether a column numbers the rows that agree in others of these.
  private func isNumbered(_ column: Int, within columns: Set<Int>, of table: Int) -> Bool {
    guard isAsMade(tables[table].columns[column]),
      let call = spec(column, of: table)?.generator, call.word == "sequence",
      case .record(let words) = call.argument
    else { return false }
    let names = words.names("per")
    return !names.isEmpty
      && names.allSatisfy { name in
        guard let group = resolver.tables[table].column(name.text) else { return false }
        return covers(columns, group, of: table)
      }
  }

  /// Whether the columns tell what another one holds: it is among them, or all of the key that it
  /// refers to is.
  private func covers(_ columns: Set<Int>, _ other: Int, of table: Int) -> Bool {
    if columns.contains(other) { return true }
    guard case .reference(let reference) = tables[table].columns[other].generator else {
      return false
    }
    let name = tables[table].columns[other].name
    let keys = tables[reference.table].keyColumns
    return !keys.isEmpty
      && keys.allSatisfy { key in
        let path = "\(name).\(tables[reference.table].columns[key].name)"
        return columns.contains { column in
          guard isAsMade(tables[table].columns[column]),
            case .expression(let text)? = spec(column, of: table)?.generator.argument,
            spec(column, of: table)?.generator.word == GeneratorSyntax.value.word
          else { return false }
          return text.text.filter { $0 != " " } == path
        }
      }
  }

  /// What would tell rows apart.
  func advice(_ columns: [Int], of table: Int) -> String {
    let names = columns.map { tables[table].columns[$0].name }
    if case .perParent(let children) = tables[table].source {
      let key = tables[table].columns[children.key].name
      guard covers(Set(columns), children.key, of: table) else {
        return "'\(key)' among them, which the rows are 'per', and what tells its rows apart"
      }
      if let crossing = children.crossing {
        let other = tables[table].columns[crossing.key].name
        return crossing.each <= 1
          ? "'\(other)' among them, which the rows are 'per' as well"
          : "a column such as 'number: {sequence: {per: [\(key), \(other)]}}' among them"
      }
      return "a column such as 'number: {sequence: {per: \(key)}}' among them, or a 'ref' with "
        + "'unique: true, per: \(key)'"
    }
    let number = "a column such as 'number: {sequence: {per: \(names[0])}}' among them"
    let others = columns.count == 1 ? "further columns" : number
    if CombinationsPass.canDealOut(columns, of: tables[table], resolver.tables[table]) {
      return "'unique: [\(names.joined(separator: ", "))]' beside 'key', which deals out each "
        + "\(columns.count == 1 ? "value" : "combination") once, or \(others)"
    }
    if columns.count == 1 {
      return "a column that differs in all rows, as 'key' or 'unique: true' makes it, or further "
        + "columns"
    }
    return "\(number), or one with 'unique: true'"
  }
}

extension ColumnPlan {
  fileprivate var isLiteral: Bool { if case .literal = generator { true } else { false } }
}

extension ChildrenPlan {
  /// Whether no parent has two rows.
  fileprivate var hasOneAtMost: Bool {
    count.interval.doubles(of: count.type).map { $0.upperBound < 1.5 } ?? false
  }
}
