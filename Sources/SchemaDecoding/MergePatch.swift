import SchemaModel

/// Merge patches of nodes (RFC 7396): maps merge, `null` takes away, all else replaces.
///
/// Each node keeps its place: a problem in a patch is shown where the patch is written.
package enum MergePatch {
  /// What a scenario makes of a document.
  package static func apply(_ patch: Node, to target: Node?) -> Node {
    merged(patch, over: target, isInclude: false)
  }

  /// A document over what it includes: `null` takes away what is included, and is a value where
  /// nothing is. Scenarios are patches themselves, so that theirs stay as they are.
  package static func include(_ document: Node, over base: Node) -> Node {
    merged(document, over: base, isInclude: true)
  }

  private static func merged(_ patch: Node, over target: Node?, isInclude: Bool) -> Node {
    guard case .map(let changes) = patch.content else { return patch }
    var result = patch
    var entries: [Node.Entry?] = []
    if let target, case .map(let own) = target.content {
      result = target
      entries = own
    } else if isInclude {
      return patch
    }
    var positions: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if let key = entry?.key.text { positions[key] = index }
    }
    for change in changes {
      guard let index = positions[change.key.text] else {
        if change.value.isNull, !isInclude { continue }
        positions[change.key.text] = entries.count
        let value = isInclude ? change.value : merged(change.value, over: nil, isInclude: false)
        entries.append(Node.Entry(key: change.key, value: value))
        continue
      }
      let own = entries[index]?.value
      if isInclude, change.pointer == "/scenarios" {
        entries[index]?.value = joined(change.value, own)
      } else if change.value.isNull {
        entries[index] = nil
        positions[change.key.text] = nil
      } else {
        entries[index]?.value = merged(change.value, over: own, isInclude: isInclude)
      }
    }
    result.content = .map(entries.compactMap { $0 })
    return result
  }

  /// The entries of both patches, those of inner maps too; `first` wins.
  private static func joined(_ first: Node, _ second: Node?) -> Node {
    guard case .map(let own) = first.content, case .map(let others)? = second?.content else {
      return first
    }
    var result = first
    let names = Set(own.map(\.key.text))
    result.content = .map(
      own.map { Node.Entry(key: $0.key, value: joined($0.value, second?[$0.key.text])) }
        + others.filter { !names.contains($0.key.text) })
    return result
  }
}

extension Node.Entry {
  fileprivate var pointer: String { key.pointer }
}
