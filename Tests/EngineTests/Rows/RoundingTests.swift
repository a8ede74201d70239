import Testing

@testable import Engine

/// `round: 2`, `round(x, 2)` and `type: decimal(10,2)` make one decimal of a float.
@Suite struct RoundingTests {
  @Test func `modifier, function and type round alike`() throws {
    // 2.675 lies just below the tie, 0.125 on it, -0.004 rounds to a zero without sign.
    let values = [
      "2.675", "1.005", "0.125", "0.375", "-2.675", "-0.004", "1e13", "45000000000000.35",
    ]
    let columns = values.enumerated().map { index, value in
      """
            v\(index): = float('\(value)')
            a\(index): {value: = v\(index), round: 2}
            b\(index): = round(v\(index), 2)
            c\(index): {value: = v\(index), type: "decimal(18,2)"}
            d\(index): = float(text(c\(index)))
      """
    }
    let table = try Workbench.dataset(
      "datagen: 1\ntables:\n  t:\n    rows: 1\n    columns:\n" + columns.joined(separator: "\n")
    )["t"]
    for index in values.indices {
      #expect(table.texts("a\(index)") == table.texts("b\(index)"), "\(values[index])")
      #expect(table.texts("a\(index)") == table.texts("d\(index)"), "\(values[index])")
    }
    #expect(table.texts("a0") == ["2.67"])
    #expect(table.texts("a2") == ["0.12"])
    #expect(table.texts("a5") == ["0.0"])
  }

  @Test func `drawn values are rounded as the function does it`() throws {
    let table = try Workbench.dataset(
      """
      datagen: 1
      seed: 3
      tables:
        t:
          rows: 5_000
          columns:
            half: {integer: {from: -9_999, to: 9_999}, hidden: true}
            x: {value: = half / 1000, hidden: true}
            modifier: {value: = x, round: 2}
            function: = round(x, 2)
      """)["t"]
    #expect(table.numbers("modifier") == table.numbers("function"))
  }
}
