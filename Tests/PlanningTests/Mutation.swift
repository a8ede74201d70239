import Diagnostics
import SchemaModel

/// One change of a document's tree; all else keeps its place.
struct Mutation: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// A key or a scalar with a letter too many.
    case misspelt
    /// A scalar where a map belongs, a map where a scalar belongs, words in place of numbers.
    case retyped
    case deleted
  }

  var kind: Kind
  /// Pointer of the entry or item.
  var pointer: String
  /// The key or scalar that is changed, as it was.
  var text: String
  var isKey: Bool
  /// The line where it stood, and the line of the map or list around it.
  var line: Int
  var outerLine: Int
  var tree: Node

  var title: String { "\(kind.rawValue) \(isKey ? "key" : "value") '\(text)' at \(pointer)" }
}

/// Every change of every key and every scalar of a document.
struct MutationFinder {
  let root: Node
  private(set) var all: [Mutation] = []

  init(_ root: Node) {
    self.root = root
    walk(root) { node in node ?? root }
  }

  /// - Parameter rebuild: the whole tree with this node exchanged; nil takes it away.
  private mutating func walk(_ node: Node, _ rebuild: @escaping (Node?) -> Node) {
    switch node.content {
    case .null: break
    case .scalar(let scalar): mutate(node, scalar, rebuild)
    case .list(let items):
      if !items.isEmpty { add(.retyped, node, "list", rebuild(Self.words(at: node))) }
      for index in items.indices {
        walk(items[index]) { item in
          var changed = items
          if let item { changed[index] = item } else { changed.remove(at: index) }
          return rebuild(Node(.list(changed), at: node.location, pointer: node.pointer))
        }
      }
    case .map(let entries):
      if node.pointer != "" { add(.retyped, node, "map", rebuild(Self.list(at: node))) }
      for index in entries.indices { walk(entries, index, node, rebuild) }
    }
  }

  private mutating func walk(
    _ entries: [Node.Entry], _ index: Int, _ node: Node, _ rebuild: @escaping (Node?) -> Node
  ) {
    let entry = entries[index]
    func map(_ changed: [Node.Entry]) -> Node {
      rebuild(Node(.map(changed), at: node.location, pointer: node.pointer))
    }
    var renamed = entries
    renamed[index].key = Self.misspelt(entry.key)
    var without = entries
    without.remove(at: index)
    for (kind, tree) in [(Mutation.Kind.misspelt, map(renamed)), (.deleted, map(without))] {
      all.append(
        Mutation(
          kind: kind, pointer: entry.value.pointer, text: entry.key.text, isKey: true,
          line: entry.key.location.line, outerLine: node.location.line, tree: tree))
    }
    walk(entry.value) { value in
      var changed = entries
      if let value { changed[index].value = value } else { changed.remove(at: index) }
      return map(changed)
    }
  }

  private mutating func mutate(
    _ node: Node, _ scalar: Scalar, _ rebuild: @escaping (Node?) -> Node
  ) {
    let misspelt = Self.misspelt(scalar)
    add(.misspelt, node, scalar.text, rebuild(with(.scalar(misspelt), node)))
    let isNumber = LiteralReader.number(scalar.text) != nil && !scalar.isQuoted
    let key = Scalar(LocatedText("wrong", at: node.location, pointer: node.pointer), isQuoted: true)
    let other: Node.Content =
      isNumber ? .scalar(key) : .map([Node.Entry(key: key, value: with(.scalar(key), node))])
    add(.retyped, node, scalar.text, rebuild(with(other, node)))
  }

  private func with(_ content: Node.Content, _ node: Node) -> Node {
    Node(content, at: node.location, pointer: node.pointer)
  }

  private mutating func add(_ kind: Mutation.Kind, _ node: Node, _ text: String, _ tree: Node) {
    all.append(
      Mutation(
        kind: kind, pointer: node.pointer, text: text, isKey: false, line: node.location.line,
        outerLine: node.location.line, tree: tree))
  }

  private static func list(at node: Node) -> Node {
    Node(.list([words(at: node)]), at: node.location, pointer: node.pointer)
  }

  private static func words(at node: Node) -> Node {
    let text = LocatedText("some words", at: node.location, pointer: node.pointer)
    return Node(
      .scalar(Scalar(text, isQuoted: true)), at: node.location, pointer: node.pointer)
  }

  /// One letter twice, in the last word, so that expressions keep their form.
  static func misspelt(_ scalar: Scalar) -> Scalar {
    var letters = Array(scalar.text)
    let place = letters.lastIndex { $0.isLetter } ?? letters.count - 1
    if place >= 0 { letters.insert(letters[place] == "x" ? "y" : "x", at: place + 1) }
    return Scalar(
      LocatedText(String(letters), at: scalar.location, pointer: scalar.pointer),
      isQuoted: scalar.isQuoted)
  }
}
