import Foundation

/// The files of the package as they lie on disk, for tests about the project itself.
enum ProjectFiles {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What a build, a run or version control leaves behind.
  private static let skipped: Set<String> = [
    ".build", ".git", ".venv", "output", "__pycache__", ".pytest_cache", ".swiftpm",
  ]

  /// One text file and its path from the root.
  struct File: Sendable {
    let path: String
    let text: String

    /// The path's parts; `Sources/Columnar/Batch.swift` has three.
    var parts: [Substring] { path.split(separator: "/") }
    var name: String { parts.last.map(String.init) ?? path }
    /// Code without comments and string literals, line breaks kept.
    var code: String { SwiftText.code(of: text) }
  }

  /// The UTF-8 files below `folder` whose names end in one of `suffixes` (any when empty), by path.
  static func all(below folder: String = "", ending suffixes: String...) throws -> [File] {
    var paths: [String] = []
    try collect(folder, into: &paths)
    return paths.sorted().compactMap { path in
      guard suffixes.isEmpty || suffixes.contains(where: path.hasSuffix),
        let data = FileManager.default.contents(atPath: root.appending(path: path).path()),
        let text = String(validating: data, as: UTF8.self)
      else { return nil }
      return File(path: path, text: text)
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private static func collect(_ folder: String, into paths: inout [String]) throws {
    let base = folder.isEmpty ? root : root.appending(path: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: base.path())
    where !skipped.contains(name) && !name.hasPrefix(".build") {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let values = try root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey])
      if values.isDirectory == true {
        try collect(path, into: &paths)
      } else {
        paths.append(path)
      }
    }
  }
}
