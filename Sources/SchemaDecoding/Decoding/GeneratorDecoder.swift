import Diagnostics
import SchemaModel

extension NodeDecoder {
  /// A column: a scalar, an expression, or a map with one generator word and modifiers. A map of
  /// modifiers alone becomes a call of `literal`, for the columns of literal rows.
  mutating func column(_ node: Node, _ subject: String) -> GeneratorCall {
    if case .map(let entries) = node.content, !entries.isEmpty,
      entries.allSatisfy({ entry in Parameter.columnModifiers.contains { $0.name == entry.key.text }
      })
    {
      let syntax = GeneratorSyntax("literal", "", argument: .text)
      let (_, modifiers) = words(
        of: entries, beside: syntax, modifiers: Parameter.columnModifiers, node)
      let nothing = Scalar(
        LocatedText("", at: node.location, pointer: node.pointer), isQuoted: false)
      return GeneratorCall(
        word: "literal", location: node.location, pointer: node.pointer,
        argument: .literal(nothing), options: Arguments(at: node.location, pointer: node.pointer),
        modifiers: modifiers)
    }
    if node.isNull {
      var problem = Diagnostic.noValue(subject, .column, at: node)
      problem.suggestion = "a column that is always empty is written {value: null, type: text}"
      problems.report(problem)
      return .unread(at: node.location, pointer: node.pointer)
    }
    return generator(node, subject, modifiers: Parameter.columnModifiers)
  }

  /// `{poisson: 3}`, or a number.
  mutating func law(_ node: Node, _ subject: String) -> ArgumentValue? {
    guard case .map = node.content else {
      return decode(node, as: .number(-Double.infinity...Double.infinity, .row), subject)
    }
    return .generator(generator(node, subject, modifiers: [], lawsOnly: true))
  }

  /// - Parameters:
  ///   - modifiers: the words that may stand beside any generator in this place.
  ///   - lawsOnly: accept laws and `value` alone.
  /// - Returns: a call that is unread where the generator is not known.
  mutating func generator(
    _ node: Node, _ subject: String, modifiers: [Parameter], lawsOnly: Bool = false
  ) -> GeneratorCall {
    let type: ParameterType = lawsOnly ? .law : .generator
    let unread = GeneratorCall.unread(at: node.location, pointer: node.pointer)
    switch node.content {
    case .list:
      problems.report(.wrongForm(node, subject, type))
      return unread
    case .scalar, .null:
      guard let value = decode(node, as: .literal(.row), subject) else { return unread }
      let none = Arguments(at: node.location, pointer: node.pointer)
      return GeneratorCall(
        word: GeneratorSyntax.value.word, location: node.location, pointer: node.pointer,
        argument: value, options: none, modifiers: none)
    case .map(let entries):
      if let syntax = head(of: entries, node, subject, modifiers, lawsOnly) {
        return call(node, syntax, modifiers: modifiers, subject)
      }
      if let (meant, syntax) = meantGenerator(entries, node, modifiers, lawsOnly) {
        return call(meant, syntax, modifiers: modifiers, subject)
      }
      return unread.with(modifiers: modifiersAlone(of: entries, modifiers, node, lawsOnly))
    }
  }

  /// A map whose generator word is known: its argument, options and modifiers.
  mutating func call(
    _ node: Node, _ syntax: GeneratorSyntax, modifiers: [Parameter], _ subject: String
  ) -> GeneratorCall {
    guard case .map(let entries) = node.content,
      let head = entries.first(where: { $0.key.text == syntax.word })
    else {
      problems.report(.wrongForm(node, subject, .generator))
      return .unread(at: node.location, pointer: node.pointer)
    }
    let argument =
      decode(head.value, as: syntax.argument, syntax.word, isArgument: true) ?? .unread(head.value)
    let others = entries.filter { $0.key.text != syntax.word }
    var (options, ownModifiers) = words(of: others, beside: syntax, modifiers: modifiers, node)
    for option in syntax.options
    where option.isRequired && node[option.name] == nil && options[option.name] == nil {
      options.values[option.name] = .unread(node)
      problems.report(.missingWord(option, in: syntax.word, at: node))
    }
    let call = GeneratorCall(
      word: syntax.word, location: head.key.location, pointer: node.pointer, argument: argument,
      options: options, modifiers: ownModifiers)
    reportModifiersTwice(in: call)
    return call
  }

