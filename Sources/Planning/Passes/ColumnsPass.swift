import Diagnostics

/// Resolves every column; what fails because another column failed is not reported again.
enum ColumnsPass {
  static func run(_ resolver: Resolver) throws(DiagnosticList) {
    var problems = DiagnosticList()
    for (table, state) in resolver.tables.enumerated() {
      for column in state.columns.indices {
        do throws(DiagnosticList) {
          try resolver.resolve(ColumnID(table: table, column: column))
        } catch { problems.all += error.all }
      }
    }
    // A column that only failed with another leaves no problem of its own; one exists elsewhere.
    if problems.hasErrors { throw problems }
  }
}
