import Foundation

/// What Package.swift declares, as SwiftPM itself reads it.
struct Manifest: Decodable, Sendable {
  let products: [Product]
  let targets: [Target]
  let dependencies: [Package]

  struct Product: Decodable, Sendable {
    let name: String
    let targets: [String]
    let type: [String: [String]?]

    var isLibrary: Bool { type.keys.contains("library") }
  }

  struct Target: Decodable, Sendable {
    let name: String
    let type: String
    /// Its folder from the root when that is not the usual one.
    let path: String?
    let dependencies: [Dependency]
    let settings: [Setting]
  }

  /// One of `byName`, `target` and `product`; the first text is the name.
  struct Dependency: Decodable, Sendable {
    let byName: [String?]?
    let target: [String?]?
    private let product: [Ignored]?

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      byName = try? container.decode([Text].self, forKey: .byName).map(\.value)
      target = try? container.decode([Text].self, forKey: .target).map(\.value)
      product = try container.decodeIfPresent([Ignored].self, forKey: .product)
    }

    /// The target of this package; nil for a product of another.
    var name: String? { (byName ?? target)?.first ?? nil }
    var isProduct: Bool { product != nil }

    private enum CodingKeys: CodingKey { case byName, target, product }
  }

  struct Setting: Decodable, Sendable {
    let kind: [String: Ignored]
  }

  struct Package: Decodable, Sendable {
    let sourceControl: [Source]?

    struct Source: Decodable, Sendable { let identity: String }
  }

  /// Whatever stands there.
  struct Ignored: Decodable, Sendable {
    init(from decoder: any Decoder) throws {}
  }

  /// A text, or anything else as nil.
  private struct Text: Decodable {
    let value: String?

    init(from decoder: any Decoder) throws {
      value = try? decoder.singleValueContainer().decode(String.self)
    }
  }

  /// Read once; the scratch folder of its own keeps out of the way of the build that runs the
  /// tests.
  static let current = Result { try read() }

  private static func read() throws -> Manifest {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "datagen-manifest-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "swift", "package", "--package-path", ProjectFiles.root.path(), "--scratch-path",
      scratch.path(), "--disable-sandbox", "dump-package",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Manifest.self, from: data)
  }

  func target(_ name: String) -> Target? { targets.first { $0.name == name } }

  /// The targets that `names` reach, themselves included, sorted.
  func reachable(from names: [String]) -> [Target] {
    var found: [String: Target] = [:]
    var waiting = names
    while let name = waiting.popLast() {
      guard found[name] == nil, let next = target(name) else { continue }
      found[name] = next
      waiting += next.dependencies.compactMap(\.name)
    }
    return found.keys.sorted().compactMap { found[$0] }
  }
}