  /// The words beside a generator word, told apart.
  mutating func words(
    of entries: [Node.Entry], beside syntax: GeneratorSyntax, modifiers: [Parameter], _ node: Node
  ) -> (options: Arguments, modifiers: Arguments) {
    var options = Arguments(at: node.location, pointer: node.pointer)
    var own = options
    var unknown: [Scalar] = []
    for entry in entries {
      let name = entry.key.text
      if let option = syntax.options.first(where: { $0.name == name }) {
        let value = decode(entry, option) ?? .unread(entry.value)
        options.values[name] = options[name] == nil ? value : .unread(entry.value)
      } else if let modifier = modifiers.first(where: { $0.name == name }) {
        let value = decode(entry, modifier) ?? .unread(entry.value)
        own.values[name] = own[name] == nil ? value : .unread(entry.value)
        if name == "between", case .list(let ends, let place) = own.values[name], ends.count != 2 {
          problems.report(.betweenEnds(ends.count, at: place, entry.value.pointer))
          own.values[name] = .unread(entry.value)
        }
      } else if Parameter.laterColumnWords.contains(where: { $0.name == name }) {
        problems.report(.notYetSupported(entry.key))
      } else if Parameter.columnModifiers.contains(where: { $0.name == name }) {
        problems.report(.modifierNotHere(entry.key))
      } else {
        unknown.append(entry.key)
      }
    }
    let ownWords = syntax.options.filter(\.type.isSupported).map(\.name)
    let known =
      ownWords
      + modifiers.filter(\.type.isSupported).map(\.name).filter { !ownWords.contains($0) }
    report(
      unknown, in: syntax.word, known: known, orReplacing: [syntax.word], written: entries)
    let meant = Self.meant(by: unknown, known: known, written: entries)
    for name in meant {
      if syntax.options.contains(where: { $0.name == name }) {
        options.values[name] = .unread(node)
      } else {
        own.values[name] = .unread(node)
      }
    }
    let certain = MeantWords(unknown, known: known, written: entries)
    for entry in entries {
      guard let name = certain[entry.key.text] else { continue }
      if let option = syntax.options.first(where: { $0.name == name }) {
        options.values[name] = decode(entry.value, as: option.type, name) ?? .unread(node)
      } else if let modifier = modifiers.first(where: { $0.name == name }), name != "between" {
        own.values[name] = decode(entry.value, as: modifier.type, name) ?? .unread(node)
      }
    }
    options.hasUnknownWords = unknown.count > meant.count
    own.hasUnknownWords = unknown.count > meant.count
    return (options, own)
  }

  /// A case cannot have a modifier that the whole has too: which one holds would be a guess.
  private mutating func reportModifiersTwice(in call: GeneratorCall) {
    guard call.word == GeneratorSyntax.by.word, !call.modifiers.values.isEmpty else { return }
    var nested: [GeneratorCall] = []
    if case .map(let cases, _) = call.options["cases"] {
      for entry in cases { if case .generator(let one) = entry.value { nested.append(one) } }
    }
    if case .generator(let one) = call.options["else"] { nested.append(one) }
    for one in nested {
      for name in one.modifiers.values.keys.sorted() where call.modifiers[name] != nil {
        problems.report(.modifierTwice(name, in: one))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func betweenEnds(
    _ count: Int, at place: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "between-ends", "'between' has \(count) end\(count == 1 ? "" : "s")", at: place,
      pointer: pointer, expected: "a list of two: the lower end and the upper end")
  }

  fileprivate static func modifierNotHere(_ word: Scalar) -> Diagnostic {
    Diagnostic(
      "modifier-not-here", "'\(word.text)' is said of a whole column, not here",
      at: word.location, pointer: word.pointer,
      expected: "'\(word.text)' beside the column's own generator")
  }

  fileprivate static func modifierTwice(_ name: String, in call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "modifier-twice", "'\(name)' is stated for the column and for one case of it",
      at: call.modifiers.location(of: name), pointer: call.pointer,
      expected: "'\(name)' in one of the two places")
  }
}
