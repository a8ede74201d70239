import Columnar
import Diagnostics
import SchemaModel
import Testing

@testable import Generators

/// Scalars of columns and scalars of parameters are read by one rule.
@Suite struct LiteralValuesTests {
  private func scalar(_ text: String, quoted: Bool) -> Scalar {
    let place = DocumentLocation(file: "t.yaml", line: 1, column: 1)
    return Scalar(LocatedText(text, at: place, pointer: ""), isQuoted: quoted)
  }

  private func kind(_ value: LiteralValue) -> LogicalType? {
    switch value {
    case .null: nil
    case .boolean: .boolean
    case .integer: .int64
    // A number with a point is exact where an expression reads it, a float in a column.
    case .decimal, .float: .float64
    case .date: .date
    case .timestamp: .timestamp(utc: false)
    case .duration: .duration
    case .text: .text
    }
  }

  @Test(
    arguments: [
      "5", "10_000", "-1", "2.5", "1e3", "10%", "2.5%", "true", "false", "yes", "010", "1:30", "5d",
      "90min", "1.5h", "1y", "14mo", "5x", "d", "2024-02-29", "2023-02-29", "2024-02-29 10:00", "a",
      "0x10",
    ], [false, true])
  func `are read as parameters are`(_ text: String, _ isQuoted: Bool) {
    let scalar = scalar(text, quoted: isQuoted)
    #expect(LiteralValues.inferredType([scalar]) == kind(LiteralReader.infer(scalar)))
  }

  @Test func `have the type that holds all of them`() {
    func type(_ texts: [String], quoted: Bool = false) -> LogicalType {
      LiteralValues.inferredType(texts.map { scalar($0, quoted: quoted) })
    }
    #expect(type(["1", "2.5", "10%"]) == .float64)
    #expect(type(["1", "a"]) == .text)
    #expect(type(["5d", "1h"]) == .duration)
    #expect(type(["5d", "5"]) == .text)
    #expect(type(["1", "2"], quoted: true) == .text)
    #expect(
      LiteralValues.inferredType([scalar("1", quoted: false), scalar("2", quoted: true)]) == .text)
  }
}
