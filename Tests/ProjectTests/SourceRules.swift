/// Rules about the words and sizes of source files.
enum SourceRules {
  static let longestFile = 500
  static let vagueWords: Set<String> = [
    "Util", "Utils", "Utilities", "Helper", "Helpers", "Common", "Manager", "Misc",
  ]
  /// Where `unsafe` may stand beside the wrappers of C modules.
  static let unsafeFolders = [
    "Sources/Columnar/Storage/", "Sources/Encoding/Codecs/", "Sources/Sinks/Files/",
  ]

  /// - Returns: one sentence for each rule that the Swift file breaks.
  static func violations(in file: ProjectFiles.File) -> [String] {
    let code = file.code
    var found: [String] = []
    let lineCount = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    if lineCount > longestFile { found.append("\(file.path) has \(lineCount) lines") }
    // The words that are looked for; this file and its tests name them, no source may.
    for word in ["try!", "as!", "fatalError(", "// MA" + "RK:"] {
      let place = word.hasPrefix("//") ? file.text : code
      if place.contains(word) { found.append("\(file.path) says \(word)") }
    }
    if hasEmptyCatch(file) { found.append("\(file.path) has an empty catch") }
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

  /// A catch that does nothing must at least say why.
  static func hasEmptyCatch(_ file: ProjectFiles.File) -> Bool {
    // Comments became as many spaces, so both have the same offsets.
    let code = Array(file.code.utf8)
    let text = Array(file.text.utf8)
    let word = Array("catch".utf8)
    let open = UInt8(ascii: "{")
    let close = UInt8(ascii: "}")
    let space: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\n")]
    for start in code.indices where code[start] == word[0] && code[start...].starts(with: word) {
      guard let body = code[start...].firstIndex(of: open),
        let end = code[(body + 1)...].firstIndex(where: { !space.contains($0) })
      else { continue }
      if code[end] == close, text[(body + 1)..<end].allSatisfy(space.contains) { return true }
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
