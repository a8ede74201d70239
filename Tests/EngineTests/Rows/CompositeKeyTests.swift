import Columnar
import Planning
import Testing

@testable import Engine

/// Keys of several columns, references to them, rows numbered in groups, rows for each pair.
@Suite struct CompositeKeyTests {
  static let document = """
    datagen: 1
    name: keys
    seed: 20261121
    timeframe: {from: 2024-01-01, to: 2024-03-31}
    tables:
      stores:
        rows: 12
        columns:
          store_id: {key: "S{:03}"}
          region: {choice: [north, south]}
          number: {sequence: {per: region}}
        unique: [region, number]
      days:
        rows: 20
        key: day
        columns:
          day: {sequence: {}}
          weekday: = mod(day, 7)
      levels:
        rows: {per: [store_id, day]}
        key: [store_id, day]
        columns:
          store_id: {ref: stores}
          day: {ref: days}
          level: {integer: {from: 0, to: 9}}
          weekday: = day.weekday
      shifts:
        rows: {per: [store_id, day], value: 3}
        key: [day, store_id, shift]
        columns:
          store_id: {ref: stores}
          day: {ref: days}
          shift: {sequence: {per: [store_id, day], start: 0}}
      orders:
        rows: 900
        arrivals: {per: store_id}
        key: [store_id, number]
        columns:
          store_id: {ref: stores}
          at: {arrival: timestamp}
          number: {sequence: {per: store_id}}
          of_day: {sequence: {per: [store_id, date]}}
          date: = day(at)
      lines:
        rows: {per: order, integer: {from: 0, to: 4}}
        key: [store_id, number, line]
        columns:
          order: {ref: orders, hidden: true}
          store_id: = order.store_id
          number: = order.number
          line: {sequence: {per: order}}
          amount: {integer: {from: 1, to: 50}}
          sent: {count: parcels, of: line}
          weight: {sum: parcels.weight, of: line}
      parcels:
        rows: 700
        columns:
          parcel: {key: integer}
          line: {ref: lines, weight: = amount, where: amount > 5, missing: 10%}
          store_id: = line.store_id
          number: = line.number
          line_number: = line.line
          amount: = line.amount
          at: = line.order.at
          weight: {integer: {from: 1, to: 9}}
          of_line: {sequence: {per: [store_id, number, line_number]}}
          again: {sequence: {per: amount, start: 100, step: -1}, when: weight > 3}
    """

  private let data: Dataset

  init() throws { data = try Workbench.dataset(Self.document) }

  private func rows(_ table: String, _ columns: [String]) -> [[String?]] {
    let texts = columns.map { data[table].texts($0) }
    return (0..<data[table].rowCount).map { row in texts.map { $0[row] } }
  }

  @Test(arguments: [
    ("stores", ["region", "number"]), ("levels", ["store_id", "day"]),
    ("shifts", ["day", "store_id", "shift"]), ("orders", ["store_id", "number"]),
    ("lines", ["store_id", "number", "line"]),
  ])
  func `no two rows agree in a key`(table: String, columns: [String]) {
    let keys = rows(table, columns)
    #expect(keys.count > 10 && Set(keys).count == keys.count)
    #expect(keys.allSatisfy { !$0.contains(nil) })
  }

  @Test func `there is a row for each pair`() {
    #expect(data["levels"].rowCount == 240 && data["shifts"].rowCount == 720)
    #expect(Set(data["levels"].texts("store_id")).count == 12)
    #expect(Set(data["shifts"].texts("shift")) == ["0", "1", "2"])
    let days = data["levels"].integers("day").compactMap { $0 }
    #expect(data["levels"].integers("weekday").compactMap { $0 } == days.map { $0 % 7 })
  }

  @Test func `a number counts the rows of its group in their order`() {
    for (table, columns, number) in [
      ("stores", ["region"], "number"), ("orders", ["store_id"], "number"),
      ("orders", ["store_id", "date"], "of_day"), ("lines", ["store_id", "number"], "line"),
      ("parcels", ["store_id", "number", "line_number"], "of_line"),
    ] {
      var counts: [[String?]: Int64] = [:]
      for (group, number) in zip(rows(table, columns), data[table].integers(number)) {
        if group.contains(nil) {
          #expect(number == nil)
        } else {
          counts[group, default: 0] += 1
          #expect(number == counts[group])
        }
      }
    }
  }

