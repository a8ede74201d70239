import Diagnostics
import Engine
import SchemaModel

/// Finds where a document says what could not be made.
struct FailurePlace {
  private(set) var location: DocumentLocation
  private(set) var pointer: String

  /// The first of the failure's places that is written, else as deep as the document goes.
  static func find(_ failure: GenerationFailure, in document: DocumentSpec) -> FailurePlace {
    guard let table = document.tables.first(where: { $0.name.text == failure.table }) else {
      return FailurePlace(location: document.location, pointer: "")
    }
    // What a `ref` to one of several tables is made of stands behind that column's name.
    let name = (failure.column ?? "").split(separator: ".").map(String.init)
    let column = table.columns.first { $0.name.text == name.first }
    let inside = name.count > 1 ? ["ref"] + name.dropFirst() : []
    let start = column.map { FailurePlace($0) } ?? FailurePlace(table)
    var (best, deepest) = (start, 0)
    for words in failure.places.map({ inside + $0 }) {
      var place = start
      let depth = column.map { place.follow(words, in: $0) } ?? place.follow(words, in: table)
      if depth > deepest { (best, deepest) = (place, depth) }
      if depth == words.count { break }
    }
    return best
  }

  private init(location: DocumentLocation, pointer: String) {
    self.location = location
    self.pointer = pointer
  }

  private init(_ table: TableSpec) {
    location = table.location
    pointer = table.pointer
  }

  /// What makes the values of a column: a plain value itself, else the word.
  private init(_ column: ColumnSpec) {
    let call = column.generator
    let isValue = call.word == GeneratorSyntax.value.word
    location = isValue ? Self.span(call.argument) : call.location
    pointer = isValue && !call.argument.pointer.isEmpty ? call.argument.pointer : column.pointer
    if call.word == "literal" { location = column.location }
  }

  /// - Returns: how many of the words are written.
  private mutating func follow(_ words: [String], in column: ColumnSpec) -> Int {
    guard let word = words.first, let value = Self.part(word, of: column.generator) else {
      return 0
    }
    move(to: value, column.pointer, word)
    return 1 + follow(words.dropFirst(), in: value)
  }

  private mutating func follow(_ words: [String], in table: TableSpec) -> Int {
    switch (words.first, table.rows) {
    case ("rows", .count(let value)):
      move(to: value, table.pointer, "rows")
      return words.count
    case ("rows", .perParent(_, let law, _)):
      location = Self.span(law.argument)
      pointer = DocumentPointer.joined(DocumentPointer.joined(table.pointer, "rows"), law.word)
      return words.count
    case ("arrivals", _): return follow(words.dropFirst(), in: table.arrivals, table.pointer)
    default: return 0
    }
  }

  private mutating func follow(
    _ words: ArraySlice<String>, in arrivals: ArrivalsSpec?, _ table: String
  ) -> Int {
    guard let arrivals else { return 0 }
    location = arrivals.arguments.location
    pointer = DocumentPointer.joined(table, "arrivals")
    guard words.first == "factors", let name = words.dropFirst().first,
      let factor = arrivals.factors.first(where: { $0.name.text == name })
    else { return 1 + follow(words, in: .record(arrivals.arguments)) }
    location = factor.name.location
    pointer = factor.name.pointer
    return 3 + follow(words.dropFirst(2), in: .record(factor.arguments))
  }

  private mutating func follow(_ words: ArraySlice<String>, in value: ArgumentValue) -> Int {
    guard let word = words.first, let part = Self.part(word, of: value) else { return 0 }
    move(to: part, pointer, word)
    return 1 + follow(words.dropFirst(), in: part)
  }

  private mutating func move(to value: ArgumentValue, _ outer: String, _ word: String) {
    location = Self.span(value)
    pointer = value.pointer.isEmpty ? DocumentPointer.joined(outer, word) : value.pointer
  }

  private static func part(_ word: String, of value: ArgumentValue) -> ArgumentValue? {
    switch value {
    case .record(let all): all[word]
    case .map(let entries, _): entries.first { $0.key.text == word }?.value
    case .generator(let call): part(word, of: call)
    case .literal, .expression, .list, .unread: nil
    }
  }

  private static func part(_ word: String, of call: GeneratorCall) -> ArgumentValue? {
    call.options[word] ?? call.modifiers[word] ?? (call.word == word ? call.argument : nil)
  }

  /// All of an expression, for who shows more than where it begins.
  private static func span(_ value: ArgumentValue) -> DocumentLocation {
    guard case .expression(let text) = value else { return value.location }
    return text.location(at: 0, length: text.text.unicodeScalars.count)
  }
}

extension DocumentPointer {
  fileprivate static func joined(_ outer: String, _ key: String) -> String {
    outer + "/" + escaped(key)
  }
}
