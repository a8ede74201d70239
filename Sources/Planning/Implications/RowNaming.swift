import Claims
import Columnar
import Generators

/// How files tell which row of another table a row names: by the column that refers to it, or, where
/// that is hidden, by columns that hold the key's parts.
struct RowNaming {
  /// The columns that tell, in the order of the key.
  var columns: [Int]
  /// SQL that gives each part of the key.
  var values: [String]
  var parent: Int
  /// The key's columns by name.
  var key: [String]
  /// Which rows name one of this table; all without it.
  var rows: RowText?

  /// - Parameters:
  ///   - key: the column that refers to the other table, hidden or not.
  ///   - alias: what the row is called.
  init(
    _ key: Int, of table: Int, in plan: GenerationPlan, named alias: String
  ) throws(RowScope.Unseen) {
    let columns = plan.tables[table].columns
    guard case .reference(let reference) = columns[key].generator else {
      throw RowScope.Unseen(reason: "reads through a key that is no reference")
    }
    parent = reference.table
    let other = plan.tables[parent]
    for part in other.keyColumns {
      guard !other.isHidden, !other.columns[part].isHidden else {
        throw RowScope.Unseen(
          reason: "reads '\(other.name).\(other.columns[part].name)', which is hidden")
      }
    }
    self.key = other.keyColumns.map { other.columns[$0].name }
    let name = { (column: Int) in "\(alias).\(SQLText.name(columns[column].name))" }
    if !columns[key].isHidden {
      self.columns = [key]
      values =
        self.key.count == 1 ? [name(key)] : self.key.map { "\(name(key)).\(SQLText.name($0))" }
      return
    }
    let copies = RowNaming.copies(key, other.keyColumns, columns)
    if copies.count == self.key.count {
      self.columns = copies
      values = copies.map(name)
      return
    }
    guard let shown = RowNaming.shown(key, columns), other.keyColumns.count == 1,
      let when = columns[key].when
    else {
      let title = "\(plan.tables[table].name).\(columns[key].name)"
      throw RowScope.Unseen(reason: "reads '\(title)', which is hidden")
    }
    var scope = RowScope(plan, table, alias: alias)
    rows = try scope.text(when, columns[key].inputs)
    self.columns = [shown]
    let type = other.columns[other.keyColumns[0]].type
    values = [
      columns[shown].type == type
        ? name(shown) : "TRY_CAST(\(name(shown)) AS \(type.sqlColumnType))"
    ]
  }

  /// The columns in files that hold parts of a key as they are.
  private static func copies(_ key: Int, _ parts: [Int], _ columns: [ColumnPlan]) -> [Int] {
    parts.compactMap { part in
      columns.indices.first {
        !columns[$0].isHidden && columns[$0].copied == .parent(key: key, .column(part))
      }
    }
  }

  /// The column in files that holds what one of several references names.
  private static func shown(_ key: Int, _ columns: [ColumnPlan]) -> Int? {
    columns.indices.first { index in
      guard !columns[index].isHidden, case .local(let source) = columns[index].generator,
        case .first(let slots) = source.promise
      else { return false }
      return slots.contains { columns[index].inputs[$0] == .column(key) }
    }
  }
}

extension ColumnPlan {
  /// The value that the column only hands on, in all rows.
  var copied: InputPath? {
    guard when == nil, missing == nil, rounding == nil, case .local(let source) = generator,
      case .expression(let expression) = source.promise,
      let slot = expression.onlyInput
    else { return nil }
    return inputs[slot]
  }
}
