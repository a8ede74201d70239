import Claims
import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Says as SQL what the document expects of its data.
struct ExpectationWriter {
  private let plan: GenerationPlan

  /// What files do not show, where the document says it.
  static func problems(_ plan: GenerationPlan) -> DiagnosticList {
    let writer = ExpectationWriter(plan: plan)
    var problems = DiagnosticList()
    for expectation in plan.expectations {
      do throws(RowScope.Unseen) {
        _ = try writer.claim(expectation)
      } catch { problems.report(.notSeen(expectation, error.reason)) }
    }
    return problems
  }

  /// The claims beside a table.
  static func claims(_ plan: GenerationPlan, table: Int) -> [Claim] {
    let writer = ExpectationWriter(plan: plan)
    return plan.expectations.filter { writer.table(of: $0) == table }
      .compactMap { try? writer.claim($0) }
  }

  /// The table that a report tells it beside: of a statement the first that it names.
  private func table(of expectation: ExpectationPlan) -> Int? {
    if let side = expectation.sides.first { return side.table }
    let words = Set(
      (expectation.sql ?? "").split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    )
    let seen = plan.tables.indices.filter { plan.claimedFile(of: $0) != nil }
    return seen.first { words.contains(plan.tables[$0].name) } ?? seen.first
  }

  private func claim(_ expectation: ExpectationPlan) throws(RowScope.Unseen) -> Claim {
    guard let main = expectation.sides.first else {
      return Claim(
        [], .expects(made(expectation, .statement(expectation.sql ?? ""))),
        pointer: expectation.pointer)
    }
    var scope = RowScope(plan, main.table)
    let rows = try condition(main, &scope)
    var groups: [RowText] = []
    for group in expectation.groups {
      var text = try scope.text(group.expression, main.inputs)
      text.title = group.text
      groups.append(text)
    }
    var value = try value(main, rows, groups, &scope)
    var reads = try reads(main)
    if expectation.sides.count > 1 {
      let second = expectation.sides[1]
      value = "(\(value)) / nullif(\(try divisor(second, main, groups, rows, &scope)), 0)"
      reads += try self.reads(second)
    }
    let text = RowText(sql: value, joins: scope.joins, title: expectation.subject)
    var kind: ExpectationClaim.Value =
      groups.isEmpty || main.value.isOverGroups ? .ofRows(text) : .ofGroups(text, by: groups)
    if let event = expectation.event {
      var event = try scope.text(event, main.inputs)
      event.title = expectation.subject
      kind = .never(event)
    }
    var made = made(expectation, kind)
    made.reads = reads
    let own = reads.filter { $0.table == plan.tables[main.table].name }.flatMap(\.columns)
    var filter: RowText?
    if let title = expectation.rows {
      filter = RowText(sql: rows, joins: scope.joins, title: title)
    }
    return Claim(
      own.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, .expects(made), rows: filter,
      pointer: expectation.pointer)
  }

  private func made(
    _ expectation: ExpectationPlan, _ value: ExpectationClaim.Value
  ) -> ExpectationClaim {
    var claim = ExpectationClaim(
      name: expectation.name, subject: expectation.subject, statistic: expectation.kind.rawValue,
      value: value, bound: expectation.bound)
    claim.isOfOtherSize = plan.hasOtherSize && expectation.growsWithRows
    return claim
  }

  /// What a ratio is divided by: of the same rows, or of those of another table.
  private func divisor(
    _ side: ExpectationPlan.Side, _ main: ExpectationPlan.Side, _ groups: [RowText],
    _ rows: String, _ scope: inout RowScope
  ) throws(RowScope.Unseen) -> String {
    if side.table == main.table {
      let own = try condition(side, &scope)
      return try value(side, own, groups, &scope)
    }
    var other = RowScope(plan, side.table)
    let own = try condition(side, &other)
    let value = try value(side, own, [], &other)
    return "(SELECT \(value) FROM \(source(other)))"
  }

