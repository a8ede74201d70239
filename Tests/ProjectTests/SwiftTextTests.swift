import Testing

@Suite struct SwiftTextTests {
  // Made-up sources and what is left of them without comments and strings.
  @Test(arguments: [
    ("a // try!", "a        "),
    ("a /* b /* c */ d */ e", "a                   e"),
    (#"f("try!") + 1"#, "f(      ) + 1"),
    (#"f("a\"b", c)"#, "f(      , c)"),
    (##"x = #"a" b"# + y"##, "x =          + y"),
    (#"f("\(g("a)"))b", c)"#, "f(             , c)"),
    ("\"\"\"\n a \" b\n \"\"\" c", "   \n      \n     c"),
    ("#if x\n#endif", "#if x\n#endif"),
  ])
  func `code has no comments and no strings`(text: String, expected: String) {
    #expect(SwiftText.code(of: text) == expected)
  }

  @Test func `finds imports of every form`() {
    let code = """
      import Columnar
      @testable import Generators
      package import struct Sampling.StreamKey
      @preconcurrency internal import CYAML
      let imports = 1
      """
    #expect(SwiftText.imports(in: code) == ["Columnar", "Generators", "Sampling", "CYAML"])
  }

  @Test func `splits names at capitals`() {
    #expect(SwiftText.camelWords(of: "EditDistance") == ["Edit", "Distance"])
    #expect(SwiftText.camelWords(of: "main") == ["main"])
  }
}
