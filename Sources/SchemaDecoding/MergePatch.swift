import SchemaModel

/// Merge patches of nodes (RFC 7396): maps merge, `null` takes away, all else replaces.
///
/// Each node keeps its place: a problem in a patch is shown where the patch is written.
package enum MergePatch {
  package static func apply(_ patch: Node, to target: Node?) -> Node {
    guard case .map(let changes) = patch.content else { return patch }
    var result = patch
    var entries: [Node.Entry?] = []
    if let target, case .map(let own) = target.content {
      result = target
      entries = own
    }
    var positions: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if let key = entry?.key.text { positions[key] = index }
    }
    for change in changes {
      let index = positions[change.key.text]
      if change.value.isNull {
        if let index { entries[index] = nil }
        positions[change.key.text] = nil
      } else if let index {
        let merged = apply(change.value, to: entries[index]?.value)
        entries[index]?.value = merged
      } else {
        positions[change.key.text] = entries.count
        entries.append(Node.Entry(key: change.key, value: apply(change.value, to: nil)))
      }
    }
    result.content = .map(entries.compactMap { $0 })
    return result
  }
}
