/// All checks of columns, sorted by name.
enum ColumnDriftRegistry {
  static let all: [any ColumnDriftCheck.Type] = [
    HourDrift.self, LengthDrift.self, MeanDrift.self, MissingDrift.self, RangeDrift.self,
    ShapeDrift.self, ShareDrift.self, UniqueDrift.self, WeekdayDrift.self,
  ]
}
