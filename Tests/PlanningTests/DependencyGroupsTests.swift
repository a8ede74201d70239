import Testing

@testable import Planning

/// Groups of nodes that need each other, against what paths say; graphs by seed.
@Suite struct DependencyGroupsTests {
  /// What each of a few tables needs, drawn by a linear congruential generator.
  private static func graph(_ seed: UInt64, size: Int, needs: Int) -> [[Int]] {
    var state = seed
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var graph = [[Int]](repeating: [], count: size)
    for _ in 0..<needs { graph[next(size)].append(next(size)) }
    return graph
  }

  /// Which nodes lie on some way from each node.
  private static func reached(_ graph: [[Int]]) -> [Set<Int>] {
    graph.indices.map { start in
      var found = Set<Int>()
      var open = graph[start]
      while let node = open.popLast() {
        if found.insert(node).inserted { open += graph[node] }
      }
      return found
    }
  }

  @Test(arguments: 0..<300)
  func `nodes stand together just where each leads to the other, after what they need`(
    seed: Int
  ) {
    let size = 1 + seed % 12
    let graph = Self.graph(UInt64(seed), size: size, needs: seed % 25)
    let reached = Self.reached(graph)
    let groups = DependencyGroups(graph.indices.map { .rows($0) }) { node in
      guard case .rows(let table) = node else { return [] }
      return graph[table].map { .rows($0) }
    }.groups
    var place = [Int](repeating: -1, count: size)
    for (index, group) in groups.enumerated() {
      for case .rows(let table) in group { place[table] = index }
    }
    #expect(groups.joined().count == size && !place.contains(-1))
    for a in graph.indices {
      for b in graph.indices where a != b {
        let isOne = reached[a].contains(b) && reached[b].contains(a)
        #expect((place[a] == place[b]) == isOne, "\(a) and \(b) of \(graph)")
        if !isOne, reached[a].contains(b) { #expect(place[b] < place[a]) }
      }
    }
  }

  @Test func `a line of very many nodes needs no deep stack`() {
    let count = 200_000
    let groups = DependencyGroups([.rows(0)]) { node in
      guard case .rows(let table) = node, table + 1 < count else { return [] }
      return [.rows(table + 1)]
    }.groups
    #expect(groups.count == count && groups.first == [.rows(count - 1)])
  }
}
