import Columnar
import SchemaModel

/// The classes of days or hours that the cases of a factor name.
enum CalendarClasses {
  /// For each day the case that names it, -1 for none. Cases do not overlap.
  static func days(
    _ part: CalendarPart, _ cases: [Scalar], window: ArrivalWindow
  ) -> [Int] {
    let ranges = cases.map { range(part, $0) }
    return (window.first...window.last).map { day in
      let value =
        switch part {
        case .month: CivilTime.civil(day).month
        case .weekday: CivilTime.isoWeekday(day)
        case .year: CivilTime.civil(day).year
        case .hour: preconditionFailure("a day has all hours")
        }
      return ranges.firstIndex { $0.contains(value) } ?? -1
    }
  }

  /// For each hour the case that names it, -1 for none.
  static func hours(_ cases: [Scalar]) -> [Int] {
    let ranges = cases.map { range(.hour, $0) }
    return (0..<24).map { hour in ranges.firstIndex { $0.contains(hour) } ?? -1 }
  }

  static func range(_ part: CalendarPart, _ text: Scalar) -> ClosedRange<Int> {
    guard let range = part.values(of: text.text) else {
      preconditionFailure("decoding lets only cases of the calendar through")
    }
    return range
  }
}
