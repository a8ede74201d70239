/// Nodes that need each other, directly or over others, in groups; what a group needs comes before
/// it.
///
/// - Complexity: O(nodes + needs); no recursion, however long the lines are.
/// - Reference: Tarjan, *Depth-first search and linear graph algorithms* (1972).
struct DependencyGroups {
  private(set) var groups: [[DependencyNode]] = []

  private let needs: (DependencyNode) -> [DependencyNode]
  /// When each node was reached first.
  private var reached: [DependencyNode: Int] = [:]
  /// The earliest node of its open group that each node leads to.
  private var earliest: [DependencyNode: Int] = [:]
  /// Nodes whose group is not complete.
  private var open: [DependencyNode] = []
  private var isOpen: Set<DependencyNode> = []

  /// The nodes on the way from the first, each with what it needs and how much of it was gone into.
  private var way: [(node: DependencyNode, needs: [DependencyNode], next: Int)] = []

  init(_ nodes: [DependencyNode], needs: @escaping (DependencyNode) -> [DependencyNode]) {
    self.needs = needs
    for node in nodes where reached[node] == nil {
      enter(node)
      while !way.isEmpty { step() }
    }
  }

  private mutating func enter(_ node: DependencyNode) {
    earliest[node] = reached.count
    reached[node] = reached.count
    open.append(node)
    isOpen.insert(node)
    way.append((node, needs(node), 0))
  }

  private mutating func step() {
    let top = way.count - 1
    let node = way[top].node
    guard way[top].next < way[top].needs.count else { return leave(node) }
    let need = way[top].needs[way[top].next]
    way[top].next += 1
    if reached[need] == nil {
      enter(need)
    } else if isOpen.contains(need) {
      lower(node, to: reached[need])
    }
  }

  private mutating func leave(_ node: DependencyNode) {
    way.removeLast()
    if let above = way.last { lower(above.node, to: earliest[node]) }
    guard earliest[node] == reached[node] else { return }
    var group: [DependencyNode] = []
    while let last = open.popLast() {
      isOpen.remove(last)
      group.append(last)
      if last == node { break }
    }
    groups.append(group.reversed())
  }

  private mutating func lower(_ node: DependencyNode, to place: Int?) {
    guard let place, let known = earliest[node] else { return }
    earliest[node] = min(known, place)
  }
}
