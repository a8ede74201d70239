import Columnar
import Diagnostics
import ExpressionSamples
import Expressions
import Testing

/// Expressions that Fuzz/run found wrong answers to, mended since.
@Suite struct FuzzFindingsTests {
  static let bench = Workbench(["n": .integers([2, 4]), "x": .floats([0.5, 2])])

  @Test func `a percentage with an exponent is refused`() {
    #expect(throws: DiagnosticList.self) {
      try ExpressionParser.parse(
        LocatedText(
          "1e-1%", at: DocumentLocation(file: "test", line: 1, column: 1), pointer: ""))
    }
  }

  @Test(arguments: [
    ("90d / n - 30d / n", "duration: 2592000000000us | 1296000000000us"),
    ("1h * x + 1h / x", "duration: 9000000000us | 9000000000us"),
  ])
  func `durations without bounds are added`(text: String, rows: String) throws {
    #expect(try Self.bench.rows(text) == rows)
  }
}
