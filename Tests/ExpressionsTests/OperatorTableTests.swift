import Columnar
import Diagnostics
import ExpressionSamples
import Expressions
import Testing

/// Every operator with every pair of types: the type of the result, or the code of the refusal.
@Suite struct OperatorTableTests {
  static let names = ["int", "dec", "flt", "bool", "text", "date", "time", "dur", "clock", "id"]

  static let bench = Workbench([
    "int": .integers([4], .int32), "dec": .integers([250], .decimal(precision: 6, scale: 2)),
    "flt": .floats([0.5]), "bool": .booleans([true]), "text": .texts(["a"]),
    "date": .dates(["2024-01-31"]), "time": .timestamps(["2024-02-01 06:00"]),
    "dur": .integers([5_400_000_000], .duration), "clock": .integers([3_600_000_000], .time),
    "id": Column(.uuid, .uuid([255])),
  ])

  private func cell(_ expression: String) -> String {
    do {
      return try Self.bench.rows(expression)
    } catch let list as DiagnosticList {
      return list.all.map(\.code).joined(separator: " ")
    } catch {
      return "\(error)"
    }
  }

  /// Pairs that work; all others are refused with `refusal`.
  private func check(_ sign: String, _ works: [String: String], refusal: [String]) {
    for left in Self.names {
      for right in Self.names {
        let found = cell("\(left) \(sign) \(right)")
        if let expected = works["\(left) \(right)"] {
          #expect(found == expected, "\(left) \(sign) \(right)")
        } else {
          #expect(refusal.contains(found), "\(left) \(sign) \(right): \(found)")
        }
      }
    }
  }

  @Test func `addition`() {
    check(
      "+",
      [
        "int int": "int64: 8", "int dec": "decimal(13,2): 6.50", "dec int": "decimal(13,2): 6.50",
        "dec dec": "decimal(7,2): 5.00", "int flt": "float64: 4.5", "flt int": "float64: 4.5",
        "dec flt": "float64: 3.0", "flt dec": "float64: 3.0", "flt flt": "float64: 1.0",
        "date int": "date: 2024-02-04", "int date": "date: 2024-02-04",
        "date dur": "timestamp: 2024-01-31 01:30:00", "dur date": "timestamp: 2024-01-31 01:30:00",
        "date clock": "timestamp: 2024-01-31 01:00:00",
        "clock date": "timestamp: 2024-01-31 01:00:00",
        "time dur": "timestamp: 2024-02-01 07:30:00", "dur time": "timestamp: 2024-02-01 07:30:00",
        "dur dur": "duration: 10800000000us",
      ], refusal: ["wrong-operand-type", "text-arithmetic", "number-beside-time"])
  }

  @Test func `subtraction`() {
    check(
      "-",
      [
        "int int": "int64: 0", "int dec": "decimal(13,2): 1.50", "dec int": "decimal(13,2): -1.50",
        "dec dec": "decimal(7,2): 0.00", "int flt": "float64: 3.5", "flt int": "float64: -3.5",
        "dec flt": "float64: 2.0", "flt dec": "float64: -2.0", "flt flt": "float64: 0.0",
        "date int": "date: 2024-01-27", "date dur": "timestamp: 2024-01-30 22:30:00",
        "time dur": "timestamp: 2024-02-01 04:30:00", "dur dur": "duration: 0us",
        "date date": "duration: 0us", "time time": "duration: 0us",
        "time date": "duration: 108000000000us", "date time": "duration: -108000000000us",
        "clock clock": "duration: 0us",
      ], refusal: ["wrong-operand-type", "number-beside-time"])
  }

  @Test func `multiplication`() {
    check(
      "*",
      [
        "int int": "int64: 16", "int dec": "decimal(16,2): 10.00",
        "dec int": "decimal(16,2): 10.00",
        "dec dec": "decimal(12,4): 6.2500", "int flt": "float64: 2.0", "flt int": "float64: 2.0",
        "dec flt": "float64: 1.25", "flt dec": "float64: 1.25", "flt flt": "float64: 0.25",
        "dur int": "duration: 21600000000us", "int dur": "duration: 21600000000us",
        "dur dec": "duration: 13500000000us", "dec dur": "duration: 13500000000us",
        "dur flt": "duration: 2700000000us", "flt dur": "duration: 2700000000us",
      ], refusal: ["wrong-operand-type"])
  }

  @Test func `division`() {
    check(
      "/",
      [
        "int int": "float64: 1.0", "int dec": "float64: 1.6", "dec int": "float64: 0.625",
        "dec dec": "float64: 1.0", "int flt": "float64: 8.0", "flt int": "float64: 0.125",
        "dec flt": "float64: 5.0", "flt dec": "float64: 0.2", "flt flt": "float64: 1.0",
        "dur dur": "float64: 1.0", "dur int": "duration: 1350000000us",
        "dur dec": "duration: 2160000000us", "dur flt": "duration: 10800000000us",
      ], refusal: ["wrong-operand-type"])
  }

  @Test(arguments: [("=", 0), ("<>", 1), ("<", 2), ("<=", 3), (">", 4), (">=", 5)])
  func `comparisons`(sign: String, index: Int) {
    // The order of each comparable pair; equal pairs of one type need no entry.
    let orders: [String: Int] = [
      "int dec": 1, "dec int": -1, "int flt": 1, "flt int": -1, "dec flt": 1, "flt dec": -1,
      "date time": -1, "time date": 1,
    ]
    let holds: [(Int) -> Bool] = [
      { $0 == 0 }, { $0 != 0 }, { $0 < 0 }, { $0 <= 0 }, { $0 > 0 }, { $0 >= 0 },
    ]
    var works: [String: String] = [:]
    for name in Self.names where index < 2 || (name != "bool" && name != "id") {
      works["\(name) \(name)"] = "boolean: \(holds[index](0))"
    }
    for (pair, order) in orders { works[pair] = "boolean: \(holds[index](order))" }
    check(sign, works, refusal: ["incomparable-types", "text-for-time", "unordered-type"])
  }

  @Test(arguments: ["and", "or"])
  func `logic`(word: String) {
    check(word, ["bool bool": "boolean: true"], refusal: ["not-a-condition"])
  }

  @Test func `signs and negation`() {
    let expected = [
      "int": "int64: -4", "dec": "decimal(7,2): -2.50", "flt": "float64: -0.5",
      "dur": "duration: -5400000000us",
    ]
    for name in Self.names {
      #expect(cell("-\(name)") == expected[name] ?? "wrong-operand-type", "-\(name)")
      #expect(cell("not \(name)") == (name == "bool" ? "boolean: false" : "not-a-condition"))
      #expect(cell("\(name) is missing") == "boolean: false")
      #expect(cell("\(name) in (\(name))") == "boolean: true")
    }
  }

  @Test func `branches take the common type`() {
    for left in Self.names {
      for right in Self.names {
        let found = cell("if(bool, \(left), \(right))")
        let expected: [String: String] = [
          "int dec": "decimal(12,2): 4.00", "dec int": "decimal(12,2): 2.50",
          "int flt": "float64: 4.0", "flt int": "float64: 0.5", "dec flt": "float64: 2.5",
          "flt dec": "float64: 0.5", "date time": "timestamp: 2024-01-31 00:00:00",
          "time date": "timestamp: 2024-02-01 06:00:00",
        ]
        if left == right {
          #expect(found == cell(left))
        } else {
          #expect(found == expected["\(left) \(right)"] ?? "different-types", "\(left) \(right)")
        }
      }
    }
  }
}
