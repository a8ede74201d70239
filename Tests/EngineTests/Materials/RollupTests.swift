import Columnar
import Planning
import Testing

@testable import Engine

/// Roll-ups against the same sums over the finished child rows.
@Suite struct RollupTests {
  private static let functions = ["sum", "mean", "min", "max", "first", "last", "count"]
  private static let values = ["whole", "money", "wide", "real", "day"]

  /// Every function of every type, over children of mode B and C; all of them with a condition too.
  private static func document(child: String) -> String {
    var lines: [String] = []
    for function in functions {
      for value in values where value != "day" || !["sum", "mean"].contains(function) {
        lines.append("      \(function)_\(value): {\(function): rows.\(value), of: parent_id}")
        lines.append(
          "      \(function)_\(value)_some: "
            + "{\(function): rows.\(value), of: parent_id, where: \"kind = 'a' and whole > 0\"}")
      }
    }
    return """
      datagen: 1
      name: rollups
      seed: 11
      timeframe: {from: 2024-01-01, to: 2024-12-31}
      tables:
        parents:
          rows: 60
          columns:
            parent_id: {key: integer}
            count: {count: rows, of: parent_id}
            twice: {sum: rows.parent_id.parent_id, of: parent_id}
      \(lines.joined(separator: "\n"))
        rows:
      \(child)
          columns:
            id: {key: integer}
            parent_id: {ref: parents}
            kind: {choice: {a: 1, b: 1}}
            whole: {integer: {from: -50, to: 50}, missing: 20%}
            money: {normal: {mean: 0, sd: 100}, type: "decimal(9,2)", missing: 20%}
            wide: {normal: {mean: 0, sd: 100}, type: "decimal(30,5)", missing: 20%}
            real: {normal: {mean: 0, sd: 100}, missing: 20%}
            day: {date: {from: 2020-01-01, to: 2024-01-01}, missing: 20%}
      """
  }

  static let children = [
    "    rows: {per: parent_id, integer: {from: 0, to: 6}}",
    "    rows: 120\n    arrivals: {per: parent_id}", "    rows: 120",
  ]

