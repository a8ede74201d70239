import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Finds in the `where` of a `ref` that rows must name the same row by a key as this one does:
/// `customer_id = row.customer_id`. They are then looked up, not tried.
struct SameParent {
  let group: ReferencePlan.Group
  /// Whether the condition says nothing else.
  let isWhole: Bool

  /// Nil where the condition says no such thing, or has a mistake.
  init?(_ text: LocatedText, in resolver: Resolver, of target: Int, seenFrom own: Int) {
    guard let parsed = try? ExpressionParser.parse(text) else { return nil }
    let parts = SameParent.parts(parsed.root)
    for part in parts {
      guard case .binary(.equal, let left, let right, _) = part.kind,
        case .path(let first) = left.kind, case .path(let second) = right.kind
      else { continue }
      let (one, other) = (parsed.paths[first].parts, parsed.paths[second].parts)
      if let found = SameParent.group(one, other, resolver, target, own)
        ?? SameParent.group(other, one, resolver, target, own)
      {
        group = found
        isWhole = parts.count == 1
        return
      }
    }
    return nil
  }

  /// What must all hold.
  private static func parts(_ node: SyntaxNode) -> [SyntaxNode] {
    guard case .binary(.and, let left, let right, _) = node.kind else { return [node] }
    return parts(left) + parts(right)
  }

  private static func group(
    _ theirs: [String], _ ours: [String], _ resolver: Resolver, _ target: Int, _ own: Int
  ) -> ReferencePlan.Group? {
    guard theirs.count == 1, ours.count == 2, ours[0] == "row",
      let key = resolver.tables[target].column(theirs[0]),
      let column = resolver.tables[own].column(ours[1]),
      let named = resolver.target(of: ColumnID(table: target, column: key))
    else { return nil }
    if named == own, resolver.tables[own].keyColumns == [column] {
      return ReferencePlan.Group(key: key, own: nil, table: named)
    }
    guard resolver.target(of: ColumnID(table: own, column: column)) == named else { return nil }
    return ReferencePlan.Group(key: key, own: column, table: named)
  }
}
