import Generators

/// Finds which facts about whole tables the rows need, what each of them needs, and its bytes.
struct MaterialFinder {
  let tables: [TablePlan]
  let denseLimit: Int
  private(set) var plans: [MaterialPlan] = []
  private var levels: [MaterialPlan.Kind: Int] = [:]
  private var columnNeeds: [ColumnID: Set<MaterialPlan.Kind>] = [:]
  init(tables: [TablePlan], denseLimit: Int) {
    self.tables = tables
    self.denseLimit = denseLimit
  }

  mutating func findAll() {
    for table in tables.indices {
      if let source = sourceMaterial(table) { _ = level(of: source) }
      for column in tables[table].columns.indices {
        for kind in needs(ColumnID(table: table, column: column)) { _ = level(of: kind) }
      }
    }
  }

  private func sourceMaterial(_ table: Int) -> MaterialPlan.Kind? {
    switch tables[table].source {
    case .perParent: .counts(table: table)
    case .grid: .grid(table: table)
    case .literal, .independent: nil
    }
  }

  /// The materials that making a column for some rows asks for.
  mutating func needs(_ id: ColumnID) -> Set<MaterialPlan.Kind> {
    if let known = columnNeeds[id] { return known }
    let plan = tables[id.table].columns[id.column]
    var found = generatorNeeds(id, plan.generator)
    if case .perParent = tables[id.table].source { found.insert(.counts(table: id.table)) }
    if !plan.groupInputs.isEmpty { found.insert(.numbers(id)) }
    if plan.needsSelection || plan.missing?.isAmongSelected ?? false {
      found.insert(.selection(id))
    }
    var candidates = id.table
    if case .reference(let reference) = plan.generator { candidates = reference.table }
    for input in plan.inputs {
      if case .candidate(let inner) = input {
        found.formUnion(access(inner, from: candidates))
      } else {
        found.formUnion(own(input, in: id.table))
      }
    }
    columnNeeds[id] = found
    return found
  }

  private mutating func generatorNeeds(
    _ id: ColumnID, _ generator: ColumnGenerator
  ) -> Set<MaterialPlan.Kind> {
    let table = tables[id.table]
    var found = Set<MaterialPlan.Kind>()
    switch generator {
    case .literal, .local, .record: break
    case .arrival:
      if case .grid = table.source { found.insert(.grid(table: id.table)) }
      if case .perParent(let children) = table.source, let parent = table.arrivals?.parent {
        for input in parent.inputs { found.formUnion(access(input, from: children.parentTable)) }
      }
    case .reference(let reference):
      if case .source = reference.choice, let source = sourceMaterial(id.table) {
        found.insert(source)
      }
      if case .weighted = reference.choice { found.insert(.weights(id)) }
      if case .zipf = reference.choice, reference.isEarlier { found.insert(.weights(id)) }
      if case .degrees = reference.choice { found.insert(.degrees(id)) }
      if case .tree = reference.choice { found.insert(.tree(id)) }
      if case .perParent = tables[reference.table].source {
        found.insert(.counts(table: reference.table))
      }
      if let group = reference.group {
        let key = ColumnID(table: reference.table, column: group.key)
        found.formUnion(counts(of: group.table))
        found.insert(tables.isSource(key) ? .counts(table: reference.table) : .groups(key))
        if let own = group.own { found.formUnion(needs(ColumnID(table: id.table, column: own))) }
      }
      for key in tables[reference.table].keyColumns {
        found.formUnion(access(.column(key), from: reference.table))
      }
    case .rollup: found.insert(.rollup(id))
    }
    return found
  }

  /// An input seen from a row that is being made.
  private mutating func own(_ path: InputPath, in table: Int) -> Set<MaterialPlan.Kind> {
    switch path {
    case .column(let column): return needs(ColumnID(table: table, column: column))
    case .own, .rowKey: return []
    case .part(let inner, _): return own(inner, in: table)
    case .candidate: preconditionFailure("candidates are not of the row")
    case .parent(let key, let rest):
      guard case .reference(let reference) = tables[table].columns[key].generator else {
        preconditionFailure("a path goes through keys")
      }
      return needs(ColumnID(table: table, column: key))
        .union(access(rest, from: reference.table))
    }
  }