  private func condition(
    _ side: ExpectationPlan.Side, _ scope: inout RowScope
  ) throws(RowScope.Unseen) -> String {
    var all: [String] = []
    for condition in side.conditions {
      all.append("(\(try scope.text(condition, side.inputs).sql))")
    }
    return all.isEmpty ? "true" : all.joined(separator: " AND ")
  }

  private func value(
    _ side: ExpectationPlan.Side, _ rows: String, _ groups: [RowText], _ scope: inout RowScope
  ) throws(RowScope.Unseen) -> String {
    var texts: [String] = []
    for call in side.value.calls {
      let argument = try call.argument.map { (argument) throws(RowScope.Unseen) in
        try scope.text(argument, side.inputs).sql
      }
      if call.function.isOverGroups, let argument {
        texts.append(
          AggregateFunction.topShareSQL(
            argument, share: call.share, rows: rows, source: source(scope),
            groups: groups.map(\.sql)))
      } else {
        texts.append(
          call.function.sql(argument, call.argument?.type, share: call.share, rows: rows))
      }
    }
    guard let outer = side.value.outer else { return texts[0] }
    guard let template = outer.sql else {
      throw RowScope.Unseen(reason: "is an expression that SQL does not say")
    }
    return template.text { texts[$0] }
  }

  private func source(_ scope: RowScope) -> String {
    ([SQLText.name(plan.tables[scope.table].name) + " AS r"] + scope.joins.map(\.sql))
      .joined(separator: " ")
  }

  // Columns that are read

  private func reads(
    _ side: ExpectationPlan.Side
  ) throws(RowScope.Unseen) -> [ExpectationClaim.Read] {
    var all: [ExpectationClaim.Read] = []
    for path in side.inputs { try note(path, in: side.table, &all) }
    return all
  }

  private func note(
    _ path: InputPath, in table: Int, _ all: inout [ExpectationClaim.Read]
  ) throws(RowScope.Unseen) {
    switch path {
    case .column(let column): try note(column, in: table, &all)
    case .parent(let key, let rest):
      try note(key, in: table, &all)
      guard case .reference(let reference) = plan.tables[table].columns[key].generator else {
        return
      }
      for column in plan.tables[reference.table].keyColumns {
        try note(column, in: reference.table, &all)
      }
      try note(rest, in: reference.table, &all)
    case .part(let rest, _): try note(rest, in: table, &all)
    case .candidate, .own, .rowKey: break
    }
  }

  private func note(
    _ column: Int, in table: Int, _ all: inout [ExpectationClaim.Read]
  ) throws(RowScope.Unseen) {
    let (name, rows) = (plan.tables[table].columns[column].name, plan.tables[table])
    if let file = plan.claimedFile(of: table), !file.allColumns.contains(column) {
      throw RowScope.Unseen(reason: "reads '\(rows.name).\(name)', which no file holds")
    }
    if let known = all.firstIndex(where: { $0.table == rows.name }) {
      if !all[known].columns.contains(name) { all[known].columns.append(name) }
    } else {
      all.append(ExpectationClaim.Read(table: rows.name, columns: [name]))
    }
  }
}

extension GenerationPlan {
  /// Of the files that hold a table, those with the most of its columns.
  func claimedFile(of table: Int) -> FilePlan? {
    output.files[table].max { $0.allColumns.count < $1.allColumns.count }
  }
}

extension FilePlan {
  /// The columns in the files and in their paths.
  var allColumns: Set<Int> { Set((columns + keys).map(\.column)) }
}

extension Diagnostic {
  fileprivate static func notSeen(_ expectation: ExpectationPlan, _ reason: String) -> Diagnostic {
    Diagnostic(
      "not-seen-in-files", "the expectation \(reason)", at: expectation.location,
      pointer: expectation.pointer, expected: "what can be computed from the files")
  }
}
