import Columnar
import Diagnostics
import Expressions
import Foundation
import Generators
import Planning
import Testing

/// What a plan says of tables, columns and passes.
@Suite struct PlanTests {
  private static let head = "datagen: 1\ntimeframe: {from: 2024-01-01, to: 2024-12-31}\n"

  private static let shop = """
    \(head)parameters: {orders: 1_000}
    tables:
      lookup:
        literal:
          - [code, factor]
          - [a, 1]
          - [b, 2]
      customers:
        rows: 100
        arrivals: {from: 2023-01-01}
        columns:
          customer_id: {key: integer}
          signup: {arrival: date}
          code: {ref: lookup}
          spend: {sum: orders.price, of: customer_id}
          tier: = if(spend > 100, 'high', 'low')
      orders:
        rows: = param.orders
        arrivals: {per: customer_id, since: customer_id.signup}
        columns:
          order_id: {key: integer}
          customer_id: {ref: customers}
          at: {arrival: timestamp}
          price: {value: = base * customer_id.code.factor, type: "decimal(8,2)"}
          base: {uniform: {from: 1, to: 50}, hidden: true}
      lines:
        rows: {per: order_id, integer: {from: 1, to: 3}}
        columns:
          order_id: {ref: orders}
          sku: {integer: {from: 1, to: 9}}
      log:
        rows: 50
        arrivals: {sorted: true}
        scale: fixed
        columns:
          at: {arrival: timestamp}

    """

  private static func column(_ plan: GenerationPlan, _ table: String, _ name: String) throws
    -> ColumnPlan
  {
    let table = try #require(plan.table(table))
    return try #require(plan.tables[table].columns.first { $0.name == name })
  }