  /// A column read at rows of another table: kept whole if it is small, else made again.
  private mutating func access(_ path: InputPath, from table: Int) -> Set<MaterialPlan.Kind> {
    switch path {
    case .column(let column):
      let id = ColumnID(table: table, column: column)
      return isDense(id) ? [.dense(id)] : needs(id)
    case .rowKey: return counts(of: table)
    case .part(let inner, _): return access(inner, from: table)
    case .candidate, .own: preconditionFailure("no column of the other row")
    case .parent(let key, let rest):
      guard case .reference(let reference) = tables[table].columns[key].generator else {
        preconditionFailure("a path goes through keys")
      }
      let id = ColumnID(table: table, column: key)
      let first = isDense(id) ? [.dense(id)] : needs(id)
      return first.union(access(rest, from: reference.table))
    }
  }

  private func isDense(_ id: ColumnID) -> Bool {
    switch tables[id.table].columns[id.column].generator {
    case .rollup, .literal, .record: return false
    case .local(let source): if source.isCheap { return false }
    case .reference, .arrival: break
    }
    return bytes(of: id) <= denseLimit
  }

  private func bytes(of id: ColumnID) -> Int {
    let plan = tables[id.table].columns[id.column]
    let width: Double =
      switch plan.type.storage {
      case .boolean: 1
      case .int64, .float64: 8
      case .int128, .uuid: 16
      case .text: plan.texts == nil ? 28 : 4
      case .list, .structure: 64  // How many values they hold is not known here.
      }
    // A key column also keeps the position it names.
    let positions: Double =
      if case .reference = plan.generator { 8 } else { 0 }
    let bits = plan.isNullable ? 0.125 : 0
    return Int(min(tables[id.table].expectedRowCount * (width + positions + bits), 0x1p60))
  }

  private mutating func level(of kind: MaterialPlan.Kind) -> Int {
    if let known = levels[kind] { return known }
    var level = 0
    let needs = inner(kind)
    for need in needs { level = max(level, self.level(of: need) + 1) }
    levels[kind] = level
    plans.append(MaterialPlan(kind: kind, needs: needs, level: level, bytes: bytes(of: kind)))
    return level
  }

  /// What making the material itself needs.
  private mutating func inner(_ kind: MaterialPlan.Kind) -> Set<MaterialPlan.Kind> {
    switch kind {
    case .dense(let id): return needs(id).union(counts(of: id.table))
    case .counts(let table):
      guard case .perParent(let children) = tables[table].source else { return [] }
      return reading(tables[table].countInputs, of: children.parentTable)
    case .grid(let table):
      guard let parent = tables[table].arrivals?.parent else { return [] }
      return reading(parent.inputs, of: parent.table)
    case .rollup(let id):
      guard case .rollup(let rollup) = tables[id.table].columns[id.column].generator else {
        return []
      }
      var found = counts(of: id.table)
      if let source = sourceMaterial(rollup.childTable) { found.insert(source) }
      found.formUnion(needs(ColumnID(table: rollup.childTable, column: rollup.key)))
      for input in rollup.inputs { found.formUnion(own(input, in: rollup.childTable)) }
      return found
    case .selection(let id):
      let plan = tables[id.table].columns[id.column]
      var found = counts(of: id.table)
      for slot in plan.when?.inputSlots ?? [] {
        found.formUnion(own(plan.inputs[slot], in: id.table))
      }
      return found
    case .groups(let id):
      guard case .reference(let reference) = tables[id.table].columns[id.column].generator else {
        return []
      }
      return needs(id).union(counts(of: id.table)).union(counts(of: reference.table))
    case .numbers(let id):
      return tables[id.table].columns[id.column].groupInputs.reduce(into: counts(of: id.table)) {
        $0.formUnion(own($1, in: id.table))
      }
    case .tree(let id):
      return tables[id.table].columns[id.column].inputs.reduce(into: counts(of: id.table)) {
        $0.formUnion(own($1, in: id.table))
      }
    case .weights(let id):
      guard case .reference(let reference) = tables[id.table].columns[id.column].generator,
        case .weighted(let weight) = reference.choice
      else { return counts(of: id.table) }
      return reading(weight.inputs, of: reference.table)
    case .degrees(let id):
      guard case .reference(let reference) = tables[id.table].columns[id.column].generator,
        case .degrees(let degrees) = reference.choice
      else { return [] }
      var found = reading(degrees.inputs, of: reference.table).union(counts(of: id.table))
      if tables[id.table].columns[id.column].needsSelection { found.insert(.selection(id)) }
      return found
    }
  }

