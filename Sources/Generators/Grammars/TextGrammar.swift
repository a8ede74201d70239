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

  /// UTF-8 that `Part.literal` names parts of.
  let literals: [UInt8]
  let rules: [Rule]
  let start: [Part]
  /// Bytes of the longest text, and rules with a choice that one text can come to.
  let size: Size

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

  /// The streams of one text's draws, from left to right.
  private func lanes(_ stream: StreamKey) -> [StreamKey] {
    (0..<size.draws).map { stream.lane(UInt64($0)) }
  }

  /// The texts of rows, one after another in pieces of `literals`.
  struct Pieces: Sendable {
    private(set) var starts: [Int] = []
    private(set) var ends: [Int] = []
    /// How many pieces there are up to each text, and with it.
    private(set) var bounds = [0]

    mutating func add(_ literal: Range<Int>) {
      starts.append(literal.lowerBound)
      ends.append(literal.upperBound)
    }

    mutating func endText() { bounds.append(starts.count) }
  }

  func texts(_ rows: RowKeys, _ stream: StreamKey) -> PlainText {
    let lanes = lanes(stream)
    var pieces = Pieces()
    for row in 0..<rows.count {
      var next = 0
      add(start, rows[row], lanes, &next, to: &pieces)
      pieces.endText()
    }
    let cut = PlainText.cut(literals, starts: pieces.starts, ends: pieces.ends)
    return PlainText(offsets: pieces.bounds.map { cut.offsets[$0] }, bytes: cut.bytes)
  }

  private func add(
    _ parts: [Part], _ row: UInt64, _ lanes: [StreamKey], _ next: inout Int, to pieces: inout Pieces
  ) {
    for part in parts {
      switch part {
      case .literal(let range): pieces.add(range)
      case .rule(let index):
        var alternative = 0
        if let picker = rules[index].picker {
          alternative = picker.pick(lanes[next].bits(at: row))
          next += 1
        }
        add(rules[index].alternatives[alternative], row, lanes, &next, to: &pieces)
      }
    }
  }
}
