import Diagnostics
import SchemaModel

/// Names the files inside the output folder and keeps them apart.
struct FileNames {
  /// What a dataset holds beside the files of its tables.
  static let reserved = ["manifest.json"]

  struct Name {
    var path: String
    var place: FilePlan.Place
  }

  /// A name and the word of the document that gives it.
  struct Taken {
    var name: Name
    var table: Int
    var word: Scalar
    /// Of the files, or of the folder they lie in.
    var pattern: FilePathPattern

    /// Two paths that differ only by case overwrite each other somewhere.
    var key: [String] { name.path.lowercased().split(separator: "/").map(String.init) }
    var isFolder: Bool { name.place == .folder || name.place == .hive }
  }

  let tables: [TableState]
  private(set) var taken: [Taken] = []

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
      if let written, !isInFolder, Self.hasEnding(written.text), !Self.leadsOut(written.text) {
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
    if isKnown(name.place, request, columns) {
      let pattern = pattern(name, request, columns)
      if let long = tooLong(name, pattern, columns) { problems.report(.longValue(word, long)) }
      if !request.isListedAgain {
        taken.append(Taken(name: name, table: request.table, word: word, pattern: pattern))
      }
    }
    return name
  }

  /// Whether all that the name is made of could be read.
  private func isKnown(
    _ place: FilePlan.Place, _ request: FileRequest, _ columns: FileColumns
  ) -> Bool {
    guard columns.isPlaceKnown else { return false }
    guard let arguments = request.arguments else { return request.isFormatKnown }
    if arguments.isUnread("file") { return false }
    // A size that cannot be read leaves open whether files are numbered.
    let hasSize = arguments["file_size"] != nil || arguments.isUnread("file_size")
    if hasSize, columns.sizeLimit == nil, place == .file || place == .named { return false }
    let isNamed = arguments["file"] != nil
    return isNamed || request.isFormatKnown && !arguments.isUnread("file_size")
  }

  private func pattern(
    _ name: Name, _ request: FileRequest, _ columns: FileColumns
  ) -> FilePathPattern {
    switch name.place {
    case .hive, .folder: FilePathPattern(name.path, keys: [], numberedBefore: nil)
    case .file, .named:
      FilePathPattern(
        name.path, keys: name.place == .named ? columns.keyTexts : [],
        numberedBefore: columns.sizeLimit == nil ? nil : request.ending)
    }
  }

  private func tooLong(
    _ name: Name, _ pattern: FilePathPattern, _ columns: FileColumns
  ) -> (key: String, value: [UInt8])? {
    guard name.place == .hive else {
      return pattern.tooLong(isNumbered: columns.sizeLimit != nil, isFolder: false)
    }
    let path = columns.keyTexts.map { "\($0.name)={\($0.name)}" }.joined(separator: "/")
    return FilePathPattern(path, keys: columns.keyTexts, numberedBefore: nil)
      .tooLong(isNumbered: false, isFolder: true)
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
    var free = keys.filter { !found.contains($0) }
    for word in found where !keys.contains(word) && !columns.mayBeKey(word) {
      problems.report(
        .unknownBrace(
          written, word, free, of: keys, others: columns.areKeysKnown ? nil : columns.names))
      // A brace that is wrong stands for a key that has none: both are one mistake.
      let meant = DidYouMean.nearest(to: word, in: free) ?? free.first
      free.removeAll { $0 == meant }
    }
    for key in free { problems.report(.keyWithoutBrace(written, key)) }
  }

  /// The names that stand in braces.
  private static func braced(_ text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }

  /// Whether a path is one that no output may have, which is told where it is read.
  private static func leadsOut(_ file: String) -> Bool {
    file.hasPrefix("/") || file.split(separator: "/").contains("..")
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
}

extension Diagnostic {
  private static func file(
    _ code: String, _ message: String, _ place: Scalar, expected: String
  ) -> Diagnostic {
    Diagnostic(code, message, at: place.location, pointer: place.pointer, expected: expected)
  }

  fileprivate static func longValue(
    _ place: Scalar, _ long: (key: String, value: [UInt8])
  ) -> Diagnostic {
    let start = String(decoding: long.value, as: UTF8.self).prefix(20)
    return file(
      "long-file-name",
      "a name in the path of a file is longer than 255 bytes where '\(long.key)' is '\(start)…'",
      place, expected: "shorter values, or something else that rows are parted by")
  }

  fileprivate static func fileWherePathIs(_ place: Scalar) -> Diagnostic {
    var parts = place.text.split(separator: "/").map(String.init)
    if let last = parts.popLast() { parts += last.split(separator: ".").prefix(1).map(String.init) }
    let folder = parts.joined(separator: "/") + "/"
    var result = file(
      "hive-in-file", "'hive' makes folders, and '\(place.text)' is one file", place,
      expected: "a folder such as '\(folder)'")
    result.edit = place.source.edit(to: folder)
    return result
  }

  fileprivate static func braceWithoutSplit(_ place: Scalar, _ word: String) -> Diagnostic {
    file(
      "brace-without-split", "'{\(word)}' stands for no value without 'split'", place,
      expected: "'split: [\(word)]' beside the file, or a name without braces")
  }

  /// - Parameters:
  ///   - free: those of `keys`, by which the rows are split, that no brace stands for.
  ///   - others: what else they may be split by, where that could not be read.
  fileprivate static func unknownBrace(
    _ place: Scalar, _ word: String, _ free: [String], of keys: [String],
    others: [String]?
  ) -> Diagnostic {
    let braces = free.map { "{\($0)}" }
    var result = file(
      "unknown-brace", "'{\(word)}' is nothing that the rows are split by", place,
      expected: free.isEmpty || others != nil
        ? "braces around what 'split' names, each once" : oneOf(braces, "names"))
    guard let near = DidYouMean.proposal(for: word, in: free + (others ?? keys)) else {
      return result
    }
    result.suggestion = DidYouMean.Proposal(names: near.names.map { "{\($0)}" }).question
    if others == nil, let name = near.certain, free.contains(name) {
      result.edit = edit(of: "{\(word)}", to: "{\(name)}", in: place)
    }
    return result
  }

  /// Exchanges a part of a text that stands in it once, and in one run of the document.
  private static func edit(of part: String, to mend: String, in scalar: Scalar) -> Edit? {
    let parts = scalar.text.split(separator: part, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let start = parts[0].unicodeScalars.count
    return scalar.source.edit(start..<start + part.unicodeScalars.count, to: mend)
  }

  fileprivate static func keyWithoutBrace(_ place: Scalar, _ key: String) -> Diagnostic {
    file(
      "key-without-brace", "rows are split by '\(key)', which the name of the file does not tell",
      place, expected: "'{\(key)}' in the path, such as '{\(key)}/\(place.text)'")
  }
}
