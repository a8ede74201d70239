import Planning

/// A plan as lines for comparison: tables, then materials by level.
enum PlanText {
  static func tables(_ plan: GenerationPlan) -> [String] {
    plan.tables.map { table in
      let marked = table.columns.filter(\.isSizeDependent).map(\.name)
      return "\(table.name): \(table.source.mode), key bits \(table.keyBits), "
        + "size-dependent: \(marked.isEmpty ? "–" : marked.joined(separator: " "))"
    }
  }

  static func materials(_ plan: GenerationPlan) -> [String] {
    plan.materials.map { "\($0.level) \(title($0.kind, plan)), \($0.bytes) B" }
  }

  static func title(_ kind: MaterialPlan.Kind, _ plan: GenerationPlan) -> String {
    switch kind {
    case .dense(let id): "dense \(plan.title(id))"
    case .counts(let table): "counts \(plan.tables[table].name)"
    case .degrees(let id): "degrees \(plan.title(id))"
    case .grid(let table): "grid \(plan.tables[table].name)"
    case .groups(let id): "groups \(plan.title(id))"
    case .numbers(let id): "numbers \(plan.title(id))"
    case .rollup(let id): "roll-up \(plan.title(id))"
    case .selection(let id): "selection \(plan.title(id))"
    case .tree(let id): "tree \(plan.title(id))"
    case .weights(let id): "weights \(plan.title(id))"
    }
  }
}
