/// Rules about the words and sizes of source files.
enum SourceRules {
  static let longestFile = 500
  static let vagueWords: Set<String> = [
    "Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Manager", "Misc",
  ]
  /// Where `unsafe` may stand beside the wrappers of C modules.
  static let unsafeFolders = ["Sources/Columnar/Storage/", "Sources/Encoding/Codecs/"]

  /// - Returns: one sentence for each rule that the Swift file breaks.
  static func violations(in file: ProjectFiles.File) -> [String] {
    let code = file.code
    var found: [String] = []
    let lineCount = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    if lineCount > longestFile { found.append("\(file.path) has \(lineCount) lines") }
    for word in ["try!", "as!", "fatalError(", "// MA" + "RK:"] {
      let place = word.hasPrefix("//") ? file.text : code
      if place.contains(word) { found.append("\(file.path) says \(word)") }
    }
    if hasEmptyCatch(code) { found.append("\(file.path) has an empty catch") }
    return found + nameViolations(file)
  }

  static func nameViolations(_ file: ProjectFiles.File) -> [String] {
    let names = file.parts.map { String($0.prefix { $0 != "." && $0 != "+" }) }
    return names.filter { !vagueWords.isDisjoint(with: SwiftText.camelWords(of: $0)) }
      .map { "\(file.path) is named \($0)" }
  }

  /// `unsafe` outside its folders is for files that import a C module, which they wrap.
  static func unsafeViolations(in file: ProjectFiles.File) -> [String] {
    let code = file.code
    guard SwiftText.words(in: code).contains("unsafe"),
      !unsafeFolders.contains(where: file.path.hasPrefix)
    else { return [] }
    let imports = SwiftText.imports(in: code)
    let wraps = imports.contains { name in
      let second = name.dropFirst().first
      return ["Glibc", "Darwin"].contains(name)
        || name.hasPrefix("C") && second?.isUppercase == true && name != "CLI"
    }
    return wraps ? [] : ["\(file.path) is unsafe and wraps no C module"]
  }

  static func hasEmptyCatch(_ code: String) -> Bool {
    var rest = code[...]
    while let range = rest.firstRange(of: "catch") {
      rest = rest[range.upperBound...]
      guard let open = rest.firstIndex(of: "{") else { return false }
      if rest[rest.index(after: open)...].first(where: { !$0.isWhitespace }) == "}" { return true }
    }
    return false
  }

  /// Folders of one machine, put together here so that this file does not name one.
  static let machineFolders = ["work", "home", "root", "Users", "opt/swift", "tmp/wt"]
    .map { "/" + $0 + "/" }

  static func machineViolations(in file: ProjectFiles.File) -> [String] {
    machineFolders.filter { folder in
      var rest = file.text[...]
      while let range = rest.firstRange(of: folder) {
        let before = rest[..<range.lowerBound].last
        // A part of a longer path or address is fine.
        if before?.isLetter != true, before?.isNumber != true, before != ".", before != "}" {
          return true
        }
        rest = rest[range.upperBound...]
      }
      return false
    }
    .map { "\(file.path) names \($0)" }
  }
}
