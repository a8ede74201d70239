import Testing

@Suite struct RegistryTests {
  /// Folders whose files are variants, by module; a folder may come with a later part of the work.
  private static let folders = [
    "Sources/Behaviour/Factors", "Sources/CLI/Subcommands", "Sources/Encoding/Codecs",
    "Sources/Encoding/Encodings", "Sources/Expressions/Functions", "Sources/Generators/Defects",
    "Sources/Generators/Kinds", "Sources/Planning/Passes", "Sources/Sampling/Distributions",
    "Sources/Validation/Validators",
  ]

  private func registries() throws -> [Registry] {
    try ProjectFiles.all(below: "Sources", ending: ".swift").compactMap(Registry.init)
  }

  private func module(of path: String) -> String {
    path.split(separator: "/").prefix(2).joined(separator: "/")
  }

  @Test func `every registry lists its variants, sorted`() throws {
    for registry in try registries() {
      let files = try ProjectFiles.all(below: module(of: registry.path), ending: ".swift")
      #expect(registry.violations(among: files) == [])
    }
  }

  @Test func `every folder of variants has a registry`() throws {
    let files = try ProjectFiles.all(below: "Sources", ending: ".swift")
    let registries = try registries()
    for folder in Self.folders {
      let inside = files.filter { $0.path.hasPrefix(folder + "/") }
      guard !inside.isEmpty, folder != "Sources/Planning/Passes" else { continue }
      let listed = registries.filter { module(of: $0.path) == module(of: folder) }.flatMap(\.types)
      let declared = inside.flatMap { Declaration.all(in: $0.code) }.map(\.name)
      #expect(!Set(listed).isDisjoint(with: declared), "\(folder)")
    }
  }

  private static let shapes = """
    protocol Shape {}
    protocol RoundShape: Shape {}
    struct Circle: RoundShape { static let name = "circle" }
    package enum Square: Shape, Sendable {
      package static let name = "a square"
    }
    struct Corner: Sendable {}
    """

  private func violations(_ list: String) throws -> [String] {
    let file = ProjectFiles.File(
      path: "R.swift", text: "enum ShapeRegistry { static let all: [any Shape.Type] = [\(list)] }")
    let registry = try #require(Registry(file))
    return registry.violations(among: [ProjectFiles.File(path: "S.swift", text: Self.shapes)])
  }

  @Test(arguments: ["Circle.self, Square.self", "Square.self, // the first\n Circle.self,"])
  func `a whole registry is sorted by type or by word`(list: String) throws {
    #expect(try violations(list) == [])
  }

  @Test(arguments: [
    ("Circle.self", ["S.swift: Square is not listed in R.swift"]),
    ("Circle.self, Corner.self, Square.self", ["R.swift lists Corner, which is no Shape"]),
    ("Circle.self, Circle.self, Square.self", ["R.swift lists a type twice"]),
    (
      "",
      [
        "S.swift: Circle is not listed in R.swift", "S.swift: Square is not listed in R.swift",
      ]
    ),
  ])
  func `a registry that misses, invents or repeats is found`(
    list: String, expected: [String]
  ) throws {
    #expect(try violations(list) == expected)
  }

  @Test func `a registry out of order is found`() throws {
    let shapes = ["Circle", "Oval", "Square"].map { "struct \($0): Shape {}" }
    let file = ProjectFiles.File(
      path: "R.swift",
      text: "enum ShapeRegistry { let all: [any Shape] = [Oval(), Circle(), Square()] }")
    let registry = try #require(Registry(file))
    let files = [ProjectFiles.File(path: "S.swift", text: shapes.joined(separator: "\n"))]
    #expect(registry.violations(among: files) == ["R.swift is not sorted"])
  }

  @Test func `subcommands are a registry too`() throws {
    let file = ProjectFiles.File(
      path: "Tool.swift", text: "commandName: \"x\", subcommands: [Check.self, Hash.self])")
    let registry = try #require(Registry(file))
    #expect(registry.variant == "ParsableCommand" && registry.types == ["Check", "Hash"])
  }
}
