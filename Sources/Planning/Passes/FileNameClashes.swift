import Diagnostics
import SchemaModel

/// Finds files that would have one path, or lie where others are.
extension FileNames {
  func reportClashes(_ problems: inout DiagnosticList) {
    reportLiteralClashes(&problems)
    for one in taken {
      if let found = one.pattern.ambiguity() { problems.report(.joinedBraces(one.word, found)) }
    }
    for (index, one) in taken.enumerated() {
      if !one.pattern.isLiteral {
        for name in Self.reserved {
          let pattern = FilePathPattern(name, keys: [], numberedBefore: nil)
          if one.pattern.steps.count == pattern.steps.count, one.pattern.common(pattern) != nil {
            report(one, .also(name, isLiteral: true, "the dataset"), &problems)
          }
        }
      }
      for other in taken[..<index] where !(one.pattern.isLiteral && other.pattern.isLiteral) {
        reportClash(one, other, &problems)
      }
    }
  }

  /// What a name may be beside a file of its own.
  private enum Clash {
    case also(String, isLiteral: Bool, String)
    case folderOfOther(String, String)
    case amongOthers(String, String)
  }

  /// Two of which at least one has braces or numbers.
  private func reportClash(_ one: Taken, _ other: Taken, _ problems: inout DiagnosticList) {
    guard let name = one.pattern.common(other.pattern) else { return }
    let (first, second) =
      one.pattern.steps.count < other.pattern.steps.count ? (one, other) : (other, one)
    // The mend is a folder for the files of the one that has them.
    let asked = one.pattern.isLiteral ? other : one
    let owner = one.pattern.isLiteral ? one : other
    let title = "'\(tables[owner.table].name)'"
    if one.pattern.steps.count == other.pattern.steps.count {
      report(asked, .also(name, isLiteral: owner.pattern.isLiteral, title), &problems)
    } else if first.isFolder {
      report(asked, .amongOthers(first.name.path, title), &problems)
    } else if !first.pattern.isNamedLikeFile
      || !second.pattern.endsInValue(first.pattern.steps.count - 1)
    {
      report(asked, .folderOfOther(name, second.name.path), &problems)
    }
  }

  private func report(_ one: Taken, _ clash: Clash, _ problems: inout DiagnosticList) {
    let path = one.name.path
    let (code, message) =
      switch clash {
      case .also(let name, true, let owner):
        ("same-file", "'\(path)' may name '\(name)', the file of \(owner)")
      case .also(let name, false, let owner):
        ("same-file", "'\(path)' may name '\(name)', as may a file of \(owner)")
      case .folderOfOther(let name, let other):
        ("file-is-folder", "'\(name)' may be a file, and a folder of '\(other)'")
      case .amongOthers(let folder, let owner):
        ("file-in-folder", "'\(path)' may lie in '\(folder)/', among the files of \(owner)")
      }
    problems.report(
      Diagnostic(
        code, message, at: one.word.location, pointer: one.word.pointer,
        expected: "a folder of its own, such as '\(tables[one.table].name)/\(path)'"))
  }

  private func reportLiteralClashes(_ problems: inout DiagnosticList) {
    var owners: [[String]: (title: String, isFolder: Bool)] = [:]
    for name in Self.reserved { owners[[name]] = ("the dataset", false) }
    for one in taken where one.pattern.isLiteral {
      // Shares append 15 characters to a name.
      if one.key.contains(where: { $0.utf8.count > 240 }) { problems.report(.longFile(one.word)) }
      if let owner = owners[one.key] {
        problems.report(.sameFile(one.word, one.name.path, owner.title))
      } else {
        owners[one.key] = ("'\(tables[one.table].name)'", one.isFolder)
      }
    }
    // A file cannot be a folder on the way to another, and a folder of files holds no others.
    for one in taken where one.pattern.isLiteral {
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

  fileprivate static func joinedBraces(
    _ place: Scalar, _ found: (name: String, mended: String)
  ) -> Diagnostic {
    file(
      "joined-braces", "two parts of '\(place.text)' may both be named '\(found.name)'", place,
      expected: "a '/' between the braces: '\(found.mended)'")
  }
}
