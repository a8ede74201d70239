import Columnar
import Sampling
import Synchronization

/// One long text of a grammar, texts with a space between, out of which shorter ones are cut.
///
/// Made when a batch first asks for it, and kept: it depends on the stream alone.
final class RunningText: Sendable {
  private struct Text: Sendable {
    var bytes: [UInt8] = []
    /// Where each character begins, and the end; nil where all characters have one byte.
    var starts: [Int32]?
  }

  private static let batchSize = 1024

  private let grammar: TextGrammar
  private let length: Int
  private let lengths: ClosedRange<Int>
  private let kept = Mutex<[StreamKey: Text]>([:])

  /// - Parameters:
  ///   - length: characters of the long text, more than those of the longest cut.
  ///   - lengths: characters of the texts cut, all alike.
  init(_ grammar: TextGrammar, length: Int, lengths: ClosedRange<Int>) {
    self.grammar = grammar
    self.length = length
    self.lengths = lengths
  }

  /// - Draws: one per row: the upper part of its product with the number of lengths says which,
  ///   that of the rest where the text begins.
  func cuts(_ stream: StreamKey, _ rows: RowKeys) -> PlainText {
    let text = text(stream.lane("running"))
    let lengthCount = UInt64(lengths.count)
    let placeCount = UInt64(length - lengths.upperBound + 1)
    var starts = [Int](repeating: 0, count: rows.count)
    var ends = starts
    for (row, bits) in stream.bits(for: rows).enumerated() {
      let first = bits.multipliedFullWidth(by: lengthCount)
      let start = Int(truncatingIfNeeded: first.low.multipliedFullWidth(by: placeCount).high)
      starts[row] = start
      ends[row] = start + lengths.lowerBound + Int(truncatingIfNeeded: first.high)
    }
    if let places = text.starts {
      for row in starts.indices {
        starts[row] = Int(places[starts[row]])
        ends[row] = Int(places[ends[row]])
      }
    }
    return PlainText.cut(text.bytes, starts: starts, ends: ends)
  }

  private func text(_ stream: StreamKey) -> Text {
    kept.withLock { kept in
      if let text = kept[stream] { return text }
      let text = made(stream)
      kept[stream] = text
      return text
    }
  }

  private func made(_ stream: StreamKey) -> Text {
    var text = Text()
    text.bytes.reserveCapacity(length)
    var row: UInt64 = 0
    var characters = 0
    while characters < length {
      let batch = grammar.texts(.range(first: row, count: RunningText.batchSize), stream)
      for index in 0..<batch.count where characters < length {
        if !text.bytes.isEmpty { text.bytes.append(UInt8(ascii: " ")) }
        let counted = max(text.bytes.count - 1, 0)
        text.bytes.append(contentsOf: batch.bytes[batch.range(at: index)])
        characters += text.bytes[counted...].count { !RunningText.goesOn($0) }
      }
      row += UInt64(RunningText.batchSize)
    }
    if characters < text.bytes.count {
      var starts = text.bytes.indices.filter { !RunningText.goesOn(text.bytes[$0]) }
        .map { Int32($0) }
      starts.append(Int32(text.bytes.count))
      text.starts = starts
    }
    return text
  }

  /// Bytes that go on with a character are 10xxxxxx.
  private static func goesOn(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
