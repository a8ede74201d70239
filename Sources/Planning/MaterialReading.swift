import Generators

/// What a plan says about its materials, for people.
extension GenerationPlan {
  /// The columns that are kept whole.
  package var denseColumns: Set<ColumnID> {
    Set(
      materials.compactMap { material in
        if case .dense(let id) = material.kind { id } else { nil }
      })
  }

  /// Bytes that the materials take together.
  package var materialBytes: Int { materials.reduce(0) { $0 + $1.bytes } }

  /// What a material holds: `dense customers.signup_date`, `grid of orders`.
  package func title(_ kind: MaterialPlan.Kind) -> String {
    switch kind {
    case .dense(let id): "dense \(title(id))"
    case .counts(let table): "counts of \(tables[table].name)"
    case .degrees(let id): "degrees of \(title(id))"
    case .grid(let table): "grid of \(tables[table].name)"
    case .groups(let id): "groups of \(title(id))"
    case .numbers(let id): "numbers of \(title(id))"
    case .rollup(let id): "roll-up \(title(id))"
    case .selection(let id): "selection of \(title(id))"
    case .tree(let id): "tree of \(title(id))"
    case .weights(let id): "weights of \(title(id))"
    }
  }

  /// The columns that making a material reads, in the order of the plan.
  package func reads(_ kind: MaterialPlan.Kind) -> [ColumnID] {
    var paths: [(InputPath, Int)] = []
    switch kind {
    case .dense(let id): paths = inputs(of: id)
    case .counts(let table):
      if case .perParent(let children) = tables[table].source {
        paths = tables[table].countInputs.map { ($0, children.parentTable) }
      }
    case .grid(let table):
      if let parent = tables[table].arrivals?.parent {
        paths = parent.inputs.map { ($0, parent.table) }
      }
    case .rollup(let id):
      if case .rollup(let rollup) = self[id].generator {
        paths = rollup.inputs.map { ($0, rollup.childTable) }
        paths.append((.column(rollup.key), rollup.childTable))
      }
    case .groups(let id): paths = [(.column(id.column), id.table)]
    case .numbers(let id): paths = self[id].groupInputs.map { ($0, id.table) }
    case .selection(let id):
      paths = (self[id].when?.inputSlots ?? []).map { (self[id].inputs[$0], id.table) }
    case .tree(let id): paths = inputs(of: id)
    case .weights(let id):
      if case .reference(let reference) = self[id].generator,
        case .weighted(let weight) = reference.choice
      {
        paths = weight.inputs.map { ($0, reference.table) }
      }
    case .degrees(let id):
      if case .reference(let reference) = self[id].generator,
        case .degrees(let degrees) = reference.choice
      {
        paths = degrees.inputs.map { ($0, reference.table) }
      }
    }
    let graph = DependencyGraph(tables: tables)
    let nodes = paths.flatMap { graph.path($0.0, from: $0.1) }
    let columns = nodes.compactMap { node in
      if case .column(let id) = node { id } else { nil }
    }
    return Set(columns).sorted()
  }

  private func inputs(of id: ColumnID) -> [(InputPath, Int)] {
    var candidates = id.table
    if case .reference(let reference) = self[id].generator { candidates = reference.table }
    return self[id].inputs.map { input in
      if case .candidate(let inner) = input { (inner, candidates) } else { (input, id.table) }
    }
  }

  /// Rows that are gone through to make the materials: each share makes them all again.
  ///
  /// Roll-ups of one child table at one level share a scan.
  package var materialRowCount: Double {
    var scanned = Set<String>()
    var count = 0.0
    for material in materials {
      switch material.kind {
      case .dense(let id), .groups(let id), .numbers(let id), .selection(let id), .tree(let id):
        count += tables[id.table].expectedRowCount
      case .counts(let table):
        if case .perParent(let children) = tables[table].source {
          count += tables[children.parentTable].expectedRowCount
        }
      case .grid(let table):
        if let parent = tables[table].arrivals?.parent {
          count += tables[parent.table].expectedRowCount
        }
      case .rollup(let id):
        guard case .rollup(let rollup) = self[id].generator,
          scanned.insert("\(material.level) \(rollup.childTable)").inserted
        else { continue }
        count += tables[rollup.childTable].expectedRowCount
      case .degrees(let id), .weights(let id):
        if case .reference(let reference) = self[id].generator {
          count += tables[reference.table].expectedRowCount
        }
      }
    }
    return count
  }
}
