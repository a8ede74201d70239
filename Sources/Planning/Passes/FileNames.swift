import Diagnostics
import SchemaModel

/// Names the files inside the output folder and keeps them apart.
struct FileNames {
  /// What a dataset holds beside the files of its tables.
  private static let reserved = ["manifest.json"]

  struct Name {
    var path: String
    var place: FilePlan.Place
  }

  /// A name and the word of the document that gives it.
  private struct Taken {
    var name: Name
    var table: Int
    var word: Scalar

    /// Two paths that differ only by case overwrite each other somewhere.
    var key: [String] { name.path.lowercased().split(separator: "/").map(String.init) }
    var isFolder: Bool { name.place == .folder || name.place == .hive }
  }

  private let tables: [TableState]
  private var taken: [Taken] = []

  init(_ tables: [TableState]) { self.tables = tables }

  mutating func name(
    _ request: FileRequest, _ columns: FileColumns, _ problems: inout DiagnosticList
  ) -> Name {
    let written = request.arguments?.scalar("file")
    let word = written ?? tables[request.table].spec.name
    var name = Name(path: Self.normalized(written?.text ?? ""), place: .file)
    if columns.isHive {
      name.place = .hive
    } else if columns.isSplit {
      name.place = .named
    } else if written?.text.hasSuffix("/") ?? (columns.sizeLimit != nil) {
      name.place = .folder
    }
    let isInFolder = written?.text.hasSuffix("/") ?? true
    switch name.place {
    case .hive, .folder:
      if let written, !isInFolder, Self.hasEnding(written.text) {
        problems.report(.fileWherePathIs(written))
      }
      if written == nil { name.path = tables[request.table].name }
    case .named where isInFolder:
      let folder = written == nil ? tables[request.table].name : name.path
      let parts = columns.keys.map { "{\($0.name)}" }.joined(separator: "/")
      name.path = "\(folder)/\(parts).\(request.ending)"
    case .file where written == nil:
      name.path = "\(tables[request.table].name).\(request.ending)"
    case .file, .named: name.path = Self.ended(name.path, request)
    }
    if let written, name.place != .hive, columns.isPlaceKnown {
      check(written, name, columns, &problems)
    }
    if isKnown(request, columns) {
      taken.append(Taken(name: name, table: request.table, word: word))
    }
    return name
  }

  /// Whether all that the name is made of could be read.
  private func isKnown(_ request: FileRequest, _ columns: FileColumns) -> Bool {
    guard columns.isPlaceKnown else { return false }
    guard let arguments = request.arguments else { return request.isFormatKnown }
    if arguments.isUnread("file") { return false }
    let isNamed = arguments["file"] != nil
    return isNamed || request.isFormatKnown && !arguments.isUnread("file_size")
  }

  /// What stands in braces is what the rows are split by.
  private func check(
    _ written: Scalar, _ name: Name, _ columns: FileColumns, _ problems: inout DiagnosticList
  ) {
    let found = Self.braced(written.text)
    if name.place != .named {
      for word in found where columns.mayMean(word) {
        problems.report(.braceWithoutSplit(written, word))
      }
      return
    }
    if written.text.hasSuffix("/"), found.isEmpty { return }
    let keys = columns.keys.map(\.name)
    for word in found where !keys.contains(word) && columns.areKeysKnown {
      problems.report(.unknownBrace(written, word, keys))
    }
    for key in keys where !found.contains(key) { problems.report(.keyWithoutBrace(written, key)) }
  }

  /// The names that stand in braces.
  private static func braced(_ text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }

  private static func hasEnding(_ file: String) -> Bool {
    OutputPass.extensions.values.contains { file.hasSuffix(".\($0)") || file.contains(".\($0).") }
  }

  /// A file the document names keeps its name, and under another format takes its extension.
  private static func ended(_ path: String, _ request: FileRequest) -> String {
    var bare = FileCompressions.bare(path, format: request.format)
    let extensions = OutputPass.extensions
    let plain = extensions[request.format] ?? request.format
    if request.isFormatForced {
      let known = extensions.values.first { bare.hasSuffix("." + $0) }
      bare = (known.map { String(bare.dropLast($0.count + 1)) } ?? bare) + "." + plain
    }
    return bare + request.ending.dropFirst(plain.count)
  }

