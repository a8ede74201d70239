import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct AcceptedDocumentTests {
  static func spec(_ name: String, _ overrides: Overrides = Overrides()) throws -> DocumentSpec {
    let result = DocumentDecoder.decode(
      try Fixture.bytes("accepted/\(name)"), fileName: name,
      vocabulary: SampleVocabulary.vocabulary, overrides: overrides)
    if case .failure(let list) = result { Issue.record("\(TextRenderer.render(list))") }
    return try result.get()
  }

  @Test func `accepts every word that can be used now`() throws {
    let spec = try Self.spec("everything.yaml")
    #expect(spec.name == "everything")
    #expect(spec.description == "Folded text over two lines.\n")
    #expect(spec.seed == 42)
    #expect(spec.tables.map(\.name.text) == ["plans", "customers", "orders", "lines"])
    #expect(spec.tables.map(\.isHidden) == [true, false, false, false])
    #expect(spec.tables[1].isScaleFixed)
    #expect(spec.output.tables.map(\.table.text) == ["customers", "orders"])
    #expect(
      spec.parameters.map { $0.value?.text } == [
        "2023-01-01", nil, "10_000", "2.5%", "8% per month", "7d", "true", "= not an expression",
      ])
  }

  @Test func `reads the same model from YAML and JSON`() throws {
    let yaml = try Self.spec("everything.yaml")
    let json = try Self.spec("everything.json")
    #expect(SpecText.describe(yaml) == SpecText.describe(json))
    #expect(yaml.canonicalHash == json.canonicalHash)
    #expect(SpecText.describe(yaml).utf8.count > 3000)
  }

  @Test func `keeps rows, laws and options apart`() throws {
    let spec = try Self.spec("everything.yaml")
    guard case .perParent(let key, let law, _) = spec.tables[2].rows,
      case .record(let arguments) = law.argument
    else {
      Issue.record("rows per parent are a law")
      return
    }
    #expect(key.text == "customer_id")
    #expect(law.word == "negative_binomial")
    #expect(arguments["mean"]?.text == "3")

    let plan = try #require(spec.tables[1].columns.first { $0.name.text == "plan" })
    #expect(plan.generator.word == "ref")
    #expect(plan.generator.options.values.keys.sorted() == ["weight", "where"])
    guard case .expression(let condition) = plan.generator.options["where"] else {
      Issue.record("a condition is an expression")
      return
    }
    #expect(condition.text == "price < 40")
  }

  @Test func `keeps literal rows as written`() throws {
    let spec = try Self.spec("everything.yaml")
    guard case .literal(let header, let rows, _) = spec.tables[0].rows else {
      Issue.record("literal rows are rows")
      return
    }
    #expect(header.map(\.text) == ["plan", "price", "since"])
    #expect(
      rows.map { $0.map(\.text) } == [["basic", "19.00", "2024-01-01"], ["pro", "49.00", "null"]])
    guard case .literal(let missing) = rows[1][2] else {
      Issue.record("a cell of a literal row is a literal")
      return
    }
    #expect(missing.isNull)
    #expect(spec.tables[0].columns.map(\.generator.word) == ["literal"])
  }

  @Test func `decodes a choice by another value in place of a generator and of a number`() throws {
    let columns = try Self.spec("everything.yaml").tables[1].columns
    let income = try #require(columns.first { $0.name.text == "income" }).generator
    #expect(income.word == "by")
    #expect(income.argument.text == "region")
    #expect(income.modifiers.values.keys.sorted() == ["missing", "round", "type", "when"])
    guard case .map(let cases, _) = income.options["cases"],
      case .generator(let north) = cases[0].value
    else {
      Issue.record("cases are generators")
      return
    }
    #expect(north.word == "lognormal")
    #expect(north.modifiers.values.keys.sorted() == ["between"])

    let score = try #require(columns.first { $0.name.text == "score" }).generator
    guard case .record(let normal) = score.argument, case .generator(let sd) = normal["sd"] else {
      Issue.record("a number of the row may be chosen by another value")
      return
    }
    #expect(sd.word == "by")
    #expect(sd.options["else"]?.text == "2")
  }

  @Test func `text stays text where text is due`() throws {
    let columns = try Self.spec("everything.yaml").tables[1].columns
    let read = ["country", "code", "answer", "active"].map { name in
      columns.first { $0.name.text == name }.flatMap { column -> LiteralValue? in
        guard case .literal(let scalar) = column.generator.argument else { return nil }
        return LiteralReader.infer(scalar)
      }
    }
    #expect(read == [.text("USA"), .text("010"), .text("NO"), .boolean(true)])
  }

  @Test func `a document without a name is called after its file`() throws {
    let text = "datagen: 1\ntables: {a: {rows: 1, columns: {b: 1}}}\n"
    #expect(try Fixture.decode(text, "dir/my.shop.yaml").get().name == "my.shop")
    #expect(try Fixture.decode(text, "plain").get().name == "plain")
    #expect(try Fixture.decode(text).get().seed == 0)
  }
}
