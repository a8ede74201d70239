import Columnar
import ExpressionSamples
import Expressions
import Testing

/// Expressions that the target documents use, on a few rows each.
@Suite struct DocumentExpressionTests {
  static let bench: Workbench = {
    var bench = Workbench([
      "order_value": .floats([100, 25.5, nil]), "quantity": .integers([3, 2, 5], .int32),
      "product_id.price": .integers([1299, 500, 1], .decimal(precision: 10, scale: 2)),
      "unit_price": .integers([1999, 1250, 5], .decimal(precision: 10, scale: 2)),
      "discount_amount": .integers([0, 100, nil], .decimal(precision: 10, scale: 2)),
      "order_date": .timestamps(["2024-03-31 10:00", "2024-11-30 23:59:59.5", "2023-01-01"]),
      "created_at": .dates(["2024-03-31", "2024-12-01", "2022-05-05"]),
      "sold_until": .dates(["2024-04-01", "2024-12-31", nil]),
      "brand": .texts(["Acme", "Bolt", nil]),
      "kind": .texts(["earn", "redeem", "x"], isDictionary: true),
      "stock": .integers([10, 0, -4]), "days": .integers([14, 60, 1]),
      "timestamp": .timestamps(["2024-02-29 12:00", "2024-01-01", "2023-06-06 23:00"]),
    ])
    bench.constants = [
      "timeframe.to": .int64(CivilTime.days(year: 2024, month: 12, day: 31), .date),
      "param.half_life": .int64(7 * 86_400_000_000, .duration),
    ]
    return bench
  }()

  @Test(arguments: [
    ("ceil(order_value / (1.08 * product_id.price))", "int64: 8 | 5 | null"),
    ("quantity * unit_price - discount_amount", "decimal(21,2): 59.97 | 24.00 | null"),
    ("unit_price * 0.08", "decimal(12,4): 1.5992 | 1.0000 | 0.0040"),
    ("concat(brand, ' ', year(order_date))", "text: Acme 2024 | Bolt 2024 |  2023"),
    ("day(order_date) between created_at and sold_until", "boolean: true | false | null"),
    ("order_date >= timeframe.to - 90d", "boolean: false | true | false"),
    ("coalesce(sold_until, timeframe.to)", "date: 2024-04-01 | 2024-12-31 | 2024-12-31"),
    ("created_at + 12mo", "date: 2025-03-31 | 2025-12-01 | 2023-05-05"),
    ("created_at - 1mo", "date: 2024-02-29 | 2024-11-01 | 2022-04-05"),
    (
      "order_date - 12mo + 1s",
      "timestamp: 2023-03-31 10:00:01 | 2023-12-01 00:00:00.500000 | 2022-01-01 00:00:01"
    ),
    ("max(0, stock)", "int64: 10 | 0 | 0"),
    ("if(stock < 5, 0, -min(stock, 7))", "int64: -7 | 0 | 0"),
    ("kind in ('earn', 'reverse')", "boolean: true | false | false"),
    (
      "exp(-log(2) * (order_date - created_at) / param.half_life) > 0.5",
      "boolean: true | true | false"
    ),
    ("created_at + days", "date: 2024-04-14 | 2025-01-30 | 2022-05-06"),
    ("date(timestamp)", "date: 2024-02-29 | 2024-01-01 | 2023-06-06"),
    ("months(created_at, timestamp)", "int64: -1 | -11 | 13"),
    ("brand is present and not (stock > 5)", "boolean: false | true | false"),
    (
      "order_date + hours(1.5)",
      "timestamp: 2024-03-31 11:30:00 | 2024-12-01 01:29:59.500000 | 2023-01-01 01:30:00"
    ),
    ("isodow(order_date) >= 6", "boolean: true | true | true"),
    (
      "cos(2 * pi * (day_of_year(created_at) - 91) / 365.2425)",
      "float64: 1.0 | -0.4774133856354866 | 0.8337703820772051"
    ),
  ])
  func `gives`(expression: String, expected: String) throws {
    #expect(try Self.bench.rows(expression) == expected)
  }

  @Test(arguments: [
    (
      "quantity * unit_price - discount_amount", LogicalType.decimal(precision: 12, scale: 2),
      "decimal(12,2): 59.97 | 24.00 | null"
    ),
    (
      "order_value / quantity", .decimal(precision: 10, scale: 2),
      "decimal(10,2): 33.33 | 12.75 | null"
    ),
    ("ceil(order_value / 7)", .int32, "int32: 15 | 4 | null"),
    (
      "created_at", .timestamp(utc: false),
      "timestamp: 2024-03-31 00:00:00 | 2024-12-01 00:00:00 | 2022-05-05 00:00:00"
    ),
  ])
  func `converts to the declared type`(expression: String, type: LogicalType, expected: String)
    throws
  {
    #expect(try Self.bench.rows(expression, expecting: type) == expected)
  }
}
