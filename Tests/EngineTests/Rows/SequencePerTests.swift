import Columnar
import Testing

@testable import Engine

/// Rows numbered anew for every parent.
@Suite struct SequencePerTests {
  private static let document = """
    datagen: 1
    seed: 11
    tables:
      orders:
        rows: 300
        columns: {order_id: {key: integer}}
      lines:
        rows: {per: order_id, integer: {from: 0, to: 7}}
        columns:
          line_id: {key: integer}
          order_id: {ref: orders}
          number: {sequence: {per: order_id}, type: int32}
          mark: {sequence: {per: order_id, start: 100, step: -10}}
      parts:
        rows: {per: line_id, poisson: 1}
        columns:
          line_id: {ref: lines}
          number: {sequence: {start: 0, per: line_id}, when: number_of_line > 2}
          number_of_line: = line_id.number
    """

  @Test func `counts each parent's rows from the start, in their order`() throws {
    let data = try Workbench.dataset(Self.document)
    var counts: [String: Int] = [:]
    let orders = data["lines"].texts("order_id").compactMap { $0 }
    let numbers = data["lines"].texts("number").compactMap { $0 }
    let marks = data["lines"].texts("mark").compactMap { $0 }
    #expect(orders.count > 900 && numbers.count == orders.count)
    for (row, order) in orders.enumerated() {
      counts[order, default: 0] += 1
      #expect(numbers[row] == "\(counts[order] ?? 0)")
      #expect(marks[row] == "\(110 - 10 * (counts[order] ?? 0))")
    }
    #expect(Set(counts.values) == Set(1...7))
  }

  @Test func `a condition leaves the numbers of the others as they are`() throws {
    let data = try Workbench.dataset(Self.document)
    var counts: [String: Int] = [:]
    let lines = data["parts"].texts("line_id").compactMap { $0 }
    let ofLine = data["parts"].texts("number_of_line").compactMap { $0 }
    var held = 0
    for (row, number) in data["parts"].texts("number").enumerated() {
      let isHeld = ofLine[row] > "2"
      #expect(number == (isHeld ? "\(counts[lines[row], default: 0])" : nil))
      counts[lines[row], default: 0] += 1
      if isHeld { held += 1 }
    }
    #expect(held > 100)
  }

  @Test func `one row alone has the number it has in the whole`() throws {
    let generator = try Workbench.generator(Self.document)
    let table = try #require(generator.plan.table("lines"))
    let count = generator.rowCount(table)
    let whole = try generator.rows(of: table, at: 0..<count, hidden: true)
    for position in stride(from: 0, to: count, by: 37) {
      let one = try generator.row(of: table, at: position, hidden: true)
      for column in one.columns.indices {
        #expect(
          one.columns[column].doubles
            == whole.columns[column].slice(position..<position + 1).doubles)
      }
    }
  }

  @Test func `the table is not in the order of numbers that begin anew`() throws {
    let plan = try Workbench.plan(
      """
      datagen: 1
      tables:
        orders: {rows: 3, columns: {order_id: {key: integer}}}
        lines:
          rows: {per: order_id, value: 2}
          columns:
            order_id: {ref: orders, hidden: true}
            number: {sequence: {per: order_id}}
      """)
    let table = try #require(plan.table("lines"))
    #expect(plan.tables[table].layout.ascendingField == nil)
  }
}
