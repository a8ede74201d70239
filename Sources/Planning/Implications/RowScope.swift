import Claims
import Columnar
import Expressions
import Generators
import Sampling

/// Says as SQL what is seen from a row of a table, and collects the rows of other tables it leads to.
struct RowScope {
  /// What keeps something from being said about files.
  struct Unseen: Error {
    var reason: String
  }

  let plan: GenerationPlan
  let table: Int
  /// What the row is called.
  let alias: String
  private(set) var joins: [RowText.Join] = []

  init(_ plan: GenerationPlan, _ table: Int, alias: String = "r") {
    self.plan = plan
    self.table = table
    self.alias = alias
  }

  /// The value that a path leads to.
  mutating func sql(_ path: InputPath) throws(Unseen) -> String {
    try sql(path, in: table, named: alias)
  }

  mutating func text(_ path: InputPath) throws(Unseen) -> RowText {
    let value = try sql(path)
    return RowText(sql: value, joins: joins, title: plan.title(path, in: table))
  }

  /// What an expression gives, with the tables it reads.
  mutating func text(
    _ expression: CompiledExpression, _ inputs: [InputPath]
  ) throws(Unseen) -> RowText {
    guard let template = expression.sql else {
      throw Unseen(reason: "is an expression that SQL does not say")
    }
    var texts: [Int: String] = [:]
    for slot in expression.inputSlots { texts[slot] = try operand(inputs[slot]) }
    return RowText(
      sql: template.text { texts[$0] ?? "NULL" }, joins: joins,
      title: template.text { inputs.indices.contains($0) ? plan.title(inputs[$0], in: table) : "" })
  }

  /// A parameter of a law as a float.
  mutating func text(
    _ argument: NumericArgument, _ inputs: [InputPath]
  ) throws(Unseen) -> RowText {
    switch argument {
    case .constant(let value), .length(let value):
      return RowText(sql: "CAST('\(value)' AS DOUBLE)", title: "\(value)")
    case .expression(let expression):
      var text = try text(expression, inputs)
      text.sql = "CAST(\(text.sql) AS DOUBLE)"
      return text
    case .generated(let source):
      return RowText(
        sql: "CAST(\(try value(of: source.promise, inputs)) AS DOUBLE)", joins: joins,
        title: "cases")
    }
  }

  /// A law whose parameters differ by row.
  mutating func law(
    _ law: any Law.Type, form: Int, _ parameters: [NumericArgument], _ ends: ValuePromise.Ends,
    _ inputs: [InputPath], grids: [Grid]
  ) throws(Unseen) -> RowLawClaim {
    var texts: [RowText] = []
    for parameter in parameters { texts.append(try text(parameter, inputs)) }
    var sides: [RowText?] = []
    for end in [ends.lower, ends.upper] {
      guard let end else {
        sides.append(nil)
        continue
      }
      sides.append(try text(end, inputs))
    }
    return RowLawClaim(
      law, form: form, parameters: texts, lower: sides[0], upper: sides[1], grids: grids)
  }

  /// What a promise that draws nothing comes to, with the tables it reads.
  mutating func text(
    _ promise: ValuePromise, _ inputs: [InputPath]
  ) throws(Unseen) -> RowText {
    if case .expression(let expression) = promise { return try text(expression, inputs) }
    let value = try value(of: promise, inputs)
    return RowText(sql: value, joins: joins, title: SQLText.shown(value))
  }

  private mutating func value(
    of promise: ValuePromise, _ inputs: [InputPath]
  ) throws(Unseen) -> String {
    switch promise {
    case .expression(let expression): return try text(expression, inputs).sql
    case .weighted(let values, let weights, _) where weights.count == 1:
      return values.sqlLiteral(at: 0)
    case .cases(let slot, let cases, let others):
      let path = try sql(inputs[slot])
      let type = type(of: inputs[slot])
      var sql = "CASE"
      for (key, promise) in cases {
        sql +=
          " WHEN \(CaseText.condition(path, type, is: key)) THEN \(try value(of: promise, inputs))"
      }
      if let others { sql += " ELSE \(try value(of: others, inputs))" }
      return sql + " END"
    default: throw Unseen(reason: "has parameters that SQL does not say")
    }
  }

  /// A value as expressions compute with it: the widest of its kind.
  mutating func operand(_ path: InputPath) throws(Unseen) -> String {
    let value = try sql(path)
    switch type(of: path, in: table) {
    case .int8?, .int16?, .int32?: return "CAST(\(value) AS BIGINT)"
    case .float32?: return "CAST(\(value) AS DOUBLE)"
    case .timestamp(utc: true)?: return "CAST(\(value) AS TIMESTAMP)"
    default: return value
    }
  }

  private mutating func sql(
    _ path: InputPath, in table: Int, named alias: String
  ) throws(Unseen) -> String {
    switch path {
    case .column(let column): return try name(column, in: table, alias)
    case .parent(let key, let rest):
      let (parent, name) = try join(key, in: table, alias)
      return try sql(rest, in: parent, named: name)
    case .part(let rest, let reading):
      let whole = try sql(rest, in: table, named: alias)
      guard let type = type(of: rest, in: table), let part = reading.sql(of: whole, type) else {
        throw Unseen(reason: "reads a part that SQL does not name")
      }
      return part
    case .own: throw Unseen(reason: "reads the value that goes missing")
    case .candidate, .rowKey: throw Unseen(reason: "rests on what no file holds")
    }
  }

  private func name(_ column: Int, in table: Int, _ alias: String) throws(Unseen) -> String {
    let plan = plan.tables[table]
    guard !plan.isHidden, !plan.columns[column].isHidden else {
      throw Unseen(reason: "reads '\(plan.name).\(plan.columns[column].name)', which is hidden")
    }
    return "\(alias).\(SQLText.name(plan.columns[column].name))"
  }

  /// The row that a key names, as a further table of the statement.
  private mutating func join(
    _ key: Int, in table: Int, _ alias: String
  ) throws(Unseen) -> (table: Int, alias: String) {
    let naming = try RowNaming(key, of: table, in: plan, named: alias)
    guard naming.rows?.joins.isEmpty ?? true else {
      throw Unseen(reason: "reads through a key whose table another row tells")
    }
    let made = RowText.Join(
      alias: "\(alias)_\(key)", table: plan.tables[naming.parent].name, values: naming.values,
      key: naming.key, condition: naming.rows?.sql)
    if !joins.contains(made) { joins.append(made) }
    return (naming.parent, made.alias)
  }

  func type(of path: InputPath) -> LogicalType? { type(of: path, in: table) }

  private func type(of path: InputPath, in table: Int) -> LogicalType? {
    switch path {
    case .column(let column): plan.tables[table].columns[column].type
    case .parent(let key, let rest):
      if case .reference(let reference) = plan.tables[table].columns[key].generator {
        type(of: rest, in: reference.table)
      } else {
        nil
      }
    case .part(let rest, let reading):
      type(of: rest, in: table).flatMap { reading.type(in: $0)?.type }
    case .candidate, .own, .rowKey: nil
    }
  }
}

extension GenerationPlan {
  /// A path as documents write it.
  func title(_ path: InputPath, in table: Int) -> String {
    let columns = tables[table].columns
    switch path {
    case .column(let column): return columns[column].name
    case .parent(let key, let rest):
      guard case .reference(let reference) = columns[key].generator else { return "" }
      return "\(columns[key].name).\(title(rest, in: reference.table))"
    case .part(let rest, _): return title(rest, in: table)
    case .candidate, .own, .rowKey: return "the row"
    }
  }
}
