/// A set of bytes.
struct NameBytes: Hashable {
  private var low: UInt128 = 0
  private var high: UInt128 = 0

  init() {}

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  private mutating func insert(_ byte: UInt8) {
    if byte < 128 { low |= 1 << UInt128(byte) } else { high |= 1 << UInt128(byte - 128) }
  }

  /// A byte of both sets, a letter or a digit where there is one; nil without any.
  func common(_ other: NameBytes) -> UInt8? {
    let (low, high) = (low & other.low, high & other.high)
    for byte in [UInt8(ascii: "x"), UInt8(ascii: "1")] where low >> UInt128(byte) & 1 == 1 {
      return byte
    }
    if low != 0 { return UInt8(127 - low.leadingZeroBitCount) }
    return high == 0 ? nil : UInt8(255 - high.leadingZeroBitCount)
  }
}

/// The names that one step of a path can have: an automaton over their bytes, in lower case as some
/// file systems take them.
///
/// - Shape: node 0 is the start; each way of filling in values is a way of its own through the
///   nodes.
struct FileNamePattern {
  private struct Edge {
    var bytes: NameBytes
    var target: Int
  }

  private var edges: [[Edge]] = [[]]
  private var end = 0

  mutating func append(_ text: String) {
    for byte in text.lowercased().utf8 {
      let next = addNode()
      link(end, NameBytes([byte]), next)
      end = next
    }
  }

  /// One byte or more, each of a set.
  private mutating func append(_ bytes: NameBytes) {
    let next = addNode()
    branch(bytes, to: next)
    end = next
  }

  /// What the values of a key can be.
  mutating func append(_ key: FileKeyTexts) {
    let next = addNode()
    if let bytes = key.bytes { branch(bytes, to: next) }
    branch(oneOf: key.names, to: next)
    end = next
  }

  private mutating func branch(_ bytes: NameBytes, to next: Int) {
    let inner = addNode()
    for target in [inner, next] {
      link(end, bytes, target)
      link(inner, bytes, target)
    }
  }

  /// Five digits or more.
  mutating func appendNumber() {
    let digits = NameBytes(UInt8(ascii: "0")...UInt8(ascii: "9"))
    for _ in 0..<4 {
      let next = addNode()
      link(end, digits, next)
      end = next
    }
    append(digits)
  }

  /// - Parameter texts: none of them empty.
  private mutating func branch(oneOf texts: Set<[UInt8]>, to next: Int) {
    var children: [Int: [UInt8: Int]] = [:]
    for text in texts {
      guard let last = text.last else { continue }
      var node = end
      for byte in text.dropLast() {
        if let known = children[node]?[byte] {
          node = known
        } else {
          let child = addNode()
          link(node, NameBytes([byte]), child)
          children[node, default: [:]][byte] = child
          node = child
        }
      }
      link(node, NameBytes([last]), next)
    }
  }

  private mutating func addNode() -> Int {
    edges.append([])
    return edges.count - 1
  }

  private mutating func link(_ node: Int, _ bytes: NameBytes, _ target: Int) {
    edges[node].append(Edge(bytes: bytes, target: target))
  }

  /// A name that both can have.
  func common(_ other: FileNamePattern) -> String? {
    FileNamePattern.search(self, other, needsDifference: false)
  }

  /// A name that comes from two ways of filling in values.
  func ambiguous() -> String? { FileNamePattern.search(self, self, needsDifference: true) }

  private struct Pair: Hashable {
    var one: Int
    var other: Int
    /// Whether the ways to the two have parted.
    var differs: Bool
  }

  private static func search(
    _ one: FileNamePattern, _ other: FileNamePattern, needsDifference: Bool
  ) -> String? {
    let start = Pair(one: 0, other: 0, differs: false)
    let goal = Pair(one: one.end, other: other.end, differs: needsDifference)
    /// How each pair was come to.
    var origins: [Pair: (from: Pair, byte: UInt8)] = [:]
    var open = [start]
    var next = 0
    while next < open.count, origins[goal] == nil {
      let pair = open[next]
      next += 1
      for (index, edge) in one.edges[pair.one].enumerated() {
        for (otherIndex, otherEdge) in other.edges[pair.other].enumerated() {
          guard let byte = edge.bytes.common(otherEdge.bytes) else { continue }
          let parts = needsDifference && (pair.one != pair.other || index != otherIndex)
          let reached = Pair(
            one: edge.target, other: otherEdge.target, differs: pair.differs || parts)
          if origins[reached] == nil {
            origins[reached] = (pair, byte)
            open.append(reached)
          }
        }
      }
    }
    guard origins[goal] != nil else { return nil }
    var bytes: [UInt8] = []
    var pair = goal
    while pair != start, let origin = origins[pair] {
      bytes.append(origin.byte)
      pair = origin.from
    }
    return String(decoding: bytes.reversed(), as: UTF8.self)
  }
}
