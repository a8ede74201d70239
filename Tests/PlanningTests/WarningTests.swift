import Diagnostics
import Testing

/// What has no effect is told beside a plan, and keeps no document from being one.
@Suite struct WarningTests {
  static let document = """
    datagen: 1
    timeframe: {from: 2023-01-01, to: 2024-12-31}
    tables:
      t:
        rows: 100
        arrivals:
          sorted: true
          factors:
            a: {by: year, growth: {2022: 5%, 2024: 3%}}
            b: {by: year, multiply: {2021: 3, 2022-2023: 2}}
            c: {by: month, multiply: {jan: 2}}
        columns: {d: {arrival: date}}
    """

  @Test func `years in which no row arrives are told with the years there are`() throws {
    let plan = try PlanBench.plan(Self.document)
    #expect(
      TextRenderer.render(DiagnosticList(plan.warnings)) == """
        document.yaml:9:32: warning: the factor 'a' has no effect in '2022', when no row arrives \
        [factor-year-outside]
          at /tables/t/arrivals/factors/a/growth/2022
          expected years from 2023 to 2024
        document.yaml:10:34: warning: the factor 'b' has no effect in '2021', when no row arrives \
        [factor-year-outside]
          at /tables/t/arrivals/factors/b/multiply/2021
          expected years from 2023 to 2024

        """)
  }

  static let degrees = """
    datagen: 1
    tables:
      things:
        rows: 50
        columns: {thing: {key: integer}}
      calls:
        rows: 3000
        columns:
          call: {key: integer}
          a: {ref: things, each: {poisson: 20}}
          b: {ref: things, each: {poisson: 55}}
          c: {ref: things, each: 1}
          d: {ref: things, each: {poisson: 20}, at_most: 70}
    """

  @Test func `a law whose sum is another is told with the factor`() throws {
    let plan = try PlanBench.plan(Self.degrees)
    #expect(
      TextRenderer.render(DiagnosticList(plan.warnings)) == """
        document.yaml:10:31: warning: 'each' is about 20, for all rows of 'things' 1000, but about \
        3000 rows refer to them: all numbers are multiplied by 3 [each-of-other-sum]
          at /tables/calls/columns/a
          expected a law of mean 60, or other rows

        """)
  }

  @Test func `a document without them has none`() throws {
    let text = Self.document.replacing("2022: 5%, ", with: "").replacing("2021: 3, ", with: "")
    #expect(try PlanBench.plan(text).warnings.isEmpty)
  }
}
