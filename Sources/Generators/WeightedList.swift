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