  @Test func `a condition leaves the numbers of the others as they are`() {
    var counts: [Int64: Int64] = [:]
    let weights = data["parcels"].integers("weight")
    for (row, amount) in data["parcels"].integers("amount").enumerated() {
      let number = data["parcels"].integers("again")[row]
      guard let amount else {
        #expect(number == nil)
        continue
      }
      let expected = 100 - counts[amount, default: 0]
      counts[amount, default: 0] += 1
      #expect(number == ((weights[row] ?? 0) > 3 ? expected : nil))
    }
  }

  @Test func `the columns of a reference name one row, which exists`() {
    var lines: [[String?]: (amount: String?, at: String?)] = [:]
    let orders = Dictionary(
      uniqueKeysWithValues: zip(rows("orders", ["store_id", "number"]), data["orders"].texts("at")))
    for row in rows("lines", ["store_id", "number", "line", "amount"]) {
      lines[Array(row[..<3])] = (row[3], orders[Array(row[..<2])] ?? nil)
    }
    var named = 0
    for row in rows("parcels", ["store_id", "number", "line_number", "amount", "at"]) {
      let key = Array(row[..<3])
      guard key.allSatisfy({ $0 != nil }) else {
        #expect(row.allSatisfy { $0 == nil })
        continue
      }
      named += 1
      #expect(lines[key]?.amount == row[3] && lines[key]?.at == row[4])
    }
    #expect(named > 550 && named < 700)
    #expect(data["parcels"].integers("amount").allSatisfy { $0.map { $0 > 5 } ?? true })
  }

  @Test func `a reference to several columns is a structure of them`() {
    let column = data["parcels"].column("line")
    let parts = rows("parcels", ["store_id", "number", "line_number"])
    for (row, part) in parts.enumerated() {
      let text = column.isNull(row) ? nil : column.text(at: row)
      let keys = part.compactMap { $0 }
      let expected = keys.isEmpty ? nil : "\(keys)"
      #expect((text == nil) == (expected == nil))
      #expect(keys.allSatisfy { text?.contains($0) ?? false })
    }
  }

  @Test func `roll-ups go along a reference of several columns`() {
    var sums: [[String?]: (count: Int64, weight: Int64)] = [:]
    for row in rows("parcels", ["store_id", "number", "line_number", "weight"]) {
      sums[Array(row[..<3]), default: (0, 0)].count += 1
      sums[Array(row[..<3]), default: (0, 0)].weight += Int64(row[3] ?? "") ?? 0
    }
    for row in rows("lines", ["store_id", "number", "line", "sent", "weight"]) {
      let sum = sums[Array(row[..<3])] ?? (0, 0)
      #expect(row[3] == "\(sum.count)" && row[4] == "\(sum.weight)")
    }
  }

  @Test func `every cell is what its plan says`() throws {
    #expect(RunChecks.claims(of: data, try Workbench.plan(Self.document)) == [])
  }

  @Test func `the same on threads, in shares, alone, kept whole or not`() throws {
    #expect(
      try RunChecks.differences(of: Self.document, rowGroup: 100, aloneEvery: 71) == [])
  }

  /// Rows of modes A and B keep their cells when tables grow.
  @Test func `pairs and numbers of old rows stay when parents are added`() throws {
    let grown = try Workbench.dataset(
      Self.document.replacing("rows: 12", with: "rows: 15").replacing("rows: 20", with: "rows: 31"))
    func cells(_ data: Dataset, _ table: String, _ columns: [String]) -> Set<[String?]> {
      let texts = columns.map { data[table].texts($0) }
      return Set((0..<data[table].rowCount).map { row in texts.map { $0[row] } })
    }
    for (table, columns) in [
      ("levels", ["store_id", "day", "level"]), ("stores", ["store_id", "region", "number"]),
      ("shifts", ["store_id", "day", "shift"]),
    ] {
      let old = cells(data, table, columns)
      #expect(old.isSubset(of: cells(grown, table, columns)) && !old.isEmpty, "\(table)")
    }
  }
}
