import Testing

@Suite struct ModuleArrowsTests {
  @Test func `modules import only what stands to their left`() throws {
    let files = try ProjectFiles.all(below: "Sources", ending: ".swift")
    #expect(files.count > 10)
    #expect(ModuleArrows.violations(in: files) == [])
  }

  @Test func `an import against the arrows is found`() {
    let files = [
      ("Sources/Engine/A.swift", "import Sinks"),
      ("Sources/Validation/B.swift", "import Engine"),
      ("Sources/Columnar/C.swift", "package import Foundation"),
      ("Sources/Generators/D.swift", "import Glibc"),
      ("Sources/Unheard/E.swift", "import Columnar"),
      ("Sources/CLI/F.swift", "import Foundation\nimport Engine\n// import Testing"),
      ("Sources/Sampling/G.swift", "import Synchronization\nimport Diagnostics"),
    ].map { ProjectFiles.File(path: $0, text: $1) }
    #expect(
      ModuleArrows.violations(in: files) == [
        "Sources/Engine/A.swift imports Sinks", "Sources/Validation/B.swift imports Engine",
        "Sources/Columnar/C.swift imports Foundation", "Sources/Generators/D.swift imports Glibc",
        "Sources/Unheard/E.swift imports Columnar",
      ])
  }

  /// Executables of tests and benchmarks may import whatever they try.
  private static func isPartOfTool(_ target: Manifest.Target) -> Bool {
    !["Tests/", "Benchmarks/"].contains { target.path?.hasPrefix($0) == true }
  }

  @Test func `the manifest declares no arrow that the table does not allow`() throws {
    let manifest = try Manifest.current.get()
    let modules = manifest.targets.filter {
      ($0.type == "regular" || $0.type == "executable") && Self.isPartOfTool($0)
    }
    #expect(modules.count > 10)
    for module in modules {
      for name in module.dependencies.compactMap(\.name) {
        #expect(ModuleArrows.mayImport(name, in: module.name), "\(module.name) on \(name)")
      }
    }
  }

  @Test func `modules import only what the manifest declares`() throws {
    let manifest = try Manifest.current.get()
    for file in try ProjectFiles.all(below: "Sources", ending: ".swift") {
      let target = try #require(manifest.target(String(file.parts[1])), "\(file.path)")
      let declared = Set(target.dependencies.compactMap(\.name))
      let ours = Set(manifest.targets.map(\.name))
      for name in SwiftText.imports(in: file.code) where ours.contains(name) {
        #expect(declared.contains(name), "\(file.path) imports \(name)")
      }
    }
  }

  @Test func `nothing that the library product reaches imports Foundation or another package`()
    throws
  {
    let manifest = try Manifest.current.get()
    let roots = manifest.products.filter(\.isLibrary).flatMap(\.targets)
    let reached = manifest.reachable(from: roots)
    #expect(reached.count > roots.count && !roots.isEmpty)
    for target in reached {
      #expect(target.dependencies.filter(\.isProduct).isEmpty, "\(target.name)")
      for file in try ProjectFiles.all(below: "Sources/\(target.name)", ending: ".swift") {
        let found = SwiftText.imports(in: file.code).filter(ModuleArrows.foundation.contains)
        #expect(found == [], "\(file.path)")
      }
    }
  }

  @Test func `every Swift target asks for strict memory safety`() throws {
    let manifest = try Manifest.current.get()
    for target in manifest.targets where target.type != "system" {
      let folder = target.type == "test" ? "Tests" : "Sources"
      guard try !ProjectFiles.all(below: "\(folder)/\(target.name)", ending: ".swift").isEmpty
      else { continue }
      let kinds = target.settings.flatMap(\.kind.keys)
      #expect(kinds.contains("strictMemorySafety"), "\(target.name)")
    }
  }

  @Test func `each C target has one module that wraps it, the kernels one file per module`() throws
  {
    let manifest = try Manifest.current.get()
    let files = try ProjectFiles.all(below: "Sources", ending: ".swift")
    for target in manifest.targets where target.name.hasPrefix("C") && target.name != "CLI" {
      guard !["Columnar", "Claims", "CLITests", "ColumnarTests"].contains(target.name) else {
        continue
      }
      let wrappers = files.filter { SwiftText.imports(in: $0.code).contains(target.name) }
      let modules = Set(wrappers.map { $0.parts[1] })
      if target.name == "CKernels" {
        #expect(wrappers.count == modules.count, "\(wrappers.map(\.path))")
      } else {
        #expect(modules.count <= 1, "\(target.name) in \(modules.sorted())")
      }
    }
  }
}
