import Claims
import Testing

@testable import Validation

/// What SQL of a document may do, and what is said of SQL that may not.
@Suite struct ReadOnlyStatementTests {
  private static let claims = DatasetClaims(
    .csv("orders", ["id": "BIGINT", "total": "DOUBLE", "day": "DATE"]),
    .csv("customers", ["id": "BIGINT", "name": "VARCHAR"]))

  private static func problem(
    _ sql: String, _ unit: ExpectedBound.Unit = .number
  ) throws -> SQLRefusal? {
    let claim = ExpectationClaim(
      name: nil, subject: "", statistic: "sql", value: .statement(sql),
      bound: ExpectedBound(lower: 0, upper: nil, unit: unit))
    var claims = claims
    claims.tables[0].claims.append(Claim([], .expects(claim), pointer: "/expect/0"))
    let engine = try TestEngine.open()
    try engine.lock(reading: [])
    return try StatementCheck.problems(claims, engine).first?.refusal
  }

  @Test(arguments: [
    "select count(*) from orders", "SELECT 1;", "select count(*) from orders where 'a;b' > ''; --x",
    "select sum(total) from Orders -- all of them",
    "with d as (select day, count(*) as n from orders group by day) select avg(n) from d",
    "with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select max(n) from r",
    "select count(*) from orders o join customers c on o.id = c.id where c.name like 'a%'",
    "select max(n) from (select count(*) over (partition by day order by id) as n from orders)",
    "select count(*) filter (where total > 3) / count(*) from orders",
    "select sum(x) from (values (1), (2)) as t(x)", "select count(*) from range(10)",
    "select list_sum(list_transform([1, 2], lambda x: x + 1))",
    "select quantile_cont(total, 0.5) from orders", "select case when 1 > 0 then 1 else 2 end",
    "select (select max(total) from orders) - (select min(total) from orders)",
    "select lag(total) over (order by id) from orders union all select 3 limit 1",
    "select count(*) from orders semi join customers using (id)",
    "select datediff('day', min(day), max(day)) from orders", "from orders select count(*)",
  ])
  func `one value of the tables may be asked for`(sql: String) throws {
    #expect(try Self.problem(sql) == nil)
  }

  @Test func `bounds of days take days`() throws {
    #expect(try Self.problem("select max(day) from orders", .day) == nil)
    #expect(try Self.problem("select max(day) from orders") != nil)
    #expect(try Self.problem("select max(total) from orders", .instant) != nil)
  }