  @Test(arguments: children)
  func `roll-ups are what the child rows say`(child: String) throws {
    let data = try Workbench.dataset(Self.document(child: child))
    let (parents, rows) = (data["parents"], data["rows"])
    let keys = rows.integers("parent_id")
    let (kinds, wholes) = (rows.texts("kind"), rows.integers("whole"))
    #expect(Set(keys).count < 60, "some parent has no children")
    for function in Self.functions {
      for value in Self.values where value != "day" || !["sum", "mean"].contains(function) {
        for (suffix, isSome) in [("", false), ("_some", true)] {
          let found = parents.texts("\(function)_\(value)\(suffix)")
          for parent in 1...60 {
            let children = keys.indices.filter {
              keys[$0] == Int64(parent)
                && (!isSome || kinds[$0] == "a" && (wholes[$0] ?? 0) > 0)
            }
            let column = rows.column(value)
            let wanted = Self.naive(function, column, children.filter { !column.isNull($0) })
            #expect(
              found[parent - 1] == wanted, "\(function) of \(value)\(suffix), parent \(parent)")
          }
        }
      }
    }
    let counts = (1...60).map { parent in Int64(keys.count { $0 == Int64(parent) }) }
    #expect(parents.integers("count") == counts)
    #expect(
      parents.integers("twice") == counts.enumerated().map { Int64($0.offset + 1) * $0.element })
  }

  /// One row after the other, with the widest numbers there are.
  private static func naive(_ function: String, _ column: Column, _ rows: [Int]) -> String? {
    if function == "count" { return "\(rows.count)" }
    if rows.isEmpty, function != "sum" { return nil }
    switch function {
    case "first": return column.text(at: rows[0])
    case "last": return column.text(at: rows[rows.count - 1])
    default: break
    }
    if case .float64(let values) = column.values {
      let all = rows.map { values[$0] }
      let sum = all.reduce(0, +)
      switch function {
      case "sum": return "\(sum)"
      case "mean": return "\(sum / Double(all.count))"
      case "min": return all.min().map { "\($0)" }
      default: return all.max().map { "\($0)" }
      }
    }
    let all = rows.map { exact(column, $0) }
    let sum = all.reduce(0, +)
    switch function {
    case "sum":
      guard case .decimal(let precision, let scale) = column.type else { return "\(sum)" }
      return text(sum, .decimal(precision: precision <= 18 ? 18 : 38, scale: scale))
    case "mean":
      var divisor = 1.0
      if case .decimal(_, let scale) = column.type {
        divisor = Double(LogicalType.powerOfTen(scale))
      }
      return "\(Double(sum) / divisor / Double(all.count))"
    case "min": return all.min().flatMap { text($0, column.type) }
    default: return all.max().flatMap { text($0, column.type) }
    }
  }

  private static func exact(_ column: Column, _ row: Int) -> Int128 {
    switch column.values {
    case .int64(let values): Int128(values[row])
    case .int128(let values): values[row]
    default: preconditionFailure("whole numbers")
    }
  }

  private static func text(_ value: Int128, _ type: LogicalType) -> String? {
    let values: ColumnValues =
      type.storage == .int128 ? .int128([value]) : .int64([Int64(value)])
    return Column(type, values).text(at: 0)
  }

  @Test func `values through two keys are put together per parent`() throws {
    let data = try Workbench.dataset(
      """
      datagen: 1
      name: steps
      seed: 4
      tables:
        brands: {rows: 7, columns: {brand_id: {key: integer}, rate: {integer: {from: 1, to: 9}}}}
        goods: {rows: 30, columns: {good_id: {key: integer}, brand_id: {ref: brands}}}
        shops:
          rows: 12
          columns:
            shop_id: {key: integer}
            rates: {sum: sales.good_id.brand_id.rate, of: shop_id}
        sales:
          rows: 200
          columns: {id: {key: integer}, shop_id: {ref: shops}, good_id: {ref: goods, missing: 10%}}
      """)
    let rate = data["brands"].integers("rate")
    let brand = data["goods"].integers("brand_id")
    var sums = [Int64](repeating: 0, count: 12)
    for (shop, good) in zip(data["sales"].integers("shop_id"), data["sales"].integers("good_id")) {
      guard let shop, let good, let found = brand[Int(good) - 1] else { continue }
      sums[Int(shop) - 1] += rate[Int(found) - 1] ?? 0
    }
    #expect(data["shops"].integers("rates") == sums)
  }

  @Test(arguments: [("int64", "9e18"), ("decimal(18,0)", "9e17")])
  func `a sum that leaves its type is refused`(type: String, value: String) throws {
    let text = """
      datagen: 1
      name: large
      seed: 4
      tables:
        parents: {rows: 1, columns: {id: {key: integer}, total: {sum: rows.value, of: parent_id}}}
        rows:
          rows: 5
          columns:
            id: {key: integer}
            parent_id: {ref: parents}
            value: {uniform: {from: \(value), to: \(value)}, type: "\(type)", missing: 1%}
      """
    #expect(
      Workbench.failure { _ = try Workbench.generator(text) }
        == "a sum does not fit \(type), in which these values are added")
  }

  @Test func `threads add in one order`() throws {
    let plan = try Workbench.plan(
      """
      datagen: 1
      name: order
      seed: 4
      tables:
        parents:
          rows: 3
          columns:
            id: {key: integer}
            total: {sum: rows.value, of: parent_id}
            mean: {mean: rows.value, of: parent_id}
        rows:
          hidden: true
          rows: 70000
          columns: {id: {key: integer}, parent_id: {ref: parents}, value: {pareto: {shape: 1, scale: 1}}}
      """)
    let one = try Workbench.dataset(of: Generator(plan, options: RunOptions(threads: 1)))["parents"]
    let five = try Workbench.dataset(of: Generator(plan, options: RunOptions(threads: 5)))[
      "parents"]
    #expect(one.texts("total") == five.texts("total"))
    #expect(one.texts("mean") == five.texts("mean"))
  }
}
