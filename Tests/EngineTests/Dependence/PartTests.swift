import Columnar
import Planning
import Testing

@testable import Engine

/// Totals handed out among columns, among the rows of a parent, and among the elements of a list.
@Suite struct PartTests {
  static let text = """
    datagen: 1
    seed: \(ChanceChecks.seed)
    tables:
      orders:
        rows: 3000
        columns:
          id: {key: integer}
          total: {normal: {mean: 80, sd: 60}, type: "decimal(12,2)", missing: 5%}
          large: {uniform: {from: 1, to: 9}, type: "decimal(30,20)"}
          lines: {poisson: 3, between: [1, 300]}
          goods: {part: total, alpha: 16}
          tax: {part: total, alpha: 0.01}
          postage: {part: total, alpha: = lines / 2.0}
          first: {part: lines, weight: 2}
          second: {part: lines, weight: = lines - 1}
          one: {part: large, alpha: 0.001}
          other: {part: large, alpha: 0.001}
          third: {part: large, alpha: 0.002}
          pieces: {integer: {from: 1, to: 5}, hidden: true}
          instalments: {list: {part: total, alpha: 5}, length: = pieces}
          boxes: {list: {struct: {box: {sequence: {}}, cost: {part: lines}}}, length: = pieces}
      lines:
        rows: {per: order_id, value: = order_id.lines}
        columns:
          id: {key: integer}
          order_id: {ref: orders}
          quantity: {integer: {from: 1, to: 9}}
          amount: {part: order_id.total, alpha: = quantity / 3.0}
          net: {part: order_id.goods, weight: = quantity}
          rest: {part: order_id.goods, weight: 2}
    """

  @Test func `parts are the same whatever the threads and shares`() throws {
    let checks = RunChecks(plan: try Workbench.plan(Self.text))
    #expect(try checks.threads([2, 5]) == [])
    #expect(try checks.shares([2, 7], threads: 2) == [])
    #expect(try checks.alone(every: 397) == [])
  }

  /// Values in last digits; nil where missing.
  private static func whole(_ column: Column) -> [Int128?] {
    (0..<column.count).map { row in
      if column.isNull(row) { return nil }
      switch column.values {
      case .int64(let values): return Int128(values[row])
      case .int128(let values): return values[row]
      default: return nil
      }
    }
  }

  @Test(arguments: [
    ("total", ["goods", "tax", "postage"]), ("lines", ["first", "second"]),
    ("large", ["one", "other", "third"]),
  ])
  func `columns sum to their total`(total: String, parts: [String]) throws {
    let table = try Workbench.dataset(Self.text)["orders"]
    let totals = Self.whole(table.column(total))
    let columns = parts.map { Self.whole(table.column($0)) }
    for (row, total) in totals.enumerated() {
      let parts = columns.compactMap { $0[row] }
      #expect(parts.count == (total == nil ? 0 : columns.count))
      #expect(parts.reduce(0, +) == total ?? 0)
      #expect(parts.allSatisfy { $0.signum() * (total ?? 0).signum() >= 0 })
    }
    // Shares are drawn: each column has something somewhere.
    #expect(columns.allSatisfy { $0.contains { $0 ?? 0 != 0 } })
  }

  @Test func `rows of a parent sum to its total, also over several columns`() throws {
    let data = try Workbench.dataset(Self.text)
    let (orders, lines) = (data["orders"], data["lines"])
    let parents = lines.integers("order_id")
    var sums: [Int64: Int128] = [:]
    var goods: [Int64: Int128] = [:]
    let (amounts, nets, rests) = (
      Self.whole(lines.column("amount")), Self.whole(lines.column("net")),
      Self.whole(lines.column("rest"))
    )
    for (row, parent) in parents.enumerated() {
      let parent = try #require(parent)
      sums[parent, default: 0] += amounts[row] ?? 0
      goods[parent, default: 0] += (nets[row] ?? 0) + (rests[row] ?? 0)
    }
    let (totals, expected) = (
      Self.whole(orders.column("total")), Self.whole(orders.column("goods"))
    )
    for (row, id) in orders.integers("id").enumerated() {
      let id = try #require(id)
      #expect(sums[id] == totals[row] ?? 0)
      #expect(goods[id] == expected[row] ?? 0)
    }
  }

  @Test func `elements of a list sum to its total`() throws {
    let table = try Workbench.dataset(Self.text)["orders"]
    let (totals, counts) = (Self.whole(table.column("total")), Self.whole(table.column("lines")))
    guard case .list(let instalments) = table.column("instalments").values,
      case .list(let boxes) = table.column("boxes").values,
      case .structure(let box) = boxes.elements.values
    else {
      Issue.record("lists of parts")
      return
    }
    let (paid, costs) = (Self.whole(instalments.elements), Self.whole(box.columns[1]))
    for row in totals.indices {
      let own = Int(instalments.offsets[row])..<Int(instalments.offsets[row + 1])
      #expect(own.reduce(0) { $0 + (paid[$1] ?? 0) } == totals[row] ?? 0)
      let inside = Int(boxes.offsets[row])..<Int(boxes.offsets[row + 1])
      #expect(inside.reduce(0) { $0 + (costs[$1] ?? 0) } == counts[row])
    }
  }

  @Test func `a row without weight stops the run by name`() throws {
    let text = """
      datagen: 1
      tables:
        t:
          rows: 10
          columns:
            id: {key: integer}
            total: {value: = id - 3}
            a: {part: total, weight: = id - 4}
            b: {part: total, weight: 0}
      """
    let failure = Workbench.failure { _ = try Workbench.dataset(text) }
    #expect(failure.contains("is -3"), "\(failure)")
  }

  @Test func `weights that are all 0 hand out nothing but 0`() throws {
    let text = """
      datagen: 1
      tables:
        t:
          rows: 10
          columns:
            id: {key: integer}
            total: {value: = id - 3}
            a: {part: total, weight: "= if(id = 3, 0, 1)"}
            b: {part: total, weight: "= if(id > 5, 0, 0)"}
      """
    let table = try Workbench.dataset(text)["t"]
    #expect(table.integers("a") == table.integers("total"))
    let failure = Workbench.failure {
      _ = try Workbench.dataset(text.replacing("if(id = 3", with: "if(id = 4"))
    }
    #expect(failure.contains("all weights of the parts are 0"), "\(failure)")
  }
}
