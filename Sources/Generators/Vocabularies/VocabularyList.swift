import Columnar

/// One word list: rows with text and number fields, and how often each row is met.
///
/// - Shape: every field and `weights` have `count` entries; the order of rows is part of the
///   contract.
package struct VocabularyList: Sendable {
  package let name: String
  /// What the list holds, and where it comes from, for references and notices.
  package let describe: String
  package let source: String
  package let licence: String
  /// The names of all fields, the weight's included, in the order of the source.
  package let fields: [String]
  package let count: Int
  /// Whole numbers of at least 1 whose sum is exact in a double; all 1 for a list without weights.
  package let weights: [Double]
  private let columns: [VocabularyColumn]

  init(
    name: String, describe: String, source: String, licence: String, fields: [String], count: Int,
    weights: [Double], columns: [VocabularyColumn]
  ) {
    self.name = name
    self.describe = describe
    self.source = source
    self.licence = licence
    self.fields = fields
    self.count = count
    self.weights = weights
    self.columns = columns
  }

  /// - Returns: the text of every row, so that a row number is a code; nil for other fields.
  package func texts(_ field: String) -> TextDictionary? {
    guard case .text(let text) = column(field) else { return nil }
    return text.rows
  }

  /// - Returns: the distinct texts in order of first row, and each row's code among them.
  package func distinct(_ field: String) -> VocabularyTexts? {
    guard case .text(let text) = column(field) else { return nil }
    return text
  }

  /// - Returns: the number of every row, weights included; nil for other fields.
  package func numbers(_ field: String) -> [Double]? {
    guard case .numbers(let numbers) = column(field) else { return nil }
    return numbers
  }

  /// The list with the entries of a file behind its own, which has all its fields.
  ///
  /// - Returns: nil where the other lacks a field or has another kind of it.
  func joined(with other: VocabularyList) -> VocabularyList? {
    var columns: [VocabularyColumn] = []
    for (field, column) in zip(fields, self.columns) where field != weightField {
      guard let joined = other.column(field).flatMap({ column.joined(with: $0) }) else {
        return nil
      }
      columns.append(joined)
    }
    return VocabularyList(
      name: name, describe: describe, source: source, licence: licence,
      fields: fields.filter { $0 != weightField }, count: count + other.count,
      weights: weights.map { $0 * ListFile.weightScale } + other.weights, columns: columns)
  }

  /// A field that another list would need to stand in for this one, and lacks.
  func fieldLacking(in other: VocabularyList) -> String? {
    fields.first { field in
      if field == weightField { return false }
      return distinct(field) != nil ? other.distinct(field) == nil : other.numbers(field) == nil
    }
  }

  /// The field that holds the weights, where it is one.
  private var weightField: String? {
    zip(fields, columns).first { _, column in
      if case .numbers(let numbers) = column { numbers == weights } else { false }
    }?.0
  }

  private func column(_ field: String) -> VocabularyColumn? {
    fields.firstIndex(of: field).map { columns[$0] }
  }
}

/// A text field, by row and without repetition.
package struct VocabularyTexts: Sendable {
  /// One entry per row.
  package let rows: TextDictionary
  /// Each text once, in order of first row; the same object as `rows` when nothing repeats.
  package let distinct: TextDictionary
  /// Row number to code in `distinct`.
  package let codes: [Int32]
}

enum VocabularyColumn: Sendable {
  case text(VocabularyTexts)
  case numbers([Double])

  fileprivate func joined(with other: VocabularyColumn) -> VocabularyColumn? {
    switch (self, other) {
    case (.numbers(let one), .numbers(let two)): return .numbers(one + two)
    case (.text(let one), .text(let two)):
      var rows = one.rows.values
      rows.append(contentsOf: two.rows.values, rows: 0..<two.rows.count)
      var distinct = DistinctTexts()
      let codes = (0..<rows.count).map { distinct.code(of: rows.string(at: $0)) }
      return .text(
        VocabularyTexts(rows: TextDictionary(rows), distinct: distinct.dictionary, codes: codes))
    case (.numbers, .text), (.text, .numbers): return nil
    }
  }
}
