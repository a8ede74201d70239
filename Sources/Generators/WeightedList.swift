import Columnar
import Sampling

/// A field of a vocabulary list with the alias table of its weights.
struct WeightedList: Sendable {
  let list: VocabularyList
  private let alias: AliasTable

  init(_ name: String, in vocabulary: Vocabulary) {
    guard let list = vocabulary.list(name) else {
      preconditionFailure("every vocabulary has the list '\(name)'")
    }
    self.list = list
    alias = AliasTable(weights: list.weights)
  }

  func picks(_ stream: StreamKey, _ rows: RowKeys) -> [Int32] { alias.picks(stream, rows) }

  /// The entry that drawn bits stand for.
  func pick(_ bits: UInt64) -> Int { alias.pick(bits) }

  func texts(_ field: String) -> TextDictionary {
    guard let texts = list.texts(field) else {
      preconditionFailure("the list '\(list.name)' has the field '\(field)'")
    }
    return texts
  }

  func numbers(_ field: String) -> [Double] {
    guard let numbers = list.numbers(field) else {
      preconditionFailure("the list '\(list.name)' has the numbers '\(field)'")
    }
    return numbers
  }
}

/// Builds the texts of a batch from parts.
struct TextBuilder {
  private(set) var text: PlainText

  init(rows: Int, bytesPerRow: Int) {
    text = PlainText(capacity: rows, bytes: rows * bytesPerRow)
  }

  mutating func add(_ dictionary: TextDictionary, _ code: Int32) {
    let source = dictionary.values
    text.bytes.append(contentsOf: source.bytes[source.range(at: Int(code))])
  }

  mutating func add(_ byte: UInt8) { text.bytes.append(byte) }

  mutating func add(_ bytes: [UInt8]) { text.bytes.append(contentsOf: bytes) }

  mutating func add(_ source: PlainText, _ row: Int) {
    text.bytes.append(contentsOf: source.bytes[source.range(at: row)])
  }

  /// The number with zeros in front up to the width.
  mutating func add(_ number: UInt64, width: Int) {
    let digits = String(number).utf8
    for _ in digits.count..<max(width, digits.count) { text.bytes.append(48) }
    text.bytes.append(contentsOf: digits)
  }

  mutating func endRow() { text.offsets.append(Int32(text.bytes.count)) }
}
