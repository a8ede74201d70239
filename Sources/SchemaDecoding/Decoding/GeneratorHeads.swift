import Diagnostics
import SchemaModel

/// The one generator word of a map, and what is read where there is none or more than one.
extension NodeDecoder {
  /// A map whose generator is misspelt, as it was meant, where that is certain.
  func meantGenerator(
    _ entries: [Node.Entry], _ node: Node, _ modifiers: [Parameter], _ lawsOnly: Bool
  ) -> (node: Node, syntax: GeneratorSyntax)? {
    let words = lawsOnly ? vocabulary.laws.map(\.word) : vocabulary.words
    guard !entries.contains(where: { vocabulary.generator($0.key.text) != nil }),
      let head = unknownHead(entries, words, modifiers)
    else { return nil }
    let meant = MeantWords([head], known: words, written: entries)
    guard let name = meant[head.text], let syntax = vocabulary.generator(name) else { return nil }
    return (meant.map(node), syntax)
  }

  /// The modifiers beside a generator that is not known; where it is probably one that is misspelt,
  /// its options as well, for their mistakes.
  mutating func modifiersAlone(
    of entries: [Node.Entry], _ modifiers: [Parameter], _ node: Node, _ lawsOnly: Bool
  ) -> Arguments {
    let words = lawsOnly ? vocabulary.laws.map(\.word) : vocabulary.words
    let isKnown = entries.contains { vocabulary.generator($0.key.text) != nil }
    if isKnown { decodeEach(of: entries, modifiers, node, lawsOnly) }
    if !isKnown, let head = unknownHead(entries, words, modifiers),
      let meant = DidYouMean.proposal(for: head.text, amongWords: words)?.names.first,
      let syntax = vocabulary.generator(meant), syntax.isSupported
    {
      let others = entries.filter { $0.key.text != head.text }
      return self.words(of: others, beside: syntax, modifiers: modifiers, node).modifiers
    }
    let known = entries.filter { entry in modifiers.contains { $0.name == entry.key.text } }
    let syntax = GeneratorSyntax(GeneratorCall.unreadWord, "", argument: .text)
    return self.words(of: known, beside: syntax, modifiers: modifiers, node).modifiers
  }

  /// Of several generators in one map, what stands behind each.
  private mutating func decodeEach(
    of entries: [Node.Entry], _ modifiers: [Parameter], _ node: Node, _ lawsOnly: Bool
  ) {
    let heads = heads(of: entries).filter { $0.syntax.isSupported }
    guard heads.count > 1 else { return }
    for (index, head) in heads.enumerated()
    where !heads[..<index].contains(where: { $0.key.text == head.key.text }) {
      for entry in entries where entry.key.text == head.key.text {
        // A number is no path: the word was meant as something else.
        if index > 0, case .path = head.syntax.argument, entry.value.isNumber { continue }
        _ = decode(entry.value, as: head.syntax.argument, head.syntax.word, isArgument: true)
      }
    }
    // Each option once, for the first that has it.
    var told: Set<String> = []
    for head in heads {
      for option in head.syntax.options where told.insert(option.name).inserted {
        for entry in entries where entry.key.text == option.name {
          if heads.contains(where: { $0.key.text == option.name }) { continue }
          _ = decode(entry, option)
        }
      }
    }
    let options = Set(heads.flatMap { $0.syntax.options.map(\.name) })
    let known = options.union(modifiers.map(\.name)).union(heads.map(\.key.text))
    let unknown = entries.map(\.key).filter { key in
      !known.contains(key.text) && vocabulary.generator(key.text) == nil
        && !(Parameter.columnModifiers + Parameter.laterColumnWords)
          .contains { $0.name == key.text }
    }
    let others = modifiers.filter { $0.type.isSupported && !options.contains($0.name) }
    report(
      unknown, in: heads[0].syntax.word, known: options.sorted() + others.map(\.name),
      written: entries)
  }

  /// The word that stands in the place of a generator's: the first that is rather one of those than
  /// a modifier.
  private func unknownHead(
    _ entries: [Node.Entry], _ words: [String], _ modifiers: [Parameter]
  ) -> Scalar? {
    let known = modifiers + Parameter.columnModifiers + Parameter.laterColumnWords
    let unknown = entries.map(\.key).filter { key in !known.contains { $0.name == key.text } }
    let names = modifiers.map(\.name)
    let isHead = { (key: Scalar) in
      DidYouMean.proposal(for: key.text, amongWords: words + names)
        .map { words.contains($0.names[0]) }
    }
    return unknown.first { isHead($0) == true } ?? unknown.first { isHead($0) == nil }
      ?? unknown.first
  }

