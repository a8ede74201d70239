import Sampling

/// A pattern laid flat, so that making its texts follows numbers alone.
struct PatternTree: Sendable {
  private enum Kind {
    case symbols
    case sequence
    case either
    case repeated
  }

  /// What a node spans: symbols, or children. `low` is the fewest times of a repeated child.
  private struct Node: Sendable {
    var kind: Kind
    var first: Int
    var length: Int
    var low = 0
    /// How many choices lead through it.
    var count: UInt128 = 1
    /// What each branch counts, where all count the same, so that none has to be passed by; else 0.
    var branchCount: UInt128 = 0
  }

  private var nodes: [Node] = []
  private var children: [Int] = []
  /// For each child of a sequence, how many choices those behind it have together.
  private var behind: [UInt128] = []
  private var symbols: [Unicode.Scalar] = []
  private var root = 0

  var count: UInt128 { nodes[root].count }

  init(_ node: PatternNode) { root = add(node) }

  private mutating func add(_ node: PatternNode) -> Int {
    let made: Node
    switch node {
    case .symbols(let own):
      made = Node(
        kind: .symbols, first: symbols.count, length: own.count, count: UInt128(own.count))
      symbols += own
    case .sequence(let parts):
      let own = parts.map { add($0) }
      made = Node(kind: .sequence, first: children.count, length: own.count, count: adopt(own))
    case .either(let branches):
      let own = branches.map { add($0) }
      let count = own.reduce(UInt128(0)) { PatternTree.sum($0, nodes[$1].count) }
      let first = nodes[own[0]].count
      made = Node(
        kind: .either, first: children.count, length: own.count, count: count,
        branchCount: own.allSatisfy { nodes[$0].count == first } ? first : 0)
      _ = adopt(own)
    case .repeated(let part, let times):
      let own = add(part)
      var power: UInt128 = 1
      var count: UInt128 = 0
      for time in 0...times.upperBound {
        if time > 0 { power = PatternTree.product(power, nodes[own].count) }
        if time >= times.lowerBound { count = PatternTree.sum(count, power) }
      }
      made = Node(
        kind: .repeated, first: children.count, length: times.count, low: times.lowerBound,
        count: count)
      _ = adopt([own])
    }
    nodes.append(made)
    return nodes.count - 1
  }

  /// - Returns: how many choices the children have together.
  private mutating func adopt(_ own: [Int]) -> UInt128 {
    var product: UInt128 = 1
    var factors: [UInt128] = []
    for child in own.reversed() {
      factors.append(product)
      product = PatternTree.product(product, nodes[child].count)
    }
    children += own
    behind += factors.reversed()
    return product
  }

  /// Adds a text of which each choice is drawn.
  func append(_ digits: inout DigitDraws, to bytes: inout [UInt8]) {
    append(root, &digits, to: &bytes)
  }

  private func append(_ index: Int, _ digits: inout DigitDraws, to bytes: inout [UInt8]) {
    let node = nodes[index]
    switch node.kind {
    case .symbols: append(symbols[node.first + digits.next(UInt64(node.length))], to: &bytes)
    case .sequence:
      for child in node.first..<node.first + node.length {
        append(children[child], &digits, to: &bytes)
      }
    case .either:
      append(children[node.first + digits.next(UInt64(node.length))], &digits, to: &bytes)
    case .repeated:
      for _ in 0..<(node.low + digits.next(UInt64(node.length))) {
        append(children[node.first], &digits, to: &bytes)
      }
    }
  }

  /// Adds the text of a number below `count`.
  func append(_ number: UInt128, to bytes: inout [UInt8]) { append(root, number, to: &bytes) }

  private func append(_ index: Int, _ number: UInt128, to bytes: inout [UInt8]) {
    let node = nodes[index]
    var rest = number
    switch node.kind {
    case .symbols: append(symbols[node.first + Int(number)], to: &bytes)
    case .sequence:
      for child in node.first..<node.first + node.length {
        let (own, other) = PatternTree.split(rest, by: behind[child])
        append(children[child], own, to: &bytes)
        rest = other
      }
    case .either:
      var child = node.first
      if node.branchCount > 0 {
        let (branch, within) = PatternTree.split(rest, by: node.branchCount)
        child += Int(branch)
        rest = within
      }
      while rest >= nodes[children[child]].count {
        rest -= nodes[children[child]].count
        child += 1
      }
      append(children[child], rest, to: &bytes)
    case .repeated: appendTimes(node, rest, to: &bytes)
    }
  }

  private func appendTimes(_ node: Node, _ number: UInt128, to bytes: inout [UInt8]) {
    let child = children[node.first]
    let base = nodes[child].count
    var rest = number
    var times = node.low
    var power = PatternTree.power(base, times)
    while rest >= power {
      rest -= power
      times += 1
      power = PatternTree.product(power, base)
    }
    for time in 0..<times {
      let (own, other) = PatternTree.split(rest, by: PatternTree.power(base, times - time - 1))
      append(child, own, to: &bytes)
      rest = other
    }
  }

  private func append(_ symbol: Unicode.Scalar, to bytes: inout [UInt8]) {
    if symbol.isASCII {
      bytes.append(UInt8(truncatingIfNeeded: symbol.value))
    } else {
      UTF8.encode(symbol) { bytes.append($0) }
    }
  }

  /// Most numbers have 64 bits, which divide much faster.
  private static func split(_ number: UInt128, by divisor: UInt128) -> (UInt128, UInt128) {
    if number < divisor { return (0, number) }
    if number <= UInt64.max {
      let parts = UInt64(number).quotientAndRemainder(dividingBy: UInt64(divisor))
      return (UInt128(parts.quotient), UInt128(parts.remainder))
    }
    let parts = number.quotientAndRemainder(dividingBy: divisor)
    return (parts.quotient, parts.remainder)
  }

  private static func power(_ base: UInt128, _ exponent: Int) -> UInt128 {
    if base == 1 { return 1 }
    var result: UInt128 = 1
    for _ in 0..<exponent where result < PatternTexts.mostCounted {
      result = product(result, base)
    }
    return result
  }

  private static func sum(_ a: UInt128, _ b: UInt128) -> UInt128 {
    min(a + b, PatternTexts.mostCounted)
  }

  private static func product(_ a: UInt128, _ b: UInt128) -> UInt128 {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? PatternTexts.mostCounted : min(product, PatternTexts.mostCounted)
  }
}
