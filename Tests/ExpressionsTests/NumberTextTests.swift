import Columnar
import ExpressionSamples
import Expressions
import Testing

/// Numbers in texts follow the rule of documents, but for `_` and leading zeros.
@Suite struct NumberTextTests {
  @Test(arguments: [
    ("int", "12", "int64: 12"), ("int", "-7", "int64: -7"), ("int", "007", "int64: 7"),
    ("float", "1e3", "float64: 1000.0"), ("float", "-12.5e-1", "float64: -1.25"),
    ("float", "007.50", "float64: 7.5"), ("float", "0e-400", "float64: 0.0"),
    ("float", "5e-324", "float64: 5e-324"), ("float", "1E+2", "float64: 100.0"),
  ])
  func `reads`(function: String, text: String, expected: String) throws {
    let bench = Workbench(["t": .texts([text])])
    #expect(try bench.rows("\(function)(t)") == expected, "\(text)")
  }

  @Test(arguments: [
    ("int", "+7"), ("int", "10_000"), ("int", "1.0"), ("int", "0x10"), ("int", ""), ("int", " 1"),
    ("int", "9223372036854775808"), ("float", "+7"), ("float", "0x10"), ("float", ".5"),
    ("float", "5."), ("float", "1_0"), ("float", "nan"), ("float", "inf"), ("float", "1e999"),
    ("float", "1e-400"), ("float", "1e"), ("float", "-"), ("float", ""), ("float", "1 "),
  ])
  func `refuses`(function: String, text: String) throws {
    let bench = Workbench(["t": .texts([text])])
    let kind = function == "int" ? "a whole number" : "a number"
    #expect(throws: EvaluationError.withoutValue(row: 0, "'\(text)' is not \(kind)")) {
      try bench.evaluate("\(function)(t)")
    }
  }
}
