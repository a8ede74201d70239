import SchemaModel

/// Merge patches of nodes (RFC 7396): maps merge, `null` takes away, all else replaces.
///
/// Each node keeps its place: a problem in a patch is shown where the patch is written.
package enum MergePatch {
  ///
  /// - Parameter keepingNullsOf: a word of the outermost map whose value is a patch itself, so that
  ///   what it takes away is not taken away from it.
  package static func apply(
    _ patch: Node, to target: Node?, keepingNullsOf kept: String? = nil
  ) -> Node {
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
      if let kept, change.key.text == kept {
        let own = index.flatMap { entries[$0]?.value }
        let value = joined(change.value, with: own)
        if let index {
          entries[index]?.value = value
        } else {
          positions[change.key.text] = entries.count
          entries.append(Node.Entry(key: change.key, value: value))
        }
      } else if change.value.isNull {
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

  /// The entries of both maps, whole; `first` wins.
  private static func joined(_ first: Node, with second: Node?) -> Node {
    guard case .map(let own) = first.content, case .map(let others)? = second?.content else {
      return first
    }
    var result = first
    let names = Set(own.map(\.key.text))
    result.content = .map(own + others.filter { !names.contains($0.key.text) })
    return result
  }
}
