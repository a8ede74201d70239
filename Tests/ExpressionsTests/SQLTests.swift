import Columnar
import Diagnostics
import ExpressionSamples
import Testing

@testable import Expressions

/// What expressions are in SQL; that the values agree is tested where DuckDB is, in Tests/Readers.
@Suite struct SQLTests {
  static let bench = Workbench([
    "quantity": .integers([1, nil], .int32),
    "price": .integers([125, 5], .decimal(precision: 6, scale: 2)),
    "weight": .floats([0.5, nil]), "name": .texts(["a", "b"]), "is_new": .booleans([true, nil]),
    "day_sold": .integers([1, 2], .date),
  ])

  static func sql(_ text: String, expecting: LogicalType? = nil) throws -> String? {
    try bench.compile(text, expecting: expecting).sql.map { $0.text { "[\($0)]" } }
  }

  @Test(arguments: [
    ("quantity + 1", "(CAST([0] AS BIGINT) + CAST(1 AS BIGINT))"),
    ("price * 2", "CAST(([1] * CAST(2 AS BIGINT)) AS DECIMAL(7,2))"),
    ("weight > 0.5", "(CAST([2] AS DOUBLE) > CAST('0.5' AS DOUBLE))"),
    ("not is_new or name = 'it''s'", "((NOT [4]) OR ([3] = 'it''s'))"),
    ("quantity is missing", "(CAST([0] AS BIGINT) IS NULL)"),
    ("if(is_new, name, '{0}')", "CASE WHEN [4] THEN [3] ELSE '{0}' END"),
    ("name in ('a', 'b{1}')", "([3] IN ('a', 'b{1}'))"),
    (
      "day_sold + 2d",
      "(DATE '1970-01-01' + CAST((([5] - DATE '1970-01-01') + CAST(2 AS BIGINT)) AS INTEGER))"
    ),
    (
      "add_months(day_sold, 1)",
      "CAST(([5] + to_months(CAST(CAST(1 AS BIGINT) AS INTEGER))) AS DATE)"
    ),
    ("isodow(day_sold)", "CAST(extract(isodow FROM [5]) AS BIGINT)"),
    ("date('2024-02-29')", "DATE '2024-02-29'"),
    ("time('06:05')", "TIME '06:05:00'"), ("1.50", "CAST('1.50' AS DECIMAL(3,2))"),
    ("coalesce(weight, null)", "coalesce(CAST([2] AS DOUBLE), CAST(NULL AS DOUBLE))"),
    ("-9223372036854775807 - 1", "CAST(-9223372036854775808 AS BIGINT)"),
  ])
  func `operators and literals are said with their types`(text: String, expected: String) throws {
    #expect(try Self.sql(text) == expected)
  }

  @Test func `what SQL cannot say has none, and nothing above it`() throws {
    // Floats as texts; a literal that ends too early; more digits than a product keeps exactly.
    #expect(try Self.sql("text(weight)") == nil)
    #expect(try Self.sql("length(concat(name, weight))") == nil)
    #expect(try Self.sql("concat(name, '\u{0}')") == nil)
    #expect(try Self.sql("weight", expecting: .decimal(precision: 20, scale: 12)) == nil)
    #expect(try Self.sql("weight", expecting: .decimal(precision: 20, scale: 11)) != nil)
  }

  @Test func `slots are told in the order of the text`() throws {
    let template = try #require(try Self.bench.compile("weight / quantity").sql)
    let slots = template.pieces.compactMap { if case .slot(let slot) = $0 { slot } else { nil } }
    #expect(slots == [2, 0])
  }

  @Test func `a long expression is said, and what would double at each level is not`() throws {
    let chain = "weight" + String(repeating: " + weight", count: 150)
    #expect(try Self.sql(chain)?.utf8.count ?? 0 > 3_000)
    // A part that stands in a pattern twice, again and again.
    func padded(_ times: Int) -> String {
      String(repeating: "lpad(", count: times) + "name"
        + String(repeating: ", 9, '0')", count: times)
    }
    #expect(try Self.sql(padded(3)) != nil)
    #expect(try Self.sql(padded(20)) == nil)
  }

  @Test func `every function says whether it has SQL`() {
    for function in FunctionRegistry.all {
      guard case .pattern(let pattern) = function.sql else { continue }
      var numbers: Set<Int> = []
      for segment in SQLPattern(pattern) {
        if case .part(let number) = segment { numbers.insert(number) }
      }
      #expect(numbers == Set(0..<function.arity.lowerBound), "\(function.name)")
    }
    #expect(FunctionRegistry.all.filter { $0.sql == .none }.isEmpty)
  }

  @Test func `parts of nested values are said by their types`() {
    let tags = LogicalType.list(of: .text, isNullable: false)
    #expect(PartReading.length.sql(of: "\"tags\"", tags) == "len(\"tags\")")
    #expect(PartReading.element(0).sql(of: "\"tags\"", tags) == "list_extract(\"tags\", 1)")
    #expect(
      PartReading.holds("it's").sql(of: "\"tags\"", tags)
        == "list_contains(CAST(\"tags\" AS VARCHAR[]), 'it''s')")
    #expect(PartReading.holds("1").sql(of: "x", .list(of: .float64, isNullable: true)) == nil)
    #expect(PartReading.length.sql(of: "x", .text) == nil)
  }
}
