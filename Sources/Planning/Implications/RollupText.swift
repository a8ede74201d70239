import Claims
import Columnar
import Generators

/// Says a roll-up as SQL: what the rows that name `r` come to.
enum RollupText {
  static func text(
    _ rollup: RollupPlan, plan: GenerationPlan, table: Int
  ) throws(RowScope.Unseen) -> RowText {
    let (child, parent) = (plan.tables[rollup.childTable], plan.tables[table])
    guard !child.isHidden else {
      throw RowScope.Unseen(reason: "reads '\(child.name)', which is hidden")
    }
    guard let key = parent.keyColumn, !parent.columns[key].isHidden else {
      throw RowScope.Unseen(reason: "has rows that no file tells apart by one column")
    }
    var scope = RowScope(plan, rollup.childTable, alias: "c")
    let named = try scope.sql(.column(rollup.key))
    var value: String?
    if let slot = rollup.value { value = try scope.operand(rollup.inputs[slot]) }
    var conditions = ["\(named) = r.\(SQLText.name(parent.columns[key].name))"]
    if let condition = rollup.condition {
      conditions.append("(\(try scope.text(condition, rollup.inputs).sql))")
    }
    guard let function = function(rollup.function, value) else {
      throw RowScope.Unseen(reason: "rests on the order of rows")
    }
    var from = "\(SQLText.name(child.name)) AS c"
    for join in scope.joins { from += " " + join.sql }
    return RowText(
      sql: "(SELECT \(function) FROM \(from) WHERE \(conditions.joined(separator: " AND ")))",
      title: "the \(rollup.function.rawValue) of its rows in \(child.name)")
  }

  private static func function(_ function: RollupFunction, _ value: String?) -> String? {
    switch (function, value) {
    case (.count, nil): "count(*)"
    case (.count, let value?): "count(\(value))"
    case (.sum, let value?): "coalesce(sum(\(value)), 0)"
    case (.mean, let value?): "avg(\(value))"
    case (.max, let value?): "max(\(value))"
    case (.min, let value?): "min(\(value))"
    case (.first, _), (.last, _), (_, nil): nil
    }
  }
}
