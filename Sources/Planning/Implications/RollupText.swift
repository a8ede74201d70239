import Claims
import Columnar
import Generators

/// Says a roll-up as SQL: what the rows that name `r` come to.
enum RollupText {
  static func text(
    _ rollup: RollupPlan, plan: GenerationPlan
  ) throws(RowScope.Unseen) -> RowText {
    let child = plan.tables[rollup.childTable]
    guard !child.isHidden else {
      throw RowScope.Unseen(reason: "reads '\(child.name)', which is hidden")
    }
    let naming = try RowNaming(rollup.key, of: rollup.childTable, in: plan, named: "c")
    var scope = RowScope(plan, rollup.childTable, alias: "c")
    var value: String?
    if let slot = rollup.value { value = try scope.operand(rollup.inputs[slot]) }
    var conditions = zip(naming.values, naming.key).map { "\($0) = r.\(SQLText.name($1))" }
    if let rows = naming.rows {
      guard rows.joins.isEmpty else {
        throw RowScope.Unseen(reason: "counts rows whose table another row tells")
      }
      conditions.append("(\(rows.sql))")
    }
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
