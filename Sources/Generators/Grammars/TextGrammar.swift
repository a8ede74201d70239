import Columnar
import Sampling

/// Rules that texts are put together by: each has alternatives with weights, an alternative is text
/// with the names of other rules between.
///
/// - Draws: lane k of the stream for the k-th rule with a choice that a text comes to, from left to
///   right; rules of one alternative draw nothing. A choice that is kept for the whole text has lanes
///   of its own, behind lane "kept".
struct TextGrammar: Sendable {
  enum Part: Hashable, Sendable {
    case literal(Range<Int>)
    case rule(Int)
    /// A rule whose draws begin at a lane of those kept: wherever it stands, the same text.
    case kept(rule: Int, base: Int)
    /// The text that a column has in this row.
    case column(Int)
    /// `a` or `an`, by what follows.
    case article
    /// Makes the first letter of what follows a capital.
    case capital
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
  /// Lanes of choices that are kept.
  private let keptDraws: Int
  /// UTF-8 that literals name parts of; `a `, and `an ` stand at its end.
  private let literals: [UInt8]
  // Everything below lies flat, so that a loop over rows follows numbers alone.
  private var parts: [FlatPart] = []
  /// Parts of each alternative: those from its first up to the first of the next.
  private var firstParts: [Int] = []
  private var slots: [Slot] = []
  private var rules: [FlatRule] = []

  /// A literal from `start` to `end`, or what `start` below 0 says.
  private struct FlatPart: BitwiseCopyable {
    var start: Int
    var end: Int
    var base = 0

    static let rule = -1
    static let kept = -2
    static let column = -3
    static let article = -4
    static let capital = -5
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

  /// Parts still to come, and the lane that draws go on with behind what was kept.
  private struct Open {
    var parts: Range<Int>
    var lane: Int
  }

  /// - Parameters:
  ///   - start: the parts of every text.
  ///   - keptDraws: how many lanes the choices that are kept take.
  init(literals: [UInt8], rules written: [Rule], start: [Part], size: Size, keptDraws: Int = 0) {
    self.literals = literals + Array("a an ".utf8)
    self.size = size
    self.keptDraws = keptDraws
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
        case .rule(let index): FlatPart(start: FlatPart.rule, end: index)
        case .kept(let index, let base): FlatPart(start: FlatPart.kept, end: index, base: base)
        case .column(let slot): FlatPart(start: FlatPart.column, end: slot)
        case .article: FlatPart(start: FlatPart.article, end: 0)
        case .capital: FlatPart(start: FlatPart.capital, end: 0)
        }
      }
    }
  }

  /// - Parameter columns: the texts that columns have in these rows.
  func texts(_ rows: RowKeys, _ stream: StreamKey, columns: [TextPool] = []) -> PlainText {
    var lanes = (0..<size.draws).map { stream.lane(UInt64($0)) }
    let kept = stream.lane("kept")
    lanes += (0..<keptDraws).map { kept.lane(UInt64($0)) }
    var pieces = TextPieces(literals: literals, columns)
    var bounds = [0]
    bounds.reserveCapacity(rows.count + 1)
    var open: [Open] = []
    for row in 0..<rows.count {
      follow(row, rows[row], lanes.span, &open, &pieces)
      bounds.append(pieces.count)
    }
    return pieces.text(bounds)
  }

  /// Adds the literals of one row's text.
  ///
  /// - Parameter open: room for the parts that are still to come, inner ones last.
  private func follow(
    _ row: Int, _ key: UInt64, _ lanes: Span<StreamKey>, _ open: inout [Open],
    _ pieces: inout TextPieces
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
        rest = outer.parts
        if outer.lane >= 0 { lane = outer.lane }
        continue
      }
      rest = (next &+ 1)..<rest.upperBound
      let part = parts[next]
      guard part.start < 0 else {
        pieces.append(part.start, part.end)
        continue
      }
      if part.start == FlatPart.kept {
        open.append(Open(parts: rest, lane: lane))
        lane = size.draws &+ part.base
      } else if part.start == FlatPart.rule {
        if !rest.isEmpty { open.append(Open(parts: rest, lane: -1)) }
      } else {
        if part.start == FlatPart.column {
          pieces.appendColumn(part.end, row)
        } else {
          pieces.mark(isArticle: part.start == FlatPart.article)
        }
        continue
      }
      let rule = rules[part.end]
      var alternative = slots[rule.firstSlot].own
      if rule.slotCount > 1 {
        let product = lanes[lane].bits(at: key).multipliedFullWidth(by: rule.slotCount)
        let slot = slots[rule.firstSlot &+ Int(truncatingIfNeeded: product.high)]
        alternative = product.low < slot.threshold ? slot.own : slot.alias
        lane &+= 1
      }
      rest = firstParts[alternative]..<firstParts[alternative &+ 1]
    }
  }
}
