/// All checks of tables, sorted by name.
enum TableDriftRegistry {
  static let all: [any TableDriftCheck.Type] = [
    ChildrenDrift.self, OrphanDrift.self, RowDrift.self,
  ]
}
