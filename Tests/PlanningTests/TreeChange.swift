import Diagnostics
import SchemaModel

@testable import SchemaDecoding

/// One mistake put into a document's tree; all else keeps its place, so that problems can be
/// compared.
struct TreeChange: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case misspeltKey, misspelt, deleted, list, map, words, negative, huge, brokenExpression
  }

  var kind: Kind
  /// Indices of entries and items from the root on.
  var path: [Int]
  var pointer: String

  var title: String { "\(kind.rawValue) at \(pointer)" }

  /// Whether one of the places lies inside the other.
  func overlaps(_ other: TreeChange) -> Bool {
    path.starts(with: other.path) || other.path.starts(with: path)
  }

  func applied(to root: Node) -> Node { Self.changed(root, path[...], kind) }

  /// Both, what is deleted last and from behind, so that paths stay what they are.
  static func applied(_ first: TreeChange, _ second: TreeChange, to root: Node) -> Node {
    let order = [first, second].sorted { one, other in
      if (one.kind == .deleted) != (other.kind == .deleted) { return other.kind == .deleted }
      return other.path.lexicographicallyPrecedes(one.path)
    }
    return order.reduce(root) { $1.applied(to: $0) }
  }

  private static func changed(_ node: Node, _ path: ArraySlice<Int>, _ kind: Kind) -> Node {
    guard let index = path.first else { return exchanged(node, kind) }
    let isLast = path.count == 1
    var result = node
    switch node.content {
    case .map(var entries):
      if isLast, kind == .deleted {
        entries.remove(at: index)
      } else if isLast, kind == .misspeltKey {
        entries[index].key = MutationFinder.misspelt(entries[index].key)
      } else {
        entries[index].value = changed(entries[index].value, path.dropFirst(), kind)
      }
      result.content = .map(entries)
    case .list(var items):
      if isLast, kind == .deleted {
        items.remove(at: index)
      } else {
        items[index] = changed(items[index], path.dropFirst(), kind)
      }
      result.content = .list(items)
    case .null, .scalar: preconditionFailure("a path ends at a scalar")
    }
    return result
  }

  private static func exchanged(_ node: Node, _ kind: Kind) -> Node {
    func scalar(_ text: String, isQuoted: Bool = false) -> Node {
      let text = LocatedText(text, at: node.location, pointer: node.pointer)
      return Node(
        .scalar(Scalar(text, isQuoted: isQuoted)), at: node.location, pointer: node.pointer)
    }
    var result = node
    switch (kind, node.content) {
    case (.misspelt, .scalar(let scalar)): result.content = .scalar(MutationFinder.misspelt(scalar))
    case (.brokenExpression, .scalar(let written)): return scalar(written.text + " +")
    case (.negative, _): return scalar("-7")
    case (.huge, _): return scalar("98765432109876543210")
    case (.words, _): return scalar("some words", isQuoted: true)
    case (.list, _): result.content = .list([scalar("wrong", isQuoted: true)])
    case (.map, _):
      let key = LocatedText("wrong", at: node.location, pointer: node.pointer)
      result.content = .map([Node.Entry(key: Scalar(key, isQuoted: true), value: scalar("x"))])
    default: preconditionFailure("a change that fits the node")
    }
    return result
  }

  /// Every change of every entry and item.
  static func all(of root: Node) -> [TreeChange] {
    var found: [TreeChange] = []
    func walk(_ node: Node, _ path: [Int]) {
      if !path.isEmpty {
        for kind in kinds(of: node) {
          found.append(TreeChange(kind: kind, path: path, pointer: node.pointer))
        }
      }
      switch node.content {
      case .map(let entries):
        for (index, entry) in entries.enumerated() {
          found.append(
            TreeChange(kind: .misspeltKey, path: path + [index], pointer: entry.value.pointer))
          walk(entry.value, path + [index])
        }
      case .list(let items):
        for (index, item) in items.enumerated() { walk(item, path + [index]) }
      case .null, .scalar: break
      }
    }
    walk(root, [])
    return found
  }

  private static func kinds(of node: Node) -> [Kind] {
    switch node.content {
    case .null: [.deleted]
    case .list: [.deleted, .map, .words]
    case .map: [.deleted, .list, .words]
    case .scalar(let scalar):
      if LiteralReader.number(scalar.text) != nil, !scalar.isQuoted {
        [.deleted, .negative, .huge, .words, .list]
      } else if scalar.text.hasPrefix("=") || scalar.text.contains(" ") {
        [.deleted, .misspelt, .brokenExpression, .map]
      } else {
        [.deleted, .misspelt, .map, .list]
      }
    }
  }
}
