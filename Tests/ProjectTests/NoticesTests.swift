import Testing

@Suite struct NoticesTests {
  @Test func `the licence is the Apache License 2.0, whole`() throws {
    let text = try ProjectFiles.text("LICENSE")
    #expect(text.contains("Version 2.0, January 2004"))
    #expect(text.contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION"))
    #expect(text.contains("END OF TERMS AND CONDITIONS"))
  }

  @Test func `NOTICE names the source and licence of every word list`() throws {
    let notice = try ProjectFiles.text("NOTICE")
    let lists = try ProjectFiles.all(below: "Vocabularies", ending: ".tsv")
    #expect(!lists.isEmpty)
    for list in lists {
      let header = list.text.split(separator: "\n").prefix { $0.hasPrefix("# ") }
      for key in ["# source: ", "# licence: "] {
        let line = try #require(header.first { $0.hasPrefix(key) }, "\(list.path)")
        #expect(notice.contains(line.dropFirst(key.count)), "\(list.path): \(line)")
      }
    }
  }

  @Test func `docs/dependencies.md says why each dependency is there`() throws {
    let page = try ProjectFiles.text("docs/dependencies.md")
    let manifest = try Manifest.current.get()
    let packages = manifest.dependencies.flatMap { $0.sourceControl ?? [] }.map(\.identity)
    let libraries = manifest.targets.filter { $0.type == "system" }.map(\.name)
    let tools = try ["Scripts/requirements.txt", "Scripts/vocabularies/requirements.txt"]
      .flatMap { try ProjectFiles.text($0).split(separator: "\n") }
      .filter { !$0.hasPrefix("#") }.map { String($0.prefix { $0 != "=" }) }
    #expect(!packages.isEmpty && !libraries.isEmpty && !tools.isEmpty)
    for name in packages + libraries + tools { #expect(page.contains("`\(name)`"), "\(name)") }
  }

  @Test func `every Python tool is pinned to one version`() throws {
    for path in ["Scripts/requirements.txt", "Scripts/vocabularies/requirements.txt"] {
      for line in try ProjectFiles.text(path).split(separator: "\n") where !line.hasPrefix("#") {
        #expect(line.contains("=="), "\(path): \(line)")
      }
    }
  }

  @Test func `README names pages that exist and the commands that ./dev knows`() throws {
    let readme = try ProjectFiles.text("README.md")
    for page in ["docs/language.md", "docs/reference.md", "docs/architecture.md"] {
      #expect(readme.contains("(\(page))"), "\(page)")
    }
    for command in ["./dev demo", "./dev test"] { #expect(readme.contains(command)) }
  }
}
