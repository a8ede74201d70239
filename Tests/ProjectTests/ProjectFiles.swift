import Foundation

/// The files of the package as they lie on disk, for tests about the project itself.
enum ProjectFiles {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What a build, a run or version control leaves behind.
  private static let skipped: Set<String> = [
    ".build", ".git", ".venv", ".venv-bench", "output", "__pycache__", ".pytest_cache", ".swiftpm",
  ]

  /// One text file and its path from the root.
  struct File: Sendable {
    let path: String
    let text: String
    /// Swift without comments and string literals, line breaks and offsets kept; the text of
    /// others.
    let code: String

    init(path: String, text: String) {
      self.path = path
      self.text = text
      code = path.hasSuffix(".swift") ? SwiftText.code(of: text) : text
    }

    /// The path's parts; `Sources/Columnar/Batch.swift` has three.
    var parts: [Substring] { path.split(separator: "/") }
  }

  /// Every UTF-8 file, by path; read once.
  private static let everything = Result {
    var paths: [String] = []
    try collect("", into: &paths)
    return paths.sorted().compactMap { path -> File? in
      guard let data = FileManager.default.contents(atPath: root.appending(path: path).path()),
        let text = String(validating: data, as: UTF8.self)
      else { return nil }
      return File(path: path, text: text)
    }
  }

  /// The UTF-8 files below `folder` whose names end in one of `suffixes` (any when empty), by path.
  static func all(below folder: String = "", ending suffixes: String...) throws -> [File] {
    try everything.get().filter { file in
      (folder.isEmpty || file.path.hasPrefix(folder + "/"))
        && (suffixes.isEmpty || suffixes.contains(where: file.path.hasSuffix))
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
