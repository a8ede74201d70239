import Diagnostics

/// A decoded value: its form is checked against the parameter table, its names are not resolved.
package indirect enum ArgumentValue: Sendable {
  case literal(Scalar)
  /// The text behind `=`, or a condition.
  case expression(LocatedText)
  case list([ArgumentValue], DocumentLocation)
  case map([MapEntry], DocumentLocation)
  case record(Arguments)
  case generator(GeneratorCall)
  /// What stands there has a mistake of form, which has been reported; the pointer is its place.
  case unread(DocumentLocation, String)

  package struct MapEntry: Sendable {
    package var key: Scalar
    package var value: ArgumentValue

    package init(key: Scalar, value: ArgumentValue) {
      self.key = key
      self.value = value
    }
  }

  package var location: DocumentLocation {
    switch self {
    case .literal(let scalar): scalar.location
    case .expression(let text): text.location(at: 0)
    case .list(_, let location), .map(_, let location), .unread(let location, _): location
    case .record(let arguments): arguments.location
    case .generator(let call): call.location
    }
  }

  /// Where the value stands; empty for lists and maps, which do not know.
  package var pointer: String {
    switch self {
    case .literal(let scalar): scalar.pointer
    case .expression(let text): text.pointer
    case .record(let arguments): arguments.pointer
    case .generator(let call): call.pointer
    case .unread(_, let pointer): pointer
    case .list, .map: ""
    }
  }

  /// All of an expression, where `location` is its beginning.
  package var place: DocumentLocation {
    if case .expression(let text) = self {
      return text.location(at: 0, length: text.text.unicodeScalars.count)
    }
    return location
  }

  package var isUnread: Bool { if case .unread = self { true } else { false } }
}

/// The words written in one map, after checking: unknown and missing words have been reported.
///
/// What could not be read, is missing, or was probably meant by a misspelt word is `unread`.
package struct Arguments: Sendable {
  package var values: [String: ArgumentValue]
  /// Whether there are words that were not understood and that may have meant any.
  package var hasUnknownWords = false
  package var location: DocumentLocation
  package var pointer: String

  package init(
    _ values: [String: ArgumentValue] = [:], at location: DocumentLocation, pointer: String
  ) {
    self.values = values
    self.location = location
    self.pointer = pointer
  }

  package subscript(name: String) -> ArgumentValue? { values[name] }

  package func location(of name: String) -> DocumentLocation { values[name]?.location ?? location }

  /// Whether a word may be written, but not what it says is known: nothing follows from it.
  package func isUnread(_ name: String) -> Bool { values[name]?.isUnread ?? hasUnknownWords }

  /// A name, or several; none where one of them could not be read.
  package func names(_ word: String) -> [Scalar] {
    switch self[word] {
    case .literal(let name)?: return [name]
    case .list(let all, _)?:
      let names = all.compactMap { value in
        if case .literal(let name) = value { name } else { nil }
      }
      return names.count == all.count ? names : []
    default: return []
    }
  }

  package func isUnread(anyOf names: [String]) -> Bool { names.contains { isUnread($0) } }

  /// Words of which nothing is known.
  package static func unread(at location: DocumentLocation, pointer: String) -> Arguments {
    var none = Arguments(at: location, pointer: pointer)
    none.hasUnknownWords = true
    return none
  }
}

/// A generator as written: the word, what stands behind it, and its options.
package struct GeneratorCall: Sendable {
  package var word: String
  package var location: DocumentLocation
  package var pointer: String
  package var argument: ArgumentValue
  package var options: Arguments
  /// `type`, `when`, `else` and the like; present on a nested call only where it has its own.
  package var modifiers: Arguments
  /// The word that stands in the document where this one is made of it.
  package var writtenWord: String?

  /// The word of a call whose own word is not known, so that its modifiers alone can be checked.
  package static let unreadWord = ""

  package var isUnread: Bool { word == Self.unreadWord }

  /// A call of which nothing but its place is known.
  package static func unread(at location: DocumentLocation, pointer: String) -> GeneratorCall {
    let none = Arguments(at: location, pointer: pointer)
    return GeneratorCall(
      word: unreadWord, location: location, pointer: pointer, argument: .unread(location, pointer),
      options: none, modifiers: none)
  }

  package func with(modifiers: Arguments) -> GeneratorCall {
    var call = self
    call.modifiers = modifiers
    return call
  }

  /// Whether no value is written in place of one: `null`.
  package var isNull: Bool {
    if case .literal(let scalar) = argument { word == "value" && scalar.isNull } else { false }
  }

  package init(
    word: String, location: DocumentLocation, pointer: String, argument: ArgumentValue,
    options: Arguments, modifiers: Arguments
  ) {
    self.word = word
    self.location = location
    self.pointer = pointer
    self.argument = argument
    self.options = options
    self.modifiers = modifiers
  }
}

extension GeneratorCall {
  /// What stands where a generator may: the generator itself, or a value as a call of `value`.
  package init(of value: ArgumentValue) {
    if case .generator(let call) = value {
      self = call
      return
    }
    if case .unread(let location, let pointer) = value {
      self = .unread(at: location, pointer: pointer)
      return
    }
    let none = Arguments(at: value.location, pointer: value.pointer)
    self.init(
      word: GeneratorSyntax.value.word, location: value.location, pointer: value.pointer,
      argument: value, options: none, modifiers: none)
  }
}