  @Test(arguments: [
    ("select * from '/etc/passwd'", "reads the file '/etc/passwd'"),
    ("select count(*) from 'orders.csv'", "reads the file 'orders.csv'"),
    ("select count(*) from read_csv('/etc/passwd')", "reads 'read_csv(…)'"),
    ("select count(*) from READ_PARQUET('x')", "reads 'read_parquet(…)'"),
    ("select count(*) from parquet_scan('x')", "reads 'parquet_scan(…)'"),
    ("select content from read_text('/etc/passwd')", "reads 'read_text(…)'"),
    ("select count(*) from glob('/*')", "reads 'glob(…)'"),
    ("select count(*) from duckdb_settings()", "reads 'duckdb_settings(…)'"),
    ("select count(*) from query('select 1')", "reads 'query(…)'"),
    ("select (select count(*) from sniff_csv('x'))", "reads 'sniff_csv(…)'"),
    ("select count(*) from information_schema.tables", "reads 'information_schema.tables'"),
    ("select count(*) from duckdb_tables", "reads 'duckdb_tables'"),
    ("select getenv('HOME')", "calls 'getenv'"), ("select current_setting('threads')", "calls"),
    ("select random()", "calls 'random'"), ("select now()", "calls 'now'"),
    ("select version()", "calls 'version'"), ("select sleep_ms(1000)", "calls 'sleep_ms'"),
    ("select count(*) from orders where total > random()", "calls 'random'"),
    ("select count(*) from orders where day < current_date", "asks for 'current_date'"),
    ("select count(*) from orders using sample 10%", "takes a sample"),
    ("attach 'x.db'", "is no SELECT"), ("install httpfs", "is no SELECT"),
    ("load httpfs", "is no SELECT"), ("set threads = 1", "is no SELECT"),
    ("copy orders to 'x.csv'", "is no SELECT"), ("drop table orders", "is no SELECT"),
    ("insert into orders values (1, 2, null)", "is no SELECT"), ("pragma version", "is"),
    ("create table x as select 1", "is no SELECT"), ("export database 'x'", "is no SELECT"),
    ("select 1; select 2", "is several statements"), ("select 1; drop table orders", "is"),
    ("describe orders", "reads what is no table"), ("select * from (show tables)", "reads what"),
    ("selct 1", "cannot be parsed"), ("select (1", "cannot be parsed"), ("", "is several"),
    ("select totl from orders", "cannot be run"), ("select count(*) from oders", "reads 'oders'"),
    ("select foo(1)", "calls 'foo'"), ("select 1, 2", "gives 2 columns"),
    ("select name from customers", "gives VARCHAR"), ("select ?", "cannot be run"),
    ("select $x", "cannot be run"), ("select 1\u{0}", "holds a character"),
    ("with \"a.csv\" as (select 1) select count(*) from \"a.csv\"", "reads the file 'a.csv'"),
  ])
  func `what may read more is refused`(sql: String, reason: String) throws {
    let problem = try Self.problem(sql)
    #expect(problem?.reason.hasPrefix(reason) == true, "\(problem?.reason ?? "accepted")")
  }

  @Test func `names that were meant are proposed`() throws {
    #expect(
      try Self.problem("select count(*) from oders")?.suggestion == "did you mean 'orders'?")
    #expect(try Self.problem("select totl from orders")?.suggestion == "did you mean 'total'?")
  }

  @Test func `the place is told where DuckDB knows it`() throws {
    #expect(try Self.problem("select 1 + random()")?.place == 11..<19)
    #expect(try Self.problem("select count(*) from 'x.csv'")?.place == 21..<28)
  }

  @Test func `deep nesting is refused, not a crash`() throws {
    let deep = String(repeating: "(", count: 2000) + "1" + String(repeating: ")", count: 2000)
    #expect(try Self.problem("select " + deep) != nil)
    let long = "select 1" + String(repeating: " + 1", count: 5000)
    _ = try Self.problem(long)
  }

  @Test func `a judge runs what is allowed and finds what is not`() throws {
    func report(_ sql: String) throws -> [String] {
      let claim = ExpectationClaim(
        name: "n", subject: "", statistic: "sql", value: .statement(sql),
        bound: ExpectedBound(lower: 2, upper: 3, unit: .number))
      let claims = DatasetClaims(
        .csv("t", ["x": "BIGINT"], [Claim([], .expects(claim), pointer: "")]))
      return try claims.report(["t.csv": "x\n1\n2\n", "u.csv": "x\n1\n"]).complaints
    }
    #expect(try report("select count(*) from t; -- both").isEmpty)
    #expect(try report("select 1") == ["expected-sql: n: 1, expected 2 to 3"])
    #expect(
      try report("select null::int from t limit 1")
        == ["expected-sql: n has no value, expected 2 to 3"])
    #expect(
      try report("select x from t") == ["expected-sql: the SQL of 'n' gives more than one row"])
    #expect(
      try report("select x from t where x > 3") == ["expected-sql: the SQL of 'n' gives no row"])
    #expect(
      try report("select count(*) from 'u.csv'")
        == ["expected-sql: the SQL of 'n' reads the file 'u.csv'"])
    #expect(
      try report("select 1 / (x - 1) + cast('a' || x as int) from t")[0].contains("cannot be"))
  }
}
