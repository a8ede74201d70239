import Columnar
import Diagnostics
import ExpressionSamples
import Expressions
import Testing

/// Names that a file may have and an expression reads between backquotes only.
@Suite struct QuotedNameTests {
  static let bench = Workbench([
    "x": .integers([9]), "y": .integers([4]), "x-y": .integers([100]), "x-2": .integers([7]),
    "order date": .integers([1]), "key.the-rate": .integers([50]),
  ])

  @Test(arguments: [
    ("`x-y`", "int64: 100"), ("x - y", "int64: 5"), ("x -y", "int64: 5"), ("x- y", "int64: 5"),
    ("`order date` + 1", "int64: 2"), ("key.`the-rate` / 2", "float64: 25.0"),
    ("`x-y`-`x-2`", "int64: 93"), ("y-x", "int64: -5"), ("y-2", "int64: 2"),
  ])
  func `reads`(expression: String, expected: String) throws {
    #expect(try Self.bench.rows(expression) == expected, "\(expression)")
  }

  @Test(arguments: ["x-y", "1 + x-y", "x-2", "x-y-1", "x-2 * 3", "-x-y"])
  func `refuses what reads as a name and as a subtraction`(expression: String) throws {
    let problems = try #require(throws: DiagnosticList.self) {
      try Self.bench.compile(expression)
    }
    #expect(problems.all.map(\.code) == ["subtracted-name"])
  }
}
