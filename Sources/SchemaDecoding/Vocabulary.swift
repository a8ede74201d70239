import SchemaModel

/// The generator words a document may use, as the caller knows them, with the two words that
/// belong to the language itself (`value`, `by`) and those of later versions.
package struct Vocabulary: Sendable {
  /// Sorted by word.
  package let generators: [GeneratorSyntax]
  private let byWord: [String: GeneratorSyntax]

  package init(generators: [GeneratorSyntax]) {
    var byWord: [String: GeneratorSyntax] = [:]
    for syntax in GeneratorSyntax.later + [.value, .by] + generators {
      byWord[syntax.word] = syntax
    }
    self.byWord = byWord
    self.generators = byWord.values.sorted { $0.word < $1.word }
  }

  package func generator(_ word: String) -> GeneratorSyntax? { byWord[word] }

  /// Words that can be used now, sorted.
  package var words: [String] { generators.filter(\.isSupported).map(\.word) }

  /// What may say how many: the laws and `value`, sorted.
  package var laws: [GeneratorSyntax] {
    generators.filter { $0.isSupported && ($0.isLaw || $0.word == GeneratorSyntax.value.word) }
  }
}
