import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct OverrideTests {
  static let text = """
    datagen: 1
    seed: 7
    parameters: {n: 10, launch: {type: date}, end: {type: date, value: 2024-12-31}}
    tables:
      a: {rows: = param.n, columns: {x: 1, y: {choice: [p, q]}}}
      b: {rows: 2, columns: {z: 1}}
    scenarios:
      small: {parameters: {n: 3}, tables: {b: null, a: {columns: {y: {choice: [r]}}}}}
      named: {name: other}

    """

  static func spec(_ overrides: Overrides) throws -> DocumentSpec {
    try Fixture.decode(text, overrides: overrides).get()
  }

  static func value(_ name: String, _ overrides: Overrides) throws -> String? {
    try spec(overrides).parameters.first { $0.name.text == name }?.value?.text
  }

  @Test func `a scenario merges, replaces lists and takes away with null`() throws {
    let spec = try Self.spec(Overrides(scenario: "small"))
    #expect(spec.tables.map(\.name.text) == ["a"])
    #expect(spec.parameters.first?.value?.text == "3")
    guard case .list(let items, let place) = spec.tables[0].columns[1].generator.argument else {
      Issue.record("a list was written")
      return
    }
    #expect(items.map(\.text) == ["r"])
    #expect(place.line == 8)
    #expect(spec.tables[0].columns[0].location.line == 5)
  }

  @Test func `set changes declared parameters, the last one wins`() throws {
    #expect(try Self.value("n", Overrides(set: [("n", "20"), ("n", "30")])) == "30")
    #expect(try Self.value("n", Overrides(set: [("n", "20")], scenario: "small")) == "20")
    #expect(try Self.value("launch", Overrides()) == nil)
    #expect(try Self.value("launch", Overrides(set: [("launch", "2024-03-15")])) == "2024-03-15")
    #expect(try Self.value("end", Overrides(set: [("end", "null")])) == nil)
    #expect(try Self.value("n", Overrides(set: [("n", "")])) == "")
    let place = try Self.spec(Overrides(set: [("n", "20")])).parameters[0].value?.location
    #expect(place?.file == "--set")
    #expect(place?.column == 3)
  }

  @Test func `seed overrides the document's, up to 64 bits`() throws {
    #expect(try Self.spec(Overrides()).seed == 7)
    #expect(try Self.spec(Overrides(seed: UInt64.max)).seed == UInt64.max)
  }

  @Test func `unknown names are answered with those that exist`() {
    let overrides = Overrides(set: [("m", "1")], scenario: "smal")
    #expect(
      Fixture.problems(of: Self.text, overrides: overrides) == """
        --scenario:1:1: error: there is no scenario 'smal' [unknown-scenario]
          expected one of named, small
          did you mean 'small'?
        --set:1:1: error: there is no parameter 'm' [unknown-parameter]
          expected one of end, launch, n

        """)
  }

  @Test func `a value that was set is checked like a written one`() {
    let overrides = Overrides(set: [("end", "= ")])
    #expect(
      Fixture.problems(of: Self.text, overrides: overrides) == """
        --set:1:5: error: the expression of 'value' is empty [empty-expression]
          at /parameters/end
          expected an expression such as = price * 2

        """)
  }

  @Test func `the hash is of what is generated`() throws {
    let plain = try Self.spec(Overrides()).canonicalHash
    #expect(try Self.spec(Overrides(set: [("n", "10")])).canonicalHash == plain)
    #expect(try Self.spec(Overrides(seed: 7)).canonicalHash == plain)
    #expect(try Self.spec(Overrides(set: [("n", "11")])).canonicalHash != plain)
    #expect(try Self.spec(Overrides(seed: 8)).canonicalHash != plain)
    #expect(try Self.spec(Overrides(scenario: "small")).canonicalHash != plain)
  }
}