  @Test func `names the mode of each table`() throws {
    let plan = try PlanBench.plan(Self.shop)
    #expect(
      plan.tables.map { "\($0.name) \($0.source.mode)" } == [
        "lookup literal", "customers A", "orders C", "lines B", "log C",
      ])
  }

  @Test func `a literal's first column is its key, unless another is`() throws {
    let plan = try PlanBench.plan(Self.shop)
    #expect(plan.tables[0].keyColumn == 0)
    let other = try PlanBench.plan(
      "datagen: 1\ntables: {t: {literal: [[a], [x]], columns: {id: {key: integer}}}}\n")
    #expect(other.tables[0].keyColumn == 1)
  }

  @Test(arguments: [
    ("poisson: 3", 8), ("value: 255", 8), ("value: 256", 16), ("integer: {from: 0, to: 70000}", 24),
    ("value: = p_id.n", 8), ("poisson: = p_id.n", 16), ("value: 20000000", 32),
  ])
  func `the ordinal has the fewest bits that hold the largest draw`(law: String, bits: Int) throws {
    let text = """
      datagen: 1
      tables:
        p: {rows: 10, columns: {p_id: {key: integer}, n: {integer: {from: 0, to: 200}}}}
        c: {rows: {per: p_id, \(law)}, columns: {p_id: {ref: p}}}

      """
    if bits == 32 {
      // Beside the parent's 40 bits that is too much.
      #expect(PlanBench.codes(text) == ["keys-too-wide"])
      return
    }
    let plan = try PlanBench.plan(text)
    guard case .perParent(let children) = plan.tables[1].source else {
      Issue.record("c is made per parent")
      return
    }
    #expect(children.ordinalBits == bits)
    #expect(plan.tables[1].keyBits == 40 + bits)
  }

  /// Run with `DATAGEN_UPDATE_FIXTURES=1` to write the file anew, then read it.
  @Test(arguments: ["bronze", "shop"])
  func `the schedule of an example is the one written down`(name: String) throws {
    let plan = try PlanBench.plan(try PlanBench.example(name + ".yaml"), fileName: name + ".yaml")
    let text = (PlanText.tables(plan) + PlanText.materials(plan)).map { $0 + "\n" }.joined()
    let url = PlanBench.folder.appending(path: "schedules/\(name).expected")
    if RejectedDocumentTests.isUpdating { try Data(text.utf8).write(to: url) }
    #expect(text == String(decoding: try Data(contentsOf: url), as: UTF8.self))
  }

  /// Written anew as the schedules are.
  @Test func `the schedule in docs/architecture.md is bronze's`() throws {
    let plan = try PlanBench.plan(
      try PlanBench.example("bronze.yaml"), fileName: "bronze.yaml")
    let url = PlanBench.root.appending(path: "docs/architecture.md")
    let page = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let start = try #require(page.firstRange(of: "```text schedule bronze\n")).upperBound
    let end = try #require(page[start...].firstRange(of: "```")).lowerBound
    let lines = PlanText.materials(plan).map { $0 + "\n" }.joined()
    if RejectedDocumentTests.isUpdating {
      let written = page.replacingCharacters(in: start..<end, with: lines)
      try Data(written.utf8).write(to: url)
    }
    #expect(lines == page[start..<end])
  }

  @Test func `columns read through a key are kept whole up to the limit`() throws {
    func dense(_ limit: Int) throws -> [String] {
      PlanText.materials(
        try PlanBench.plan(Self.shop, options: PlanOptions(denseLimit: limit))
      ).filter { $0.contains("dense") }
    }
    #expect(
      try dense(64 << 20) == [
        "0 dense customers.signup, 800 B", "0 dense customers.code, 1200 B",
      ])
    #expect(try dense(1_000) == ["0 dense customers.signup, 800 B"])
    #expect(try dense(0).isEmpty)
  }

  @Test func `rows are the same whether a column is kept or made again`() throws {
    let kept = try PlanBench.generate(try PlanBench.plan(Self.shop))
    let again = try PlanBench.generate(
      try PlanBench.plan(Self.shop, options: PlanOptions(denseLimit: 0)))
    #expect(kept.count == 5)
    for (table, batch) in kept {
      var (first, second) = (TableHash(), TableHash())
      first.add(batch, firstRow: 0)
      second.add(try #require(again[table]), firstRow: 0)
      #expect(first.logicalText == second.logicalText, "\(table)")
    }
  }

  @Test func `what reads a fact about a whole table is marked`() throws {
    let lines = PlanText.tables(try PlanBench.plan(Self.shop))
    #expect(
      lines == [
        "lookup: literal, key bits 40, size-dependent: –",
        "customers: A, key bits 40, size-dependent: code spend tier",
        "orders: C, key bits 40, size-dependent: customer_id at price",
        "lines: B, key bits 48, size-dependent: –",
        "log: C, key bits 40, size-dependent: at",
      ])
  }

  @Test func `rows and scale change counts, but for fixed tables`() throws {
    func counts(_ options: PlanOptions, _ set: [(String, String)] = []) throws -> [Int?] {
      try PlanBench.plan(Self.shop, set: set, options: options).tables.map(\.source.rowCount)
    }
    #expect(try counts(PlanOptions()) == [2, 100, 1_000, nil, 50])
    #expect(try counts(PlanOptions(scale: 0.1)) == [2, 10, 100, nil, 50])
    #expect(try counts(PlanOptions(rows: ["orders": 7], scale: 2)) == [2, 200, 7, nil, 50])
    #expect(try counts(PlanOptions(), [("orders", "12")]) == [2, 100, 12, nil, 50])
  }

  @Test(arguments: [
    (["lookup": 5], "rows-of-literal"), (["lines": 5], "rows-per-parent"),
    (["oders": 5], "unknown-table"),
  ])
  func `rows of the command line are refused by name`(rows: [String: Int], code: String) throws {
    let error = #expect(throws: DiagnosticList.self) {
      try PlanBench.plan(Self.shop, options: PlanOptions(rows: rows))
    }
    #expect(error?.all.map(\.code) == [code])
    #expect(error?.all.first?.location.file == "--rows")
  }

  @Test func `parameters are computed in the order they read each other`() throws {
    let text = """
      datagen: 1
      timeframe: {from: = param.first, to: "= param.first + param.length"}
      parameters: {total: = param.half * 2, half: = param.base + 1, base: 20, first: 2024-03-01, length: 30d}
      tables:
        t:
          rows: = param.total
          columns: {x: = timeframe.to, days: = timeframe.days, n: = param.half}

      """
    let plan = try PlanBench.plan(text, set: [("base", "4")])
    #expect(plan.tables[0].source.rowCount == 10)
    let batch = try #require(try PlanBench.generate(plan)["t"])
    let march = try #require(CivilTime.parseDate("2024-03-31"))
    #expect(batch.columns[0].constant(at: 9).double == Double(march))
    #expect(batch.columns[1].constant(at: 9).double == Double(31))
    #expect(batch.columns[2].constant(at: 9).double == Double(5))
  }

  @Test(arguments: [
    ("uniform: {from: 0, to: 999.99}", "decimal(5,2)", true),
    ("uniform: {from: 0, to: 1000}", "decimal(5,2)", false),
    ("uniform: {from: 0, to: 5000}, between: [0, 900]", "decimal(5,2)", true),
    ("integer: {from: -128, to: 127}", "int8", true),
    ("integer: {from: -129, to: 127}", "int8", false),
    ("uniform: {from: 0, to: 990}, round: 100", "int16", true),
    ("normal: {mean: 0, sd: 1}", "decimal(3,2)", true),
    ("normal: {mean: 0, sd: 2}", "decimal(3,2)", false),
    // What depends on the row is looked at in the run.
    ("uniform: {from: 0, to: = item_id}", "decimal(3,2)", true),
  ])
  func `a type must hold all that a law can draw`(law: String, type: String, fits: Bool) {
    let text = """
      datagen: 1
      tables:
        t: {rows: 9, columns: {item_id: {key: integer}, x: {\(law), type: "\(type)"}}}

      """
    #expect(PlanBench.codes(text) == (fits ? [] : ["type-too-narrow"]))
  }

  @Test func `bounds of columns reach what reads them`() throws {
    let text = """
      datagen: 1
      tables:
        t:
          rows: 5
          columns:
            a: {integer: {from: 2, to: 5}}
            b: = a * 3 - 1
            c: {by: a, cases: {2: 7}, else: 1.5}
            d: {value: = b, when: a > 3, else: 90}
            e: {date: {from: 2024-01-01, to: 2024-01-31}}
            f: = e + 2d

      """
    let columns = try PlanBench.plan(text).tables[0].columns
    let first = Int128(try #require(CivilTime.parseDate("2024-01-03")))
    #expect(
      columns.map(\.interval) == [
        .exact(lower: 2, upper: 5), .exact(lower: 5, upper: 14), .float(lower: 1.5, upper: 7),
        .exact(lower: 5, upper: 90), .exact(lower: first - 2, upper: first + 28),
        .exact(lower: first, upper: first + 30),
      ])
  }

  @Test func `files are named after tables unless the document says otherwise`() throws {
    let plan = try PlanBench.plan(
      Self.shop + "output: {format: csv, tables: {orders: {file: sales/orders.csv}}}\n")
    #expect(
      plan.output.files.flatMap { $0.map(\.title) } == [
        "lookup.csv", "customers.csv", "sales/orders.csv", "lines.csv", "log.csv",
      ])
  }
}
