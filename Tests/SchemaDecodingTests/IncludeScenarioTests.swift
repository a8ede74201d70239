import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct IncludeScenarioTests {
  @Test func `a scenario of a document with includes still takes tables away`() throws {
    let text = """
      datagen: 1
      include: [base.yaml]
      tables: {b: {rows: 1, columns: {id: {value: 1}}}}
      scenarios: {less: {tables: {b: null}}}
      """
    let base = "tables: {a: {rows: 1, columns: {id: {value: 1}}}}\nscenarios: {other: {seed: 5}}"
    let spec = try DocumentDecoder.decode(
      text, fileName: "main.yaml", vocabulary: Vocabulary(generators: []),
      overrides: Overrides(scenario: "less"),
      readInclude: { (_) throws(IncludeProblem) in Array(base.utf8) }
    ).get()
    #expect(spec.tables.map(\.name.text) == ["a"])
  }
}
