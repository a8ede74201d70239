import Testing

@Suite struct SourceRulesTests {
  @Test func `Swift files keep the rules of words, names and sizes`() throws {
    for folder in ["Sources", "Tests"] {
      let files = try ProjectFiles.all(below: folder, ending: ".swift")
      #expect(!files.isEmpty)
      for file in files { #expect(SourceRules.violations(in: file) == []) }
    }
  }

  @Test func `unsafe stands only in its folders and in wrappers of C`() throws {
    for file in try ProjectFiles.all(below: "Sources", ending: ".swift") {
      #expect(SourceRules.unsafeViolations(in: file) == [])
    }
  }

  @Test func `scripts and documents keep the rules of names and name no machine`() throws {
    for file in try ProjectFiles.all() {
      #expect(SourceRules.machineViolations(in: file) == [])
      #expect(SourceRules.nameViolations(file) == [])
    }
  }

  private func file(_ text: String, path: String = "Sources/A/B.swift") -> ProjectFiles.File {
    ProjectFiles.File(path: path, text: text)
  }

  // Made-up sources that break the rules: the check is shown to find them.
  @Test(arguments: [
    ("let a = try! b()", "Sources/A/B.swift says try!"),
    ("let a = b as! C", "Sources/A/B.swift says as!"),
    ("fatalError(\"no\")", "Sources/A/B.swift says fatalError("),
    ("do { try a() } catch { }", "Sources/A/B.swift has an empty catch"),
    ("do { try a() } catch is B {\n}", "Sources/A/B.swift has an empty catch"),
    (String(repeating: "\n", count: 501), "Sources/A/B.swift has 501 lines"),
  ])
  func `a broken rule is found`(text: String, expected: String) {
    #expect(SourceRules.violations(in: file(text)) == [expected])
  }

  // Made-up sources in which the words stand in comments and strings alone.
  @Test(arguments: [
    "let a = \"try! as! fatalError(\" // try!", "do { try a() } catch { throw b }",
    "do { try a() } catch {\n  // The file was never there.\n}",
    String(repeating: "\n", count: 500),
  ])
  func `what only looks like a broken rule is not`(text: String) {
    #expect(SourceRules.violations(in: file(text)) == [])
  }

  @Test func `a vague name is found in files and folders`() {
    #expect(SourceRules.nameViolations(file("", path: "Sources/A/TextUtils.swift")).count == 1)
    #expect(SourceRules.nameViolations(file("", path: "Sources/Common/A.swift")).count == 1)
    #expect(SourceRules.nameViolations(file("", path: "Sources/A/Commonality.swift")).isEmpty)
  }

  @Test func `unsafe code outside the wrappers is found`() {
    let text = "let a = unsafe b()"
    #expect(SourceRules.unsafeViolations(in: file(text)).count == 1)
    #expect(SourceRules.unsafeViolations(in: file("import Columnar\n" + text)).count == 1)
    #expect(SourceRules.unsafeViolations(in: file("import CYAML\n" + text)).isEmpty)
    #expect(
      SourceRules.unsafeViolations(in: file(text, path: "Sources/Columnar/Storage/A.swift"))
        .isEmpty)
  }

  @Test func `the folder of a machine is found`() {
    let folder = SourceRules.machineFolders[0]
    #expect(SourceRules.machineViolations(in: file("see \(folder)x")).count == 1)
    #expect(SourceRules.machineViolations(in: file("see a.b/c\(folder)x")).isEmpty)
  }
}
