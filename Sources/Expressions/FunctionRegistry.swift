import Diagnostics

/// All functions, sorted by name.
package enum FunctionRegistry {
  package static let all: [any ExpressionFunction.Type] = [
    Abs.self, AddMonths.self, Ceil.self, Coalesce.self, Concat.self, Contains.self, Cos.self,
    DateOf.self,
    DayOf.self, DayOfMonth.self, DayOfYear.self, Days.self, ElementOf.self, Exp.self, FloatOf.self,
    Floor.self,
    Hour.self, Hours.self, If.self, IntOf.self, ISODayOfWeek.self, Length.self, Log.self,
    Lower.self, LPad.self, Max.self, Min.self, Minute.self, Minutes.self, Mod.self, Month.self,
    Months.self, Pow.self, Quarter.self, Replace.self, Round.self, Second.self, Seconds.self,
    Sign.self, Sin.self, Sqrt.self, SubstringOf.self, TextOf.self, TimeOf.self,
    TimestampOf.self, Trim.self, Upper.self, Year.self,
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  package static func function(_ name: String) -> (any ExpressionFunction.Type)? { byName[name] }
}

extension LocatedText {
  private static let aggregates: Set<String> = [
    "sum", "count", "avg", "mean", "median", "stddev", "variance", "first", "last", "top_share",
    "share", "row_number", "rank", "lag", "lead", "count_distinct", "quantile", "sd",
  ]

  private static let otherNames: [String: String] = [
    "ln": "log", "power": "pow", "ceiling": "ceil", "substr": "substring", "ifnull": "coalesce",
    "nvl": "coalesce", "iif": "if", "greatest": "max", "least": "min", "len": "length",
    "char_length": "length", "dayofweek": "isodow", "day_of_week": "isodow", "dow": "isodow",
    "dayofyear": "day_of_year", "cast": "int", "to_date": "date", "to_time": "time",
    "time_of_day": "time", "lcase": "lower",
    "ucase": "upper", "integer": "int", "double": "float", "string": "text", "str": "text",
    "concatenate": "concat", "datediff": "months", "date_add": "add_months",
  ]

  /// What other languages call the time of the run.
  private static let clocks: Set<String> = [
    "current_date", "current_timestamp", "getdate", "now", "sysdate", "today",
  ]

  /// Those of other names whose arguments are others too.
  private static let unlikeNames: Set<String> = [
    "cast", "date_add", "datediff", "day_of_week", "dayofweek", "dow",
  ]

  func unknownFunction(_ name: String, namePlace: Place, place: Place) -> Diagnostic {
    if Self.aggregates.contains(name.lowercased()) {
      return problem(
        "aggregate-function", "'\(name)' is about several rows, an expression about one", at: place,
        suggestion: "use a roll-up column such as {sum: child.column, of: key}")
    }
    let names = FunctionRegistry.all.map { $0.name }
    let lowered = name.lowercased()
    if Self.clocks.contains(lowered) {
      return problem(
        "unknown-function", "there is no '\(name)': data must not depend on when it is made",
        at: namePlace, expected: "a date of the document, such as timeframe.to")
    }
    let other = Self.otherNames[lowered] ?? (names.contains(lowered) ? lowered : nil)
    let nearest =
      other.map { DidYouMean.Proposal(names: [$0]) } ?? DidYouMean.proposal(for: name, in: names)
    return problem(
      "unknown-function", "unknown function '\(name)'", at: namePlace,
      expected: "one of \(names.count) functions",
      suggestion: nearest?.question,
      replacement: Self.unlikeNames.contains(lowered) ? nil : nearest?.certain)
  }
}