  /// Without `.` and doubled slashes; the decoder has refused what leads out of the folder.
  private static func normalized(_ file: String) -> String {
    file.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  func reportClashes(_ problems: inout DiagnosticList) {
    var owners: [[String]: (title: String, isFolder: Bool)] = [:]
    for name in Self.reserved { owners[[name]] = ("the dataset", false) }
    for one in taken {
      // Shares append 15 characters to a name.
      if one.key.contains(where: { $0.utf8.count > 240 }) { problems.report(.longFile(one.word)) }
      if let owner = owners[one.key] {
        problems.report(.sameFile(one.word, one.name.path, owner.title))
      } else {
        owners[one.key] = ("'\(tables[one.table].name)'", one.isFolder)
      }
    }
    // A file cannot be a folder on the way to another, and a folder of files holds no others.
    for one in taken {
      for length in one.key.indices.dropFirst() {
        guard let owner = owners[Array(one.key[..<length])] else { continue }
        problems.report(
          owner.isFolder
            ? .fileInFolder(one.word, one.name.path, owner.title)
            : .fileIsFolder(one.word, one.name.path, owner.title))
      }
    }
  }
}

extension Diagnostic {
  private static func file(
    _ code: String, _ message: String, _ place: Scalar, expected: String
  ) -> Diagnostic {
    Diagnostic(code, message, at: place.location, pointer: place.pointer, expected: expected)
  }

  fileprivate static func sameFile(
    _ place: Scalar, _ path: String, _ owner: String
  ) -> Diagnostic {
    file(
      "same-file", "the file '\(path)' is also that of \(owner)", place,
      expected: "a file of its own for each table, also where case does not count")
  }

  fileprivate static func fileIsFolder(
    _ place: Scalar, _ path: String, _ owner: String
  ) -> Diagnostic {
    file(
      "file-is-folder", "a folder of '\(path)' is the file of \(owner)", place,
      expected: "files that are no folders of others")
  }

  fileprivate static func fileInFolder(
    _ place: Scalar, _ path: String, _ owner: String
  ) -> Diagnostic {
    file(
      "file-in-folder", "'\(path)' lies among the files of \(owner)", place,
      expected: "a path outside of it: who reads the folder takes all files for one table")
  }

  fileprivate static func longFile(_ place: Scalar) -> Diagnostic {
    file(
      "long-file-name", "a name in the path of a file is longer than 240 bytes", place,
      expected: "shorter names of files and folders")
  }

  fileprivate static func fileWherePathIs(_ place: Scalar) -> Diagnostic {
    let folder = (place.text.split(separator: ".").first.map(String.init) ?? place.text) + "/"
    var result = file(
      "hive-in-file", "'hive' makes folders, and '\(place.text)' is one file", place,
      expected: "a folder such as '\(folder)'")
    result.edit = Edit(location: place.location, replacement: folder)
    return result
  }

  fileprivate static func braceWithoutSplit(_ place: Scalar, _ word: String) -> Diagnostic {
    file(
      "brace-without-split", "'{\(word)}' stands for no value without 'split'", place,
      expected: "'split: [\(word)]' beside the file, or a name without braces")
  }

  fileprivate static func unknownBrace(
    _ place: Scalar, _ word: String, _ keys: [String]
  ) -> Diagnostic {
    var result = file(
      "unknown-brace", "'{\(word)}' is nothing that the rows are split by", place,
      expected: oneOf(keys, "names"))
    result.suggestion = DidYouMean.nearest(to: word, in: keys).map { "did you mean '{\($0)}'?" }
    return result
  }

  fileprivate static func keyWithoutBrace(_ place: Scalar, _ key: String) -> Diagnostic {
    file(
      "key-without-brace", "rows are split by '\(key)', which the name of the file does not tell",
      place, expected: "'{\(key)}' in the path, such as '{\(key)}/\(place.text)'")
  }
}
