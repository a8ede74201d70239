import Columnar
import Testing

@testable import Engine

/// Texts that Unicode takes for the same and that differ in their bytes: é in one scalar and in
/// two.
@Suite struct UnicodeTextTests {
  private static let whole = "\u{E9}"
  private static let parts = "e\u{301}"

  private static let document = """
    datagen: 1
    seed: 7
    tables:
      words:
        literal:
          - [word, number]
          - ["\(whole)", 1]
          - ["\(parts)", 2]
      t:
        rows: 600
        columns:
          word: {choice: ["\(whole)", "\(parts)", other]}
          number: {by: word, cases: {"\(parts)": 2}, else: 1}
          again: {by: number, cases: {1: "\(whole)", 2: "\(parts)"}}
          plain: = concat(word, '')
          of_plain: {by: plain, cases: {"\(parts)": 2}, else: 1}
          is_parts: = word = '\(parts)'
          named: {ref: words, where: "word = row.again"}
    """

  private static func scalars(_ texts: [String?]) -> [[UInt32]?] {
    texts.map { $0.map { $0.unicodeScalars.map(\.value) } }
  }

  @Test func `they are two values of a choice, two cases, two keys`() throws {
    let table = try Workbench.dataset(Self.document)["t"]
    let words = Self.scalars(table.texts("word"))
    let (whole, parts) = ([0xE9] as [UInt32], [0x65, 0x301] as [UInt32])
    #expect(Set(words) == [whole, parts, "other".unicodeScalars.map(\.value)])
    let isParts = words.map { $0 == parts }
    #expect(table.texts("is_parts") == isParts.map { $0 ? "true" : "false" })
    let numbers = isParts.map { $0 ? 2 : 1 } as [Int64?]
    #expect(table.integers("number") == numbers)
    #expect(table.integers("of_plain") == numbers)
    let expected = isParts.map { $0 ? parts : whole }
    #expect(Self.scalars(table.texts("again")) == expected)
    #expect(Self.scalars(table.texts("named")) == expected)
  }

  @Test func `a key is found by its bytes`() throws {
    let generator = try Workbench.generator(Self.document)
    let words = try #require(generator.plan.table("words"))
    #expect(try generator.position(of: [Self.whole], in: words) == 0)
    #expect(try generator.position(of: [Self.parts], in: words) == 1)
    #expect(try generator.position(of: ["e"], in: words) == nil)
  }
}
