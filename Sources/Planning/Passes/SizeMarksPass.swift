/// Marks columns that read a size-dependent column as size-dependent themselves.
enum SizeMarksPass {
  static func run(_ tables: inout [TablePlan]) {
    var changed = true
    while changed {
      changed = false
      let graph = DependencyGraph(tables: tables)
      for table in tables.indices {
        for column in tables[table].columns.indices
        where !tables[table].columns[column].isSizeDependent {
          let needs = graph.needs(.column(ColumnID(table: table, column: column)))
          let reads = needs.contains { node in
            if case .column(let id) = node {
              return tables[id.table].columns[id.column].isSizeDependent
            }
            return false
          }
          if reads {
            tables[table].columns[column].isSizeDependent = true
            changed = true
          }
        }
      }
    }
  }
}
