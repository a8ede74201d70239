import Diagnostics
import SchemaModel

/// Why a file named under `include` could not be read.
package enum IncludeProblem: Error, Hashable, Sendable {
  case notFound
  /// The path leads out of the folder of the document, through a symbolic link for example.
  case outsideFolder
  case unreadable(String)
}

/// Reads an included file by its path relative to the folder of the document.
package typealias IncludeReader = (String) throws(IncludeProblem) -> [UInt8]

/// Merges the files under `include` below the document that names them.
struct Includes {
  static let fileLimit = 64

  let read: IncludeReader
  /// The folder of the document as messages name it, with the `/` behind it.
  private let shownFolder: String
  /// The document inside its folder.
  private let document: String
  var problems = DiagnosticList()
  /// Whether a file is missing from the tree, so that nothing follows from what is not there.
  private(set) var isIncomplete = false
  private var fileCount = 0

  /// - Parameter fileName: of the document, as messages show it; those of included files begin
  ///   with the same folder.
  init(_ fileName: String, _ read: @escaping IncludeReader) {
    self.read = read
    document = fileName.split(separator: "/").last.map(String.init) ?? fileName
    shownFolder = fileName.lastIndex(of: "/").map { String(fileName[...$0]) } ?? ""
  }

  /// - Parameters:
  ///   - folder: of the file that `node` is, relative to the document's; empty for the document.
  ///   - chain: the files that are being read, the document left out.
  mutating func resolve(_ node: Node, folder: String = "", chain: [String] = []) -> Node {
    guard let list = node["include"] else { return node }
    guard case .list(let items) = list.content else {
      // What the document itself says is checked with its other words.
      isIncomplete = true
      if !chain.isEmpty { problems.report(.wrongForm(list, "include", .list(of: .text))) }
      return node
    }
    var base: Node?
    for item in items {
      guard let part = included(item, folder, chain) else { continue }
      base = base.map { MergePatch.include(part, over: $0) } ?? part
    }
    guard let base else { return node }
    return MergePatch.include(node, over: base)
  }

  private mutating func included(_ item: Node, _ folder: String, _ chain: [String]) -> Node? {
    guard case .scalar(let scalar) = item.content else {
      isIncomplete = true
      if !chain.isEmpty { problems.report(.wrongForm(item, "include", .text)) }
      return nil
    }
    guard RelativePath.isInside(scalar.text) else {
      return report(.includeOutside(scalar))
    }
    let path = folder.isEmpty ? scalar.text : folder + "/" + scalar.text
    let normal = RelativePath.normalized(path)
    let whole = [document] + chain
    if let first = whole.firstIndex(of: normal) {
      return report(.includeCycle(scalar, Array(whole[first...]) + [normal]))
    }
    fileCount += 1
    guard fileCount <= Self.fileLimit else { return report(.tooManyIncludes(scalar)) }
    do {
      let bytes = try read(normal)
      let parsed = DocumentParser.read(bytes, fileName: shownFolder + normal)
      problems.all += parsed.problems.all
      guard let node = parsed.root else {
        isIncomplete = true
        return nil
      }
      guard case .map = node.content else { return report(.includeNotAMap(scalar)) }
      return resolve(node, folder: RelativePath.folder(of: normal), chain: chain + [normal])
    } catch {
      return report(error == .outsideFolder ? .includeOutside(scalar) : .include(scalar, error))
    }
  }

  private mutating func report(_ diagnostic: Diagnostic) -> Node? {
    problems.report(diagnostic)
    isIncomplete = true
    return nil
  }
}

extension Diagnostic {
  fileprivate static func includeOutside(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "include-outside", "'\(scalar.shown)' leads out of the document's folder",
      at: scalar.location, pointer: scalar.pointer,
      expected: "a relative path inside the folder, without '..'")
  }

  fileprivate static func includeCycle(_ scalar: Scalar, _ chain: [String]) -> Diagnostic {
    Diagnostic(
      "include-cycle", "'\(scalar.shown)' includes itself", at: scalar.location,
      pointer: scalar.pointer, expected: "files that do not include each other",
      suggestion: "the cycle is \(chain.joined(separator: " → "))")
  }

  fileprivate static func tooManyIncludes(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "too-many-includes", "the document includes more than \(Includes.fileLimit) files",
      at: scalar.location, pointer: scalar.pointer, expected: "at most \(Includes.fileLimit) files")
  }

  fileprivate static func includeNotAMap(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "include-not-a-map", "'\(scalar.shown)' does not hold a map", at: scalar.location,
      pointer: scalar.pointer, expected: "a file that is part of a document")
  }

  fileprivate static func include(_ scalar: Scalar, _ problem: IncludeProblem) -> Diagnostic {
    let reason: String =
      switch problem {
      case .notFound, .outsideFolder: "there is no such file"
      case .unreadable(let text): text
      }
    return Diagnostic(
      "include-unreadable", "'\(scalar.shown)' cannot be read: \(reason)", at: scalar.location,
      pointer: scalar.pointer, expected: "a file inside the document's folder")
  }
}
