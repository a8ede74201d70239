import Columnar

/// Arithmetic on the integers behind dates, times and durations, in SQL.
enum SQLIntegers {
  /// A pattern for `{0} sign {1}`, of the types the operands have, into a result of another.
  static func pattern(
    _ sign: String, _ left: LogicalType, _ right: LogicalType, into result: LogicalType
  ) -> String {
    made("(\(count("{0}", left)) \(sign) \(count("{1}", right)))", result)
  }

  /// Days or microseconds, or the integer itself.
  private static func count(_ value: String, _ type: LogicalType) -> String {
    switch type {
    case .date: "(\(value) - DATE '1970-01-01')"
    case .timestamp, .time: "epoch_us(\(value))"
    default: value
    }
  }

  private static func made(_ count: String, _ type: LogicalType) -> String {
    switch type {
    case .date: "(DATE '1970-01-01' + CAST(\(count) AS INTEGER))"
    case .timestamp: "make_timestamp(\(count))"
    default: count
    }
  }
}

/// Calendar months, in SQL.
enum SQLMonths {
  static func added(isDate: Bool) -> String {
    let sum = "({0} + to_months(CAST({1} AS INTEGER)))"
    return isDate ? "CAST(\(sum) AS DATE)" : sum
  }

  /// Whole months from `{0}` to `{1}`, as `months(a, b)` counts them.
  static var between: String {
    let (a, b) = ("\(SQLConversion.value).a", "\(SQLConversion.value).b")
    return """
      list_transform([struct_pack(a := {0}, b := {1})], lambda \(SQLConversion.value): CASE WHEN \(b) < \(a) \
      THEN -\(forward(b, a)) ELSE \(forward(a, b)) END)[1]
      """
  }

  private static func forward(_ first: String, _ last: String) -> String {
    let guess =
      "((year(\(last)) - year(\(first))) * 12 + month(\(last)) - month(\(first)))"
    return """
      (\(guess) - CASE WHEN \(first) + to_months(CAST(\(guess) AS INTEGER)) > \(last) \
      THEN 1 ELSE 0 END)
      """
  }
}
