/// A registry as its file states it: the protocol of its variants, and their types in order.
struct Registry {
  let path: String
  let variant: String
  let types: [String]

  /// Finds `[any Variant.Type] = [ A.self, … ]`, `[any Variant] = [ A(), … ]`, or the
  /// `subcommands: [ A.self, … ]` of a command; nil for a file that declares no type whose name
  /// ends in `Registry`, or whose registry lists no variants.
  init?(_ file: ProjectFiles.File) {
    path = file.path
    let name = Declaration.all(in: file.code).map(\.name).first { $0.hasSuffix("Registry") }
    let start = name.flatMap { file.code.firstRange(of: $0) }?.lowerBound
    guard let start = start ?? file.code.firstRange(of: "subcommands:")?.lowerBound else {
      return nil
    }
    let code = file.code[start...]
    if let subcommands = code.firstRange(of: "subcommands:") {
      variant = "ParsableCommand"
      types = Self.names(in: code[subcommands.upperBound...])
    } else if let any = code.firstRange(of: "[any "),
      let equals = code[any.upperBound...].firstRange(of: "= [")
    {
      let name = code[any.upperBound...].prefix { $0.isLetter || $0.isNumber }
      let between = code[any.upperBound..<equals.lowerBound]
      guard between.count <= name.count + ".Type] ".count else { return nil }
      variant = String(name)
      types = Self.names(in: code[equals.lowerBound...])
    } else {
      return nil
    }
  }

  private static func names(in code: Substring) -> [String] {
    guard let open = code.firstIndex(of: "["), let close = code[open...].firstIndex(of: "]") else {
      return []
    }
    return code[code.index(after: open)..<close].split(separator: ",").compactMap { item in
      let name = item.drop { $0.isWhitespace }.prefix { $0.isLetter || $0.isNumber }
      return name.isEmpty ? nil : String(name)
    }
  }

  /// - Parameter files: all of the registry's module.
  /// - Returns: one sentence for each variant that is missing, unknown, twice or out of order.
  func violations(among files: [ProjectFiles.File]) -> [String] {
    // The command that lists subcommands is itself a command.
    let variants = Variant.all(of: variant, in: files).filter { $0.path != path }
    let known = Set(variants.map(\.type))
    var found = variants.filter { !types.contains($0.type) }
      .map { "\($0.path): \($0.type) is not listed in \(path)" }
    found += types.filter { !known.contains($0) }.map {
      "\(path) lists \($0), which is no \(variant)"
    }
    if Set(types).count != types.count { found.append("\(path) lists a type twice") }
    let words = types.map { type in variants.first { $0.type == type }?.word ?? type }
    if types != types.sorted(), words != words.sorted() { found.append("\(path) is not sorted") }
    return found
  }
}

/// A type that conforms to the protocol of a registry.
struct Variant: Hashable {
  let type: String
  /// The `name` or `word` that documents use for it.
  let word: String?
  let path: String

  static func all(of protocolName: String, in files: [ProjectFiles.File]) -> [Variant] {
    let declarations = files.flatMap { file in
      Declaration.all(in: file.code).map { (file, $0) }
    }
    var accepted: Set<String> = [protocolName, "Async\(protocolName)"]
    while true {
      let refined = declarations.filter {
        $0.1.keyword == "protocol" && !accepted.isDisjoint(with: $0.1.inherited)
      }
      .map(\.1.name).filter { !accepted.contains($0) }
      if refined.isEmpty { break }
      accepted.formUnion(refined)
    }
    return declarations.filter {
      $0.1.keyword != "protocol" && !accepted.isDisjoint(with: $0.1.inherited)
    }
    .map { Variant(type: $0.1.name, word: word(of: $0.1, in: $0.0), path: $0.0.path) }
  }

  private static func word(of declaration: Declaration, in file: ProjectFiles.File) -> String? {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.dropFirst(declaration.line) {
      guard
        line.contains("static let name") || line.contains("static let word")
          || line.contains("static var word")
      else { continue }
      let pieces = line.split(separator: "\"", omittingEmptySubsequences: false)
      return pieces.count == 3 ? String(pieces[1]) : nil
    }
    return nil
  }
}

/// A declared type: `struct Plain: ValueEncoding, Sendable {`.
struct Declaration {
  let keyword: String
  let name: String
  let inherited: [String]
  /// Lines before it.
  let line: Int

  private static let keywords: Set<Substring> = [
    "struct", "enum", "class", "extension", "protocol",
  ]

  static func all(in code: String) -> [Declaration] {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.compactMap { index in
      let words = lines[index].split(separator: " ")
      guard let at = words.firstIndex(where: keywords.contains), at + 1 < words.count,
        words[..<at].allSatisfy({ $0.first?.isLetter == true || $0.hasPrefix("@") })
      else { return nil }
      let head = lines[index...].prefix(8).joined(separator: " ").prefix { $0 != "{" }
      let name = words[at + 1].prefix { $0.isLetter || $0.isNumber }
      let inherited = head.split(separator: ":", maxSplits: 1).dropFirst().joined()
        .split { $0 == "," || $0 == "&" || $0 == " " }.map(String.init)
      return Declaration(
        keyword: String(words[at]), name: String(name), inherited: inherited, line: index)
    }
  }
}
