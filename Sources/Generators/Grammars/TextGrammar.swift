import Columnar
import Sampling

/// Rules that texts are put together by: each has alternatives with weights, an alternative is text
/// with the names of other rules between.
///
/// - Draws: lane k of the stream for the k-th rule with a choice that a text comes to, from left to
///   right; rules of one alternative draw nothing.
struct TextGrammar: Sendable {
  enum Part: Hashable, Sendable {
    case literal(Range<Int>)
    case rule(Int)
  }

  struct Rule: Sendable {
    var alternatives: [[Part]]
    /// Nil where there is nothing to choose.
    var picker: AliasTable?
  }

  /// Bytes of the longest text, and rules with a choice that one text can come to.
  struct Size: Hashable, Sendable {
    var bytes = 0
    var draws = 0

    /// Beyond any size that is allowed, sums stay comparable.
    static let ceiling = 1 << 40

    static func + (a: Size, b: Size) -> Size {
      Size(bytes: min(a.bytes + b.bytes, ceiling), draws: min(a.draws + b.draws, ceiling))
    }

    func joined(_ other: Size) -> Size {
      Size(bytes: max(bytes, other.bytes), draws: max(draws, other.draws))
    }
  }

  let size: Size
  /// UTF-8 that literals name parts of.
  private let literals: [UInt8]
  // Everything below lies flat, so that a loop over rows follows numbers alone.
  private var parts: [FlatPart] = []
  /// Parts of each alternative: those from its first up to the first of the next.
  private var firstParts: [Int] = []
  private var slots: [Slot] = []
  private var rules: [FlatRule] = []

  /// A literal from `start` to `end`, or the rule `end` where `start` is below 0.
  private struct FlatPart: BitwiseCopyable {
    var start: Int
    var end: Int
  }

  /// A slot of an alias table, with alternatives by their number among all.
  private struct Slot: BitwiseCopyable {
    var threshold: UInt64
    var own: Int
    var alias: Int
  }

  private struct FlatRule: BitwiseCopyable {
    var firstSlot: Int
    var slotCount: UInt64
  }

  /// - Parameter start: the parts of every text.
  init(literals: [UInt8], rules written: [Rule], start: [Part], size: Size) {
    self.literals = literals
    self.size = size
    // The start is the first alternative, of no rule.
    append([start])
    for rule in written {
      let first = firstParts.count
      rules.append(
        FlatRule(firstSlot: slots.count, slotCount: UInt64(rule.picker?.count ?? 1)))
      for index in 0..<(rule.picker?.count ?? 1) {
        let slot = rule.picker?.slot(index) ?? (.max, 0)
        slots.append(
          Slot(threshold: slot.threshold, own: first + index, alias: first + Int(slot.alias)))
      }
      append(rule.alternatives)
    }
    firstParts.append(parts.count)
  }

  private mutating func append(_ alternatives: [[Part]]) {
    for alternative in alternatives {
      firstParts.append(parts.count)
      parts += alternative.map { part in
        switch part {
        case .literal(let range): FlatPart(start: range.lowerBound, end: range.upperBound)
        case .rule(let index): FlatPart(start: -1, end: index)
        }
      }
    }
  }

  func texts(_ rows: RowKeys, _ stream: StreamKey) -> PlainText {
    let lanes = (0..<size.draws).map { stream.lane(UInt64($0)) }
    var starts: [Int] = []
    var ends: [Int] = []
    var bounds = [0]
    bounds.reserveCapacity(rows.count + 1)
    var open: [Range<Int>] = []
    for row in 0..<rows.count {
      follow(rows[row], lanes.span, &open, &starts, &ends)
      bounds.append(starts.count)
    }
    let cut = PlainText.cut(literals, starts: starts, ends: ends)
    return PlainText(offsets: bounds.map { cut.offsets[$0] }, bytes: cut.bytes)
  }

  /// Adds the literals of one row's text.
  ///
  /// - Parameter open: room for the parts that are still to come, inner ones last.
  private func follow(
    _ row: UInt64, _ lanes: Span<StreamKey>, _ open: inout [Range<Int>], _ starts: inout [Int],
    _ ends: inout [Int]
  ) {
    let parts = parts.span
    let firstParts = firstParts.span
    let slots = slots.span
    let rules = rules.span
    var lane = 0
    var rest = firstParts[0]..<firstParts[1]
    while true {
      guard let next = rest.first else {
        guard let outer = open.popLast() else { return }
        rest = outer
        continue
      }
      rest = (next &+ 1)..<rest.upperBound
      let part = parts[next]
      guard part.start < 0 else {
        starts.append(part.start)
        ends.append(part.end)
        continue
      }
      let rule = rules[part.end]
      var alternative = slots[rule.firstSlot].own
      if rule.slotCount > 1 {
        let product = lanes[lane].bits(at: row).multipliedFullWidth(by: rule.slotCount)
        let slot = slots[rule.firstSlot &+ Int(truncatingIfNeeded: product.high)]
        alternative = product.low < slot.threshold ? slot.own : slot.alias
        lane &+= 1
      }
      if !rest.isEmpty { open.append(rest) }
      rest = firstParts[alternative]..<firstParts[alternative &+ 1]
    }
  }
}
