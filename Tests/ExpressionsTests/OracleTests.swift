import Columnar
import ExpressionSamples
import Expressions
import Foundation
import Testing

/// Values computed by Python's `decimal`, `fractions` and `datetime`
/// (`Scripts/oracles/expressions.py`).
@Suite struct OracleTests {
  /// The lines of a fixture, each by column name.
  static func rows(_ name: String) throws -> [[String: String]] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/oracles/\(name)")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let header = lines[0].split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(header, cells))
    }
  }

  private func unscaled(_ text: String) throws -> Int128 {
    try #require(Int128(text.filter { $0 != "." }))
  }

  private func column(_ text: String, _ type: LogicalType) throws -> Column {
    let value = try unscaled(text)
    return type.storage == .int64
      ? .integers([Int64(value)], type) : .wide([value], type)
  }

  @Test func `decimals agree with Python's`() throws {
    let rows = try Self.rows("decimals.csv")
    #expect(rows.count == 1500)
    var comparedCount = 0
    for row in rows {
      let number = { (name: String) throws -> Int in try #require(Int(row[name] ?? "")) }
      let bench = Workbench([
        "a": try column(
          row["a"] ?? "", .decimal(precision: number("p"), scale: number("s"))),
        "b": try column(
          row["b"] ?? "", .decimal(precision: number("q"), scale: number("t"))),
      ])
      for (expression, name) in [("a + b", "sum"), ("a - b", "difference"), ("a * b", "product")] {
        guard let expected = row[name], !expected.isEmpty else { continue }
        #expect(try bench.evaluate(expression).texts == [expected], "\(row)")
        comparedCount += 1
      }
      let order = try number("order")
      #expect(try bench.evaluate("a < b").texts == ["\(order < 0)"], "\(row)")
      #expect(try bench.evaluate("a >= b").texts == ["\(order >= 0)"], "\(row)")
      #expect(try bench.evaluate("a = b").texts == ["\(order == 0)"], "\(row)")
      let digits = try number("digits")
      #expect(try bench.evaluate("round(a, \(digits))").texts == [row["rounded"] ?? ""], "\(row)")
      let target = LogicalType.decimal(precision: 38, scale: digits)
      let converted = try Conversion.convert(bench.columns[0], to: target)
      #expect(converted.texts == [row["rounded"] ?? ""], "\(row)")
    }
    #expect(comparedCount > 2500)
  }

  @Test func `floats round to decimals by their exact value`() throws {
    let rows = try Self.rows("floats.csv")
    #expect(rows.count == 1500)
    for scale in 0...12 {
      let chosen = rows.filter { $0["scale"] == "\(scale)" }
      let values = try chosen.map { try #require(Double($0["value"] ?? "")) }
      let expected = try chosen.map { try #require(Int64($0["unscaled"] ?? "")) }
      for precision in [18, 30] {
        let type = LogicalType.decimal(precision: precision, scale: scale)
        let column = try Conversion.convert(.floats(values), to: type)
        switch column.values {
        case .int64(let found): #expect(found == expected)
        case .int128(let found): #expect(found == expected.map { Int128($0) })
        default: Issue.record("another storage")
        }
      }
    }
  }

  @Test func `the calendar agrees with Python's`() throws {
    let rows = try Self.rows("calendar.csv")
    #expect(rows.count == 1200)
    let cells = { (name: String) in rows.map { $0[name] ?? "" } }
    let bench = Workbench([
      "day": .dates(cells("day")), "other": .dates(cells("other")),
      "months": .integers(cells("months").map { Int64($0) }, .int16),
      "days": .integers(cells("days").map { Int64($0) }, .int16),
      "noon": .timestamps(cells("day").map { $0 + " 12:34:56.789" }),
    ])
    for part in ["year", "month", "day_of_month", "quarter", "isodow", "day_of_year"] {
      #expect(try bench.evaluate("\(part)(day)").texts == cells(part))
      #expect(try bench.evaluate("\(part)(noon)").texts == cells(part))
    }
    #expect(try bench.evaluate("months(day, other)").texts == cells("months_to_other"))
    let days = cells("days_to_other").map { "\((Int64($0) ?? 0) * 86_400_000_000)us" }
    #expect(try bench.evaluate("other - day").texts == days)
    for (row, cells) in rows.enumerated() {
      let bench = Workbench([
        "day": .dates([cells["day"]]), "noon": .timestamps([(cells["day"] ?? "") + " 12:34:56"]),
      ])
      let months = Int(cells["months"] ?? "") ?? 0
      let sign = months < 0 ? "-" : "+"
      let shifted = cells["shifted"] ?? ""
      let expression = "\(sign) \(months.magnitude)mo"
      if shifted.isEmpty {
        #expect(throws: EvaluationError.self, "row \(row)") {
          try bench.evaluate("day \(expression)")
        }
      } else {
        #expect(try bench.evaluate("day \(expression)").texts == [shifted])
        #expect(try bench.evaluate("noon \(expression)").texts == [shifted + " 12:34:56"])
        #expect(try bench.evaluate("add_months(day, \(months))").texts == [shifted])
      }
      let count = Int(cells["days"] ?? "") ?? 0
      let plus = cells["plus"] ?? ""
      if plus.isEmpty {
        #expect(throws: EvaluationError.self) { try bench.evaluate("day + days(\(count))") }
      } else {
        #expect(try bench.evaluate("day + days(\(count))").texts == [plus])
        #expect(try bench.evaluate("day - \(-count)").texts == [plus])
      }
    }
  }
}
