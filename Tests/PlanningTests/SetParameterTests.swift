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
      large: 99_999_999_999_999_999_999
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
        rows: 5
        columns:
          id: {key: integer}
          count: = param.count
          rate: = param.rate
          large: = param.large
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
    ("rate", "5.25", "decimal(4,2)"), ("large", "5", "decimal(20,0)"),
    ("large", "99_999_999_999_999_999_999_999", "decimal(23,0)"),
    ("count", "-4_000_000_000_000_000_000", "int64"), ("at", "2024-02-01", "timestamp"),
    ("share", "0.5", "decimal(2,2)"),
  ])
  func `a value takes on the type of the document's own`(
    name: String, value: String, type: String
  ) {
    #expect(answer(name, value, column: name) == type)
  }

  @Test(arguments: [
    ("count", "5.5", "whole number", "count"), ("count", "abc", "whole number", "count"),
    ("count", "2024-01-01", "whole number", "count"), ("rate", "abc", "decimal number", "rate"),
    ("rate", "true", "decimal number", "rate"), ("launch", "5", "date", "launch"),
    ("launch", "2024-01-01 10:00:00", "date", "launch"), ("length", "5", "duration", "length"),
    ("flag", "1", "boolean", "flag"), ("double", "x", "whole number", "double"),
    ("at", "noon", "timestamp", "at"),
  ])
  func `a value of another type is refused where it was set`(
    name: String, value: String, noun: String, shown: String
  ) {
    #expect(
      answer(name, value, column: "id") == """
        --set:1:\(name.count + 2): error: '\(shown)' cannot be '\(value)', which is no \(noun) [wrong-literal]
          at /parameters/\(name)
          expected a \(noun), as '\(name)' is in the document

        """)
  }

  @Test(arguments: [
    ("1e3", "1000"), ("1.5e0", "1.5"), ("1e-3", "0.001"), ("-2.50e1", "-25"), ("1e300", nil),
  ])
  func `a decimal takes no float, and is told how to write it`(value: String, mended: String?) {
    #expect(
      answer("rate", value, column: "id") == """
        --set:1:6: error: 'rate' cannot be '\(value)', which is no decimal number [wrong-literal]
          at /parameters/rate
          expected a decimal number, as 'rate' is in the document
        \(mended.map { "  write \($0)\n" } ?? "")
        """)
    if let mended { #expect(answer("rate", mended, column: "rate").hasPrefix("decimal(")) }
  }

  @Test func `a whole number keeps its bits`() {
    #expect(
      answer("count", "9_223_372_036_854_775_808", column: "count") == """
        --set:1:7: error: 'count' cannot be '9_223_372_036_854_775_808', which is no whole number within int64 [wrong-literal]
          at /parameters/count
          expected a whole number within int64, as 'count' is in the document

        """)
  }

  @Test func `an expression of another type is shown with its type`() {
    #expect(
      answer("mode", "= param.count", column: "id") == """
        --set:1:8: error: 'mode' cannot be '= param.count', which is int64, no text [wrong-literal]
          at /parameters/mode
          expected a text, as 'mode' is in the document
          a text that begins with '=' is written '== param.count'

        """)
    #expect(answer("mode", "== param.count", column: "mode") == "text")
    #expect(
      answer("rate", "= sqrt(2)", column: "id") == """
        --set:1:8: error: 'rate' cannot be '= sqrt(2)', which is float64, no decimal number [wrong-literal]
          at /parameters/rate
          expected a decimal number, as 'rate' is in the document

        """)
  }

  @Test func `a parameter without value takes any`() {
    #expect(answer("nothing", "5", column: "id") == "int64")
    #expect(answer("nothing", "abc", column: "id") == "int64")
  }

  @Test func `nothing is the empty text, and null no value`() throws {
    let text = """
      datagen: 1
      parameters: {mode: fast, stated: {type: text, value: x}}
      tables:
        t:
          rows: 1
          columns:
            id: {key: integer}
            mode: "= if(param.mode is missing, 'none', concat('<', param.mode, param.stated, '>'))"
      """
    for (value, expected) in [("", "<>"), ("null", "none"), ("~", "none"), ("a b", "<a ba b>")] {
      let plan = try PlanBench.plan(text, set: [("mode", value), ("stated", value)])
      let table = try PlanBench.generate(plan)["t"]
      #expect(table?.columns[1].text(at: 0) == expected)
    }
    #expect(
      answer("count", "", column: "count") == """
        --set:1:7: error: 'count' cannot be '', which is no whole number [wrong-literal]
          at /parameters/count
          expected a whole number, as 'count' is in the document

        """)
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