  /// The one generator word of a map.
  mutating func head(
    of entries: [Node.Entry], _ node: Node, _ subject: String, _ modifiers: [Parameter],
    _ lawsOnly: Bool
  ) -> GeneratorSyntax? {
    let heads = heads(of: entries)
    guard let first = heads.first else {
      return report(noGenerator(entries, node, subject, modifiers, lawsOnly))
    }
    if let second = heads.first(where: { $0.key.text != first.key.text }) {
      return report(.twoGenerators(second.key, besides: first.key, in: subject))
    }
    guard first.syntax.isSupported else { return report(.notYetSupported(first.key)) }
    let isLaw = first.syntax.isLaw || first.syntax.word == GeneratorSyntax.value.word
    guard !lawsOnly || isLaw else {
      return report(.notALaw(first.key, laws: vocabulary.laws.map(\.word)))
    }
    return first.syntax
  }

  /// The generator words of a map, without those that are options of another.
  private func heads(of entries: [Node.Entry]) -> [(key: Scalar, syntax: GeneratorSyntax)] {
    let found = entries.compactMap { entry in
      vocabulary.generator(entry.key.text).map { (key: entry.key, syntax: $0) }
    }
    return found.filter { one in
      !found.contains { other in
        other.syntax.word != one.syntax.word
          && other.syntax.options.contains { $0.name == one.syntax.word }
      }
    }
  }

  private func noGenerator(
    _ entries: [Node.Entry], _ node: Node, _ subject: String, _ modifiers: [Parameter],
    _ lawsOnly: Bool
  ) -> Diagnostic {
    let words = lawsOnly ? vocabulary.laws.map(\.word) : vocabulary.words
    let known = modifiers + Parameter.columnModifiers + Parameter.laterColumnWords
    let unknown = unknownHead(entries, words, modifiers)
    let what = lawsOnly ? "law" : "generator"
    guard let unknown else {
      // A word of a later version may be the generator that is missing.
      let later = entries.first { entry in
        known.contains { $0.name == entry.key.text && !$0.type.isSupported }
      }
      if let later { return .notYetSupported(later.key) }
      return Diagnostic(
        "no-\(what)", "'\(subject)' has no \(what)", at: node.location, pointer: node.pointer,
        expected: Self.listed(words, what + "s"))
    }
    let near = DidYouMean.proposal(for: unknown.text, amongWords: words)
    if near == nil, let problem = optionAlone(entries, node, subject, lawsOnly) { return problem }
    return Diagnostic(
      "unknown-\(what)", "unknown \(what) '\(unknown.text)'", at: unknown.location,
      pointer: node.pointer, expected: Self.listed(words, what + "s")
    ).proposing(near, in: unknown.source)
  }

  /// Words that stand beside generators, where none of these stands: `cases` without `by`.
  private func optionAlone(
    _ entries: [Node.Entry], _ node: Node, _ subject: String, _ lawsOnly: Bool
  ) -> Diagnostic? {
    for entry in entries {
      let word = entry.key.text
      let owners = (lawsOnly ? vocabulary.laws : vocabulary.generators).filter { syntax in
        syntax.isSupported && syntax.options.contains { $0.name == word && $0.type.isSupported }
      }.map(\.word)
      guard !owners.isEmpty else { continue }
      return Diagnostic(
        "no-\(lawsOnly ? "law" : "generator")",
        "'\(subject)' has '\(word)' without the word that it belongs to", at: entry.key.location,
        pointer: node.pointer,
        expected: owners.count == 1
          ? "'\(owners[0])' beside it" : Diagnostic.oneOf(owners, "generators") + " beside it")
    }
    return nil
  }

  /// The words, or how many they are and where they stand.
  fileprivate static func listed(_ words: [String], _ what: String) -> String {
    words.count > 12
      ? "one of the \(what) that 'datagen docs' lists" : ParameterType.oneOf(words, what)
  }
}

extension Diagnostic {
  fileprivate static func twoGenerators(
    _ second: Scalar, besides first: Scalar, in subject: String
  ) -> Diagnostic {
    Diagnostic(
      "two-generators", "'\(subject)' has two generators, '\(first.text)' and '\(second.text)'",
      at: second.location, pointer: second.pointer, expected: "exactly one generator")
  }

  fileprivate static func notALaw(_ word: Scalar, laws: [String]) -> Diagnostic {
    Diagnostic(
      "not-a-law", "'\(word.text)' is not a law", at: word.location, pointer: word.pointer,
      expected: NodeDecoder.listed(laws, "laws"))
  }
}

extension Node {
  fileprivate var isNumber: Bool {
    if case .scalar(let scalar) = content {
      LiteralReader.looksLikeNumber(scalar.text)
    } else {
      false
    }
  }
}