  /// What reading inputs for all rows of a table needs.
  private mutating func reading(
    _ inputs: [InputPath], of table: Int
  ) -> Set<MaterialPlan.Kind> {
    inputs.reduce(into: counts(of: table)) { $0.formUnion(access($1, from: table)) }
  }

  /// What says how many rows a table has, where the plan does not.
  private func counts(of table: Int) -> Set<MaterialPlan.Kind> {
    if case .perParent = tables[table].source { [.counts(table: table)] } else { [] }
  }

  private func bytes(of kind: MaterialPlan.Kind) -> Int {
    switch kind {
    case .dense(let id): return bytes(of: id)
    case .counts(let table):
      guard case .perParent(let children) = tables[table].source else { return 0 }
      return bytes(tables[children.parentTable].expectedRowCount / 64 + 1, each: 8)
    case .grid(let table): return gridBytes(tables[table].arrivals)
    case .rollup(let id):
      let isWide = tables[id.table].columns[id.column].type.storage == .int128
      return bytes(tables[id.table].expectedRowCount, each: isWide ? 24 : 16)
    case .selection(let id): return bytes(tables[id.table].expectedRowCount, each: 0.125)
    case .groups(let id):
      guard case .reference(let reference) = tables[id.table].columns[id.column].generator else {
        return 0
      }
      return bytes(
        tables[id.table].expectedRowCount + tables[reference.table].expectedRowCount, each: 4)
    case .numbers(let id), .tree(let id):
      return bytes(tables[id.table].expectedRowCount, each: 4)
    case .degrees(let id):
      guard case .reference(let reference) = tables[id.table].columns[id.column].generator else {
        return 0
      }
      return reference.distinct == nil
        ? bytes(tables[reference.table].expectedRowCount, each: 8)
        : bytes(tables[id.table].expectedRowCount, each: 4)
    case .weights(let id):
      guard case .reference(let reference) = tables[id.table].columns[id.column].generator else {
        return 0
      }
      return bytes(tables[reference.table].expectedRowCount, each: 16)
    }
  }

  /// Where lives end, 64 per parent find who is alive (`LivingIndex`), 32 tell when rows come
  /// (`LivingMass`), 8 what is expected; both its tables know each day.
  private func gridBytes(_ plan: ArrivalPlan?) -> Int {
    guard let plan else { return 0 }
    guard let parent = plan.parent else { return plan.base.count * 24 }
    let rows = tables[parent.table].expectedRowCount
    return parent.until == nil
      ? plan.base.count * 24 + bytes(rows, each: 28)
      : plan.base.count * 56 + bytes(rows, each: 104)
  }

  /// Tables may be planned that no memory holds.
  private func bytes(_ rows: Double, each: Double) -> Int { Int(min(rows * each, 0x1p60)) }
}

extension [TablePlan] {
  /// Whether a key names the parent whose children stand together.
  package func isSource(_ key: ColumnID) -> Bool {
    guard case .perParent(let children) = self[key.table].source else { return false }
    return children.key == key.column
  }
}
