import Columnar
import Testing

@testable import Engine

/// What a row holds where a number it is made by is missing: never what lies behind the null.
@Suite struct MissingInputTests {
  private static func table(_ columns: String) throws -> TableData {
    try Workbench.dataset(
      """
      datagen: 1
      seed: 5
      tables:
        others:
          rows: 10
          columns:
            other_id: {key: integer}
        t:
          rows: 4000
          columns:

      """ + columns)["t"]
  }

  @Test func `a weight that is missing is none`() throws {
    let table = try Self.table(
      """
            w: {value: 5, missing: 50%}
            side: {choice: {weighed: = w, plain: 1}}
      """)
    let weights = table.integers("w")
    let sides = table.texts("side")
    for row in 0..<4000 where weights[row] == nil { #expect(sides[row] == "plain") }
    // 5 of 6 beside a weight: 1,667 of 2,000 ± 5 deviations of 17 and of the 2,000's own 32.
    let weighed = sides.count { $0 == "weighed" }
    #expect(abs(weighed - 1667) < 5 * 36)
  }

  @Test func `weights all missing stop the run by name`() throws {
    let failure = Workbench.failure {
      _ = try Self.table(
        """
              w: {value: 5, missing: 100%}
              side: {choice: {weighed: = w, other: = w}}
        """)
    }
    #expect(failure == "all weights are 0")
  }

  @Test func `weights beyond the largest float stop the run by name`() throws {
    let failure = Workbench.failure {
      _ = try Self.table(
        """
              w: {choice: [1.0, 1.0e308], hidden: true}
              side: {choice: {weighed: = w * 10, plain: 1}}
        """)
    }
    #expect(failure == "'1e+308 * 10.0' is beyond the largest float")
  }

  @Test func `a share of missing values that is missing takes nothing away`() throws {
    let table = try Self.table(
      """
            p: {value: 0.5, missing: 50%}
            x: {value: 1, missing: = p}
      """)
    let shares = table.numbers("p")
    let values = table.integers("x")
    for row in 0..<4000 where shares[row] == nil { #expect(values[row] == 1) }
    // 1,000 ± 5 deviations of 27.
    #expect(abs(table.column("x").nullCount - 1000) < 137)
  }

  @Test func `missing takes from what else gives too`() throws {
    let table = try Self.table(
      """
            w: {value: 5, missing: 50%}
            dealt: {choice: [1, 2], when: w is present, else: 11, missing: 20%, exact: true}
            plain: {integer: {from: 1, to: 10}, when: w is present, else: 11, missing: 20%}
      """)
    let weights = table.integers("w")
    for name in ["dealt", "plain"] {
      let values = table.integers(name)
      for row in 0..<4000 {
        if let value = values[row] { #expect((value == 11) == (weights[row] == nil)) }
      }
      // 20 % of about 2,000 rows each ± 5 deviations of 18.
      for hasWeight in [true, false] {
        let missing = (0..<4000).count { (weights[$0] != nil) == hasWeight && values[$0] == nil }
        #expect(abs(missing - 400) < 90)
      }
    }
    #expect(table.column("dealt").nullCount == 800)
  }

  @Test func `an exact share of missing values is one of the rows that when selects`() throws {
    let table = try Self.table(
      """
            side: {choice: {left: 70%, right: 30%}, exact: true}
            x: {value: 1, when: side = 'left', missing: 10%, exact: true}
      """)
    // Of 4,000 rows 2,800 are selected, of which 280 lose their value.
    #expect(table.column("x").nullCount == 1200 + 280)
  }
}
