import Columnar
import Diagnostics
import Planning
import Testing

/// `--set` gives a parameter another value, not another type.
@Suite struct SetParameterTests {
  static let text = """
    datagen: 1
    parameters:
      count: 5
      rate: 19.99
      float: 1e-3
      mode: fast
      launch: 2024-01-01
      at: 2024-01-01 12:00:00
      length: 90d
      flag: true
      nothing: null
      double: = 2 * param.count
      share: 20%
    tables:
      t:
        rows: = param.count
        columns:
          id: {key: integer}
          rate: = param.rate
          float: = param.float
          mode: = param.mode
          launch: = param.launch + param.length
          at: = param.at
          flag: = if(param.flag, 1, 2)
          double: = param.double
          share: = param.share
    """

  /// The type of a column after a parameter was set, or what is said of it.
  private func answer(_ name: String, _ value: String, column: String) -> String {
    do throws(DiagnosticList) {
      let plan = try PlanBench.plan(Self.text, set: [(name, value)])
      return plan.tables[0].columns.first { $0.name == column }?.type.name ?? "?"
    } catch { return TextRenderer.render(error) }
  }

  @Test(arguments: [
    ("rate", "20", "decimal(4,2)"), ("rate", "5", "decimal(4,2)"), ("rate", "2000", "decimal(6,2)"),
    ("rate", "1.255", "decimal(4,3)"), ("rate", "= 2 * 10", "decimal(4,2)"),
    ("rate", "null", "decimal(4,2)"), ("float", "5", "float64"), ("float", "0.25", "float64"),
    ("mode", "5", "text"), ("mode", "2024-01-01", "text"), ("mode", "= 'slow'", "text"),
    ("at", "2024-02-01", "timestamp"), ("share", "0.5", "decimal(2,2)"),
  ])
  func `a value takes on the type of the document's own`(
    name: String, value: String, type: String
  ) {
    #expect(answer(name, value, column: name) == type)
  }

  @Test(arguments: [
    ("count", "5.5", "whole number", "count"), ("count", "abc", "whole number", "count"),
    ("count", "2024-01-01", "whole number", "count"), ("rate", "abc", "number", "rate"),
    ("rate", "true", "number", "rate"), ("launch", "5", "date", "launch"),
    ("launch", "2024-01-01 10:00:00", "date", "launch"), ("length", "5", "duration", "length"),
    ("flag", "1", "boolean", "flag"), ("double", "x", "whole number", "double"),
    ("mode", "= 5", "text", "mode"), ("at", "noon", "timestamp", "at"),
  ])
  func `a value of another type is refused where it was set`(
    name: String, value: String, noun: String, shown: String
  ) {
    let written = value.hasPrefix("=") ? "the expression" : value
    let column = name.count + 2 + (value.hasPrefix("= ") ? 2 : 0)
    #expect(
      answer(name, value, column: "id") == """
        --set:1:\(column): error: '\(shown)' cannot be '\(written)', which is no \(noun) [wrong-literal]
          at /parameters/\(name)
          expected a \(noun), as '\(name)' is in the document

        """)
  }

  @Test func `a parameter without value takes any`() {
    #expect(answer("nothing", "5", column: "id") == "int64")
    #expect(answer("nothing", "abc", column: "id") == "int64")
  }

  @Test func `a parameter that was set can end a circle`() throws {
    let text = """
      datagen: 1
      parameters: {a: = param.b + 1, b: = param.a}
      tables: {t: {rows: = param.b, columns: {id: {key: integer}}}}
      """
    #expect(throws: DiagnosticList.self) { try PlanBench.plan(text) }
    let plan = try PlanBench.plan(text, set: [("a", "3")])
    #expect(plan.tables[0].source.rowCount == 3)
  }
}
