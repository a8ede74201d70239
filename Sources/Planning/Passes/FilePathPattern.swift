import Columnar

/// A path of files with braces and numbers in it: the names that each of its steps can have.
struct FilePathPattern {
  /// Names grow by such a number, and by that of a share.
  private static let numberByteCount = 6
  private static let shareByteCount = 15
  private static let largestNameByteCount = 255

  private(set) var steps: [FileNamePattern] = []
  /// Whether it stands for one path alone.
  private(set) var isLiteral = true
  private let texts: [String]
  private let keys: [FileKeyTexts]

  /// - Parameter ending: behind the number, where files are numbered.
  init(_ path: String, keys: [FileKeyTexts], numberedBefore ending: String?) {
    self.keys = keys
    texts = path.split(separator: "/").map(String.init)
    for (index, text) in texts.enumerated() {
      var step = FileNamePattern()
      let isNumbered = index == texts.count - 1 && ending != nil
      let behind = isNumbered && text.hasSuffix("." + (ending ?? "")) ? "." + (ending ?? "") : ""
      for piece in Self.pieces(String(text.dropLast(behind.count)), keys) {
        switch piece {
        case .text(let text): step.append(text)
        case .key(let key):
          step.append(key)
          isLiteral = false
        }
      }
      if isNumbered {
        isLiteral = false
        step.append("-")
        step.appendNumber()
        step.append(behind)
      }
      steps.append(step)
    }
  }

  private enum Piece {
    case text(String)
    case key(FileKeyTexts)
  }

  private static func pieces(_ text: String, _ keys: [FileKeyTexts]) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      pieces.append(.text(String(rest[..<open])))
      rest = rest[open...].dropFirst()
      let name = rest.firstIndex(of: "}").map { rest[..<$0] }
      if let name, let key = keys.first(where: { $0.name == name }) {
        pieces.append(.key(key))
        rest = rest[name.endIndex...].dropFirst()
      } else {
        pieces.append(.text("{"))
      }
    }
    return pieces + [.text(String(rest))]
  }

  /// Whether a step ends in a value, so that as a folder it is never named like a file of data.
  func endsInValue(_ step: Int) -> Bool {
    keys.contains { texts[step].hasSuffix("{\($0.name)}") }
  }

  /// Whether the last step has the ending of a file, whatever its values.
  var isNamedLikeFile: Bool { texts.last.map { PathText.isFileName($0) } ?? false }

  /// A path that both can have, or one that is a folder on the way to a path of the other.
  func common(_ other: FilePathPattern) -> String? {
    var names: [String] = []
    for (step, otherStep) in zip(steps, other.steps) {
      guard let name = step.common(otherStep) else { return nil }
      names.append(name)
    }
    return names.joined(separator: "/")
  }

  /// A name that rows of two parts can have, and a path that tells them apart.
  func ambiguity() -> (name: String, mended: String)? {
    for (index, step) in steps.enumerated() {
      guard let name = step.ambiguous() else { continue }
      var mended = texts
      mended[index] = parted(texts[index])
      return (name, mended.joined(separator: "/"))
    }
    return nil
  }

  /// A step with slashes between its braces.
  private func parted(_ text: String) -> String {
    var result = ""
    var isBehindKey = false
    var between = ""
    for piece in Self.pieces(text, keys) {
      switch piece {
      case .text(let text): between += text
      case .key(let key):
        result += (isBehindKey ? "/" : between) + "{\(key.name)}"
        isBehindKey = true
        between = ""
      }
    }
    return result + between
  }

  /// The key and value that make a name too long, where that is known.
  ///
  /// - Parameter isFolder: whether its last step is a folder, whose name is not made longer.
  func tooLong(isNumbered: Bool, isFolder: Bool) -> (key: String, value: [UInt8])? {
    for (index, text) in texts.enumerated() {
      let isFile = index == texts.count - 1 && !isFolder
      var byteCount = isFile ? Self.shareByteCount + (isNumbered ? Self.numberByteCount : 0) : 0
      var longest: (key: String, value: [UInt8])?
      for piece in Self.pieces(text, keys) {
        switch piece {
        case .text(let text): byteCount += text.utf8.count
        case .key(let key):
          guard let value = key.longest else { continue }
          byteCount += FileKeyTexts.byteCount(value)
          if value.count > longest?.value.count ?? -1 { longest = (key.name, value) }
        }
      }
      if let longest, byteCount > Self.largestNameByteCount {
        return longest
      }
    }
    return nil
  }
}
