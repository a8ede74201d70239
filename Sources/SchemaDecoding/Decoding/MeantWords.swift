import Diagnostics
import SchemaModel

/// Words that are none, each with the one word it must have meant: what stands behind it is read as
/// that, so that its own mistakes show too.
struct MeantWords {
  private let names: [String: String]

  /// - Parameters:
  ///   - unknown: the words that are none.
  ///   - known: those that may stand there.
  ///   - written: all that stand there.
  init(_ unknown: [Scalar], known: [String], written: [Node.Entry]) {
    guard !unknown.isEmpty else {
      names = [:]
      return
    }
    let present = Set(written.map(\.key.text))
    let free = known.filter { !present.contains($0) }
    var names: [String: String] = [:]
    var counts: [String: Int] = [:]
    for word in unknown {
      guard let meant = DidYouMean.proposal(for: word.text, amongWords: free)?.certain else {
        continue
      }
      names[word.text] = meant
      counts[meant, default: 0] += 1
    }
    // Of two that mean the same word neither does for certain.
    self.names = names.filter { counts[$0.value] == 1 }
  }

  subscript(word: String) -> String? { names[word] }

  /// A map with the words that were meant in their places.
  func map(_ node: Node) -> Node {
    guard !names.isEmpty, case .map(let entries) = node.content else { return node }
    var mended = node
    mended.content = .map(
      entries.map { entry in
        guard let name = names[entry.key.text] else { return entry }
        let key = Scalar(
          LocatedText(name, at: entry.key.location, pointer: entry.key.pointer), isQuoted: false)
        return Node.Entry(key: key, value: entry.value)
      })
    return mended
  }
}
