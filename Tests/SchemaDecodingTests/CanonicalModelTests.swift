import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct CanonicalModelTests {
  static func json(_ text: String, _ file: String = "a.yaml") throws -> String {
    CanonicalModel.json(of: try DocumentParserTests.parse(text, file))
  }

  /// FIPS 180-4 and RFC 6234 give these digests.
  @Test func `hashes as the standard says`() {
    let million = [UInt8](repeating: 97, count: 1_000_000)
    let cases: [([UInt8], String)] = [
      ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        Array(million.prefix(10_000)),
        "27dd1f61b867b6a0f6e9d8a41c43231de52107e53ae424de8f847b821db4b711"
      ),
    ]
    for (message, digest) in cases { #expect(SHA256.hex(message) == digest) }
  }

  @Test func `the same scalars in YAML and JSON are the same text`() throws {
    let yaml = """
      b: 10_000
      a: [1.50, 1E+05, -0, true, null, ~, 2024-01-01, 2%, "5", 'x"y', 1]
      include: [x]
      é: {z: 1, 1: 2}
      """
    let json = """
      {"é": {"1": 2, "z": 1}, "scenarios": {}, "b": 10000,
       "a": [1.50, 1e5, -0, true, null, null, "2024-01-01", "2%", "5", "x\\"y", 1]}
      """
    let expected =
      #"{"a":[1.50,1e5,-0,true,null,null,"2024-01-01","2%","5","x\"y",1],"b":10000,"#
      + #""é":{"1":2,"z":1}}"#
    #expect(try Self.json(yaml) == expected)
    #expect(try Self.json(json, "a.json") == expected)
  }

  @Test func `order counts where it decides what is made`() throws {
    let one = "tables: {t: {rows: 1, columns: {a: {choice: {x: 1, y: 2}, type: text}, b: 2}}}"
    let same = "tables: {t: {columns: {a: {type: text, choice: {x: 1, y: 2}}, b: 2}, rows: 1}}"
    let columns = "tables: {t: {rows: 1, columns: {b: 2, a: {choice: {x: 1, y: 2}, type: text}}}}"
    let cases = "tables: {t: {rows: 1, columns: {a: {choice: {y: 2, x: 1}, type: text}, b: 2}}}"
    #expect(try Self.json(one) == Self.json(same))
    #expect(try Self.json(one) != Self.json(columns))
    #expect(try Self.json(one) != Self.json(cases))
  }

  @Test func `characters no document may hold are escaped and read again`() throws {
    let yaml = #"a: "\u2028\u0085\ufeff\u202e\x7f""#
    let text = try Self.json(yaml)
    #expect(text == #"{"a":"\u2028\u0085\ufeff\u202e\u007f"}"#)
    #expect(try Self.json(text, "c.json") == text)
  }

  @Test func `a text of digits is not a number`() throws {
    #expect(try Self.json("a: '1'") != Self.json("a: 1"))
    #expect(try Self.json("a: 1.0") != Self.json("a: 1"))
    #expect(try Self.json("a: 010") == #"{"a":"010"}"#)
  }
}
