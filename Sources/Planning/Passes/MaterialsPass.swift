/// Finds the facts about whole tables that rows need, and the order to make them in.
enum MaterialsPass {
  static func run(_ tables: [TablePlan], denseLimit: Int) -> [MaterialPlan] {
    var finder = MaterialFinder(tables: tables, denseLimit: denseLimit)
    finder.findAll()
    return finder.plans.sorted { a, b in
      a.level == b.level ? place(a.kind) < place(b.kind) : a.level < b.level
    }
  }

  /// Materials of a table come before those of its columns; one column may need several.
  private static func place(_ kind: MaterialPlan.Kind) -> (table: Int, column: Int, kind: Int) {
    switch kind {
    case .counts(let table): (table, -1, 0)
    case .grid(let table): (table, -1, 1)
    case .dense(let id): (id.table, id.column, 0)
    case .rollup(let id): (id.table, id.column, 1)
    case .selection(let id): (id.table, id.column, 2)
    case .tree(let id): (id.table, id.column, 3)
    case .weights(let id): (id.table, id.column, 4)
    case .numbers(let id): (id.table, id.column, 5)
    case .groups(let id): (id.table, id.column, 6)
    case .degrees(let id): (id.table, id.column, 7)
    }
  }
}
