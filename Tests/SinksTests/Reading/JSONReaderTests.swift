import Encoding
import Testing

@testable import Sinks

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws(DecodingError) -> JSONValue {
    try JSONReader.read(Array(text.utf8))
  }

  @Test func `reads values of every kind`() throws {
    let value = try read(
      " {\"a\" : [1, -2.50, 1e5, 0.0], \"b\":null,\r\n\"c\":true ,\"d\":{},\"e\":[],\"f\":false}\t")
    #expect(
      value["a"] == .array([.number("1"), .number("-2.50"), .number("1e5"), .number("0.0")]))
    #expect(value["b"] == .null && value["c"]?.bool == true && value["f"]?.bool == false)
    #expect(value["d"] == .object([]) && value["e"] == .array([]) && value["g"] == nil)
  }

  @Test func `reads every escape and pairs of surrogates`() throws {
    let value = try read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD834\\uDD1E é𝄞\"")
    #expect(value == .text("\"\\/\u{8}\u{C}\n\r\té𝄞 é𝄞"))
  }

  @Test(arguments: [
    "", " ", "{", "}", "[", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01", "-", "1.",
    ".5", "1e", "+1", "tru", "nul", "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\uD834\"",
    "\"\\uD834\\u0041\"", "\"\\uDD1E\"", "\"\\u+123\"", "\"\\u-000\"", "\"a\nb\"", "1 2", "[1 2]",
    "'a'", "NaN",
    "Infinity", "// x\n1",
  ])
  func `refuses what RFC 8259 does not allow`(text: String) {
    #expect(throws: DecodingError.self) { try read(text) }
  }

  @Test func `refuses bytes that are not UTF-8 and nesting without end`() {
    #expect(throws: DecodingError.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
    #expect(throws: DecodingError.self) { try read(String(repeating: "[", count: 100_000)) }
  }

  @Test func `writes what it reads`() throws {
    let text = """
      {
        "a": [
          1,
          "q\\"\\n\\u0001é"
        ],
        "b": {},
        "c": null
      }

      """
    #expect(try read(text).document() == text)
  }
}
