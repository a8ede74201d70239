import Columnar

/// What expectations say of many rows at once: the table that their compiler, their SQL and the
/// reference read.
package enum AggregateFunction: String, CaseIterable, Sendable {
  case count
  /// Written `count(distinct x)`.
  case distinct = "count_distinct"
  case max, mean, min, quantile, sd, share, sum
  case topShare = "top_share"

  package var name: String { rawValue }

  /// With types, as the reference and messages show it.
  package var signature: String {
    switch self {
    case .count: "count() → integer, count(value) → integer"
    case .distinct: "count(distinct value) → integer"
    case .max: "max(value) → the value's type"
    case .mean: "mean(value) → number, instant or length of time"
    case .min: "min(value) → the value's type"
    case .quantile: "quantile(value, share) → the value's type"
    case .sd: "sd(number) → number"
    case .share: "share(condition) → number"
    case .sum: "sum(number) → number"
    case .topShare: "top_share(number, share) → number"
    }
  }

  package var summary: String {
    switch self {
    case .count: "How many rows there are, or how many of them have a value."
    case .distinct: "How many values there are that differ."
    case .max: "The largest number, date, time or length of time."
    case .mean: "The mean of numbers, dates or lengths of time, of those that are not missing."
    case .min: "The smallest number, date, time or length of time."
    case .quantile:
      "The value below which a share of 0 to 1 lies, between two numbers in proportion."
    case .sd: "The standard deviation, of n − 1."
    case .share: "The share of the rows in which the condition is true."
    case .sum: "The sum of what is not missing."
    case .topShare:
      "The share of the sum that the first of the groups of `by` have, when these are ordered by their "
        + "sums: `0.2` is the top 20 %, rounded up to whole groups. One value over all groups."
    }
  }

  package var example: String {
    switch self {
    case .count: "count() / count(distinct date)"
    case .distinct: "count(distinct customer_id)"
    case .max: "max(ordered_at) - min(ordered_at)"
    case .mean: "mean(total) / mean(quantity)"
    case .min: "min(price)"
    case .quantile: "quantile(total, 0.95) / quantile(total, 0.5)"
    case .sd: "sd(total) / mean(total)"
    case .share: "share(status = 'returned')"
    case .sum: "sum(revenue) / sum(quantity)"
    case .topShare: "top_share(revenue, 0.2)"
    }
  }

  package var arity: ClosedRange<Int> {
    switch self {
    case .count: 0...1
    case .quantile, .topShare: 2...2
    default: 1...1
    }
  }

  /// Whether a dataset of twice the size has about twice as much.
  var growsWithRows: Bool {
    switch self {
    case .count, .distinct, .sum: true
    default: false
    }
  }

  /// Whether it looks at groups in place of rows.
  package var isOverGroups: Bool { self == .topShare }

  /// What it takes, as it reads behind "expected"; nil where it takes all.
  func refusal(of type: LogicalType) -> String? {
    switch self {
    case .count, .distinct: return nil
    case .share: return type == .boolean ? nil : "a condition"
    case .mean:
      let isTime = type.isTimestamp || type == .date || type == .duration
      return type.isNumeric || isTime ? nil : "a number, a date or a length of time"
    case .sum:
      return type.isNumeric || type == .duration ? nil : "a number or a length of time"
    case .sd, .topShare: return type.isNumeric ? nil : "a number"
    case .max, .min, .quantile:
      return type.isMeasured ? nil : "a number, a date, a time or a length of time"
    }
  }

  /// The type of what it gives for values of a type.
  package func result(of type: LogicalType?) -> LogicalType {
    switch self {
    case .count, .distinct: .int64
    case .mean:
      switch type {
      case .duration?: .duration
      case .date?, .timestamp?: .timestamp(utc: false)
      default: .float64
      }
    case .sum: type == .duration ? .duration : .float64
    case .share, .sd, .topShare: .float64
    case .max, .min, .quantile: type.map { $0.isNumeric ? .float64 : $0 } ?? .float64
    }
  }

  /// The same as DuckDB says it.
  ///
  /// - Parameters:
  ///   - argument: the SQL of a value of each row; nil where there is none.
  ///   - rows: the condition on rows that count.
  package func sql(
    _ argument: String?, _ type: LogicalType?, share: Double = 0, rows: String
  ) -> String {
    let value = argument ?? "*"
    let filter = "FILTER (WHERE \(rows))"
    let isFloat = type?.isFloat ?? false
    switch self {
    case .count: return "count(\(value)) \(filter)"
    case .distinct: return "count(DISTINCT \(value)) \(filter)"
    case .max, .min: return converted("\(rawValue)(\(value)) \(filter)", type)
    case .mean:
      if type == .date || type?.isTimestamp == true {
        let moments = "epoch_us(CAST(\(value) AS TIMESTAMP))"
        return "make_timestamp(CAST(round(avg(\(moments)) \(filter)) AS BIGINT))"
      }
      let mean = "\(isFloat ? "favg" : "avg")(\(value)) \(filter)"
      return type == .duration ? "CAST(round(\(mean)) AS BIGINT)" : converted(mean, type)
    case .quantile:
      guard type?.isNumeric == true else { return "quantile_disc(\(value), \(share)) \(filter)" }
      return "quantile_cont(CAST(\(value) AS DOUBLE), \(share)) \(filter)"
    case .sd: return "stddev_samp(CAST(\(value) AS DOUBLE)) \(filter)"
    case .share: return "avg(CASE WHEN \(value) THEN 1.0::DOUBLE ELSE 0.0::DOUBLE END) \(filter)"
    case .sum:
      let sum = "\(isFloat ? "fsum" : "sum")(\(value)) \(filter)"
      return type == .duration ? "CAST(\(sum) AS BIGINT)" : converted(sum, type)
    case .topShare: preconditionFailure("a function of groups over rows")
    }
  }

  private func converted(_ sql: String, _ type: LogicalType?) -> String {
    type?.isNumeric == true ? "CAST(\(sql) AS DOUBLE)" : sql
  }

  /// The same as DuckDB says it of groups of rows.
  ///
  /// - Parameters:
  ///   - source: what stands behind `FROM`.
  ///   - groups: what the rows of a group agree in.
  package static func topShareSQL(
    _ argument: String, share: Double, rows: String, source: String, groups: [String]
  ) -> String {
    """
    (SELECT sum(s) FILTER (WHERE place <= ceil(\(share)::DOUBLE * n - 1e-9)) / sum(s) FROM \
    (SELECT s, row_number() OVER (ORDER BY s DESC) AS place, count(*) OVER () AS n FROM \
    (SELECT fsum(CAST(\(argument) AS DOUBLE)) AS s FROM \(source) WHERE \(rows) \
    GROUP BY \(groups.joined(separator: ", ")))))
    """
  }

  /// The function that a call means; nil for those of a row.
  static func named(_ name: String, _ count: Int) -> AggregateFunction? {
    guard let function = AggregateFunction(rawValue: name) else { return nil }
    // Of several values of one row.
    if FunctionRegistry.function(name) != nil, count != 1 { return nil }
    return function
  }

  /// As a document writes the name.
  var written: String { self == .distinct ? "count(distinct …)" : rawValue }
}

extension LogicalType {
  /// Whether values have an order and distances.
  package var isMeasured: Bool {
    isNumeric || isTimestamp || self == .date || self == .time || self == .duration
  }
}

/// The section of the reference that lists what `expect` says of many rows, in Markdown.
package enum AggregateReference {
  package static var text: String {
    var text = """

      ## Functions of many rows

      What `value` and `ratio` of an expectation call. Inside stand values of a row, as in any expression; \
      outside stand numbers, parameters and the functions above.

      | function | meaning | example |
      | --- | --- | --- |

      """
    for function in AggregateFunction.allCases {
      text += "| `\(function.signature)` | \(function.summary) | `\(function.example)` |\n"
    }
    return text
  }
}
