import Diagnostics

/// What may rightly remain unsaid beside another mistake: what is no longer known to be one.
struct Consequences {
  /// What is said of a change alone, and the other change beside it.
  let problem: MistakePairTests.Told
  let other: TreeChange
  let reads: ReadGraph

  var mayVanish: Bool {
    isInside || readsOther || isOfWhole || isBesideUnknownWord || isOfUnknownGenerator
      || isOfUnknownCases || isOfLiteralRow
  }

  /// It stands inside the part that cannot be read.
  private var isInside: Bool { (problem.pointer + "/").hasPrefix(other.pointer + "/") }

  /// It stands in a definition that reads the other one.
  private var readsOther: Bool {
    let place = ReadGraph.definition(of: problem.pointer)
    let unread = ReadGraph.definition(of: other.pointer)
    if problem.code == "no-key" { return reads.namesTable(of: unread, in: place) }
    return place != unread && reads.reads(place, unread)
  }

  /// It says that parts do not hold together, and the other is one of them.
  private var isOfWhole: Bool {
    if problem.code == "cases-differ" {
      return other.pointer.hasPrefix(Self.parent(problem.pointer))
    }
    return Self.codesOfWholes.contains(problem.code) && isAbove(other.pointer)
  }

  /// Sums, orders of two ends, types and counts: of all words of a map, or of a column.
  private static let codesOfWholes: Set<String> = [
    "bad-rounding", "between-without-law", "cannot-be-unique", "empty-range", "exact-without-share",
    "factor-needs-parent", "factor-shares", "law-parameter", "mixed-weights", "not-100-percent",
    "visible-duration",
  ]

  /// A word that is missing may be what a misspelt one means; another word is then looked for in a
  /// generator's place.
  private var isBesideUnknownWord: Bool {
    switch problem.code {
    case "no-generator", "unknown-generator":
      if isAbove(other.pointer), [.misspeltKey, .deleted].contains(other.kind) { return true }
      // Beside `literal` rows a column may have none.
      let table = problem.pointer.split(separator: "/").prefix(2).joined(separator: "/")
      return ["rows", "literal"].contains { other.pointer.hasPrefix("/\(table)/\($0)") }
    case "factor-effect", "heterogeneity-law", "missing-word", "no-law":
      return other.kind == .misspeltKey && isAbove(other.pointer)
    default: return false
    }
  }

  /// An option beside a generator's word that is misspelt or missing belongs to none.
  private var isOfUnknownGenerator: Bool {
    let isWord = MistakePairTests.generators.contains(Self.last(other.pointer))
    guard isWord, other.kind == .misspeltKey || other.kind == .deleted else { return false }
    return problem.pointer.hasPrefix(Self.parent(other.pointer))
  }

  /// What the cases are of, or whose key is named, is not known.
  private var isOfUnknownCases: Bool {
    if problem.code == "not-a-referring-key" {
      return other.pointer.hasPrefix(Self.parent(problem.pointer))
    }
    return ["bad-range", "unknown-case", "wrong-case"].contains(problem.code)
      && Self.last(other.pointer) == "by"
      && problem.pointer.hasPrefix(Self.parent(other.pointer))
  }

  /// Rows of another length than the header are not read.
  private var isOfLiteralRow: Bool {
    let parts = other.pointer.split(separator: "/")
    guard parts.count >= 4, parts[2] == "literal" else { return false }
    let isHeader = parts[3] == "0"
    guard parts.count == 4 ? isHeader : other.kind == .deleted else { return false }
    let row = "/" + parts.prefix(4).joined(separator: "/") + "/"
    let table = "/" + parts.prefix(3).joined(separator: "/")
    return problem.pointer.hasPrefix(isHeader ? table : row)
      || problem.code == "literal-row-length" && problem.pointer.hasPrefix(table)
  }

  /// Whether a pointer lies inside the part that the problem is about.
  private func isAbove(_ pointer: String) -> Bool { pointer.hasPrefix(problem.pointer + "/") }

  private static func last(_ pointer: String) -> String {
    pointer.split(separator: "/").last.map(String.init) ?? ""
  }

  private static func parent(_ pointer: String) -> String {
    "/" + pointer.split(separator: "/").dropLast().joined(separator: "/") + "/"
  }
}
