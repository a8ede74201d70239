import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Picks entries of a word list by weight, among those that agree with what is given.
///
/// A fact that a row lacks binds nothing.
///
/// - Draws: one per row; with facts the entry is found in the running sums of those that agree.
/// - Complexity: O(1) a row without facts, O(log n) with them.
struct AgreeingList: Sendable {
  let list: WeightedList
  private let facts: [Fact]
  /// For each set of facts that a row may have, but for the empty one, who agrees.
  private let groups: [Groups]

  private struct Fact: Sendable {
    let given: RecordFact
    let field: String
    /// Each text of the list, and its code.
    let codes: [[UInt8]: Int32]
    /// The code of each entry.
    let entries: [Int32]
    let count: Int
  }

  /// More facts than these are not given at once.
  private static let factLimit = 4

  /// - Parameter facts: what is given, with the field of the list that it is.
  init(
    _ list: WeightedList, agreeing facts: [(given: RecordFact, field: String)],
    in parts: RecordParts
  ) throws(DiagnosticList) {
    self.list = list
    if facts.count > AgreeingList.factLimit {
      throw DiagnosticList([.tooManyFacts(facts[AgreeingList.factLimit].given)])
    }
    var attempts = Attempts()
    var read: [Fact] = []
    for (given, field) in facts {
      attempts.run { () throws(DiagnosticList) in
        let texts = try AgreeingList.checked(given, field, of: list.list.name, in: parts)
        read.append(
          Fact(
            given: given, field: field, codes: AgreeingList.codes(of: texts.distinct),
            entries: texts.codes, count: texts.distinct.count))
      }
    }
    try attempts.finish()
    self.facts = read
    groups = (1..<(1 << read.count)).map { set in
      Groups(
        read.indices.filter { set >> $0 & 1 == 1 }.map { (read[$0].entries, read[$0].count) },
        weights: list.list.weights)
    }
    try checkKnown(parts)
  }

  /// More combinations of values are not looked at.
  private static let combinationLimit = 10_000

  /// What the document states for all rows must hold together, and so must what columns that no
  /// other has a say in may give beside it.
  private func checkKnown(_ parts: RecordParts) throws(DiagnosticList) {
    var (set, last) = (0, -1)
    var combinations: [(key: Int, texts: [String])] = [(0, [])]
    var slots: Set<Int> = []
    for (index, fact) in facts.enumerated() where parts.meets(fact.given.source) {
      let column = fact.given.source as? GivenColumn
      if let column, !column.isFree || !parts.scope.isOfAllRows || slots.contains(column.slot) {
        continue
      }
      let known =
        column?.texts?.all ?? (fact.given.source as? GivenLiteral).map { [$0.scalar.text] }
      let codes = (known ?? []).compactMap { text in
        fact.codes[Array(text.utf8)].map { (code: Int($0), text: text) }
      }
      guard !codes.isEmpty, combinations.count * codes.count <= AgreeingList.combinationLimit
      else { continue }
      if let column { slots.insert(column.slot) }
      set |= 1 << index
      last = index
      combinations = combinations.flatMap { one in
        codes.map { code in
          (one.key * fact.count + code.code, one.texts + (column == nil ? [] : [code.text]))
        }
      }
    }
    guard set > 0, let wrong = combinations.first(where: { groups[set - 1].pick($0.key, 0) == nil })
    else { return }
    throw DiagnosticList([.contradictory(facts[last].given, list.list.name, wrong.texts)])
  }

  private static func codes(of texts: TextDictionary) -> [[UInt8]: Int32] {
    var codes: [[UInt8]: Int32] = [:]
    for code in 0..<texts.count {
      let values = texts.values
      codes[Array(values.bytes[values.range(at: code)])] = Int32(code)
    }
    return codes
  }

  /// The texts of a field, where all that is known to be given for it is among them.
  static func checked(
    _ given: RecordFact, _ field: String?, of list: String, in parts: RecordParts
  ) throws(DiagnosticList) -> VocabularyTexts {
    guard let field, let texts = parts.vocabulary.list(list)?.distinct(field) else {
      throw DiagnosticList([.factNotInLocale(given, list, parts.vocabulary)])
    }
    guard Conversion.isPossible(from: given.source.type, to: .text) else {
      try given.check([.text], "text")
      return texts
    }
    try checkTexts(of: given, field, of: list, in: parts)
    return texts
  }

  /// Whether all texts that are known to be given are words of the locales they may stand in: of
  /// each, where a value may meet any of them, else of one.
  private static func checkTexts(
    of given: RecordFact, _ field: String, of list: String, in parts: RecordParts
  ) throws(DiagnosticList) {
    let isEach = parts.meets(given.source)
    // What is of no locale is told once.
    let isFirst = parts.vocabularies.first?.locale == parts.vocabulary.locale
    guard let known = given.source.texts, isEach || isFirst && parts.scope.isOfAllRows else {
      return
    }
    let vocabularies = isEach ? [parts.vocabulary] : parts.vocabularies
    let words = vocabularies.flatMap { vocabulary in
      let name = list == PlaceFields.list ? PlaceFields.name(given.name, in: vocabulary) : field
      return name.flatMap { vocabulary.list(list)?.distinct($0)?.distinct.all } ?? []
    }
    let all = Set(words)
    var problems = DiagnosticList()
    for text in known.all where !all.contains(text) {
      problems.report(.unknownFact(given, text, words, vocabularies.map(\.locale)))
      if problems.all.count == 12 { break }
    }
    if problems.hasErrors { throw problems }
  }

  /// Whether a row may have facts that entries must agree with.
  var isBound: Bool { !facts.isEmpty }

  func picks(_ stream: StreamKey, _ rows: RecordRows) throws(EvaluationError) -> [Int32] {
    if facts.isEmpty { return list.picks(stream, rows.keys) }
    var codes: [[Int32]] = []
    for fact in facts { codes.append(try AgreeingList.codes(fact, rows)) }
    var picks = list.picks(stream, rows.keys)
    let bits = stream.bits(for: rows.keys)
    for row in picks.indices {
      var set = 0
      var key = 0
      for index in codes.indices where codes[index][row] >= 0 {
        set |= 1 << index
        key = key * facts[index].count + Int(codes[index][row])
      }
      if set == 0 { continue }
      guard let pick = groups[set - 1].pick(key, bits[row]) else {
        let given = facts.indices.filter { set >> $0 & 1 == 1 }
        throw facts[given[given.count - 1]].given.failure(
          row: row, AgreeingList.contradiction(list.list.name),
          expected: AgreeingList.holdingTogether)
      }
      picks[row] = pick
    }
    return picks
  }

  fileprivate static func contradiction(_ list: String) -> String {
    "no entry of '\(list)' agrees with all that is given"
  }
  fileprivate static let holdingTogether =
    "facts that hold together, such as a city and its own state"

  /// The code of each row's fact in its field; -1 where there is none.
  private static func codes(
    _ fact: Fact, _ rows: RecordRows
  ) throws(EvaluationError) -> [Int32] {
    let column = try Conversion.convert(try fact.given.source.generate(rows.request), to: .text)
    guard case .text(let text) = column.values else { preconditionFailure("texts") }
    func code(_ row: Int) throws(EvaluationError) -> Int32 {
      let value = text.string(at: row)
      if let code = fact.codes[Array(value.utf8)] { return code }
      throw fact.given.failure(
        row: row, "'\(value)' is no '\(fact.given.name)' of the word lists",
        expected: "one of \(fact.count) texts of the field '\(fact.field)'")
    }
    var known: [Int32: Int32] = [:]
    var result: [Int32] = []
    result.reserveCapacity(text.count)
    for row in 0..<text.count {
      if column.isNull(row) {
        result.append(-1)
      } else if case .dictionary(let all, _) = text {
        if let found = known[all[row]] {
          result.append(found)
        } else {
          let found = try code(row)
          known[all[row]] = found
          result.append(found)
        }
      } else {
        result.append(try code(row))
      }
    }
    return result
  }
}

/// Entries of a list by the codes of some of its fields, each with the running sum of weights.
private struct Groups: Sendable {
  /// Where the entries of a combination of codes lie.
  private var ranges: [Int: Range<Int>] = [:]
  private var entries: [Int32] = []
  private var sums: [UInt64] = []

  /// - Parameters:
  ///   - fields: the code of each entry, and how many there are.
  ///   - weights: whole numbers.
  init(_ fields: [(codes: [Int32], count: Int)], weights: [Double]) {
    var members: [Int: [Int32]] = [:]
    for entry in weights.indices {
      let key = fields.reduce(0) { $0 * $1.count + Int($1.codes[entry]) }
      members[key, default: []].append(Int32(entry))
    }
    for key in members.keys.sorted() {
      let first = entries.count
      var sum: UInt64 = 0
      for entry in members[key] ?? [] where weights[Int(entry)] > 0 {
        sum += UInt64(weights[Int(entry)])
        entries.append(entry)
        sums.append(sum)
      }
      if sum > 0 { ranges[key] = first..<entries.count }
    }
  }

  /// - Returns: nil where no entry has these codes.
  func pick(_ key: Int, _ bits: UInt64) -> Int32? {
    guard let range = ranges[key] else { return nil }
    let place = bits.multipliedFullWidth(by: sums[range.upperBound - 1]).high
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > place { high = middle } else { low = middle + 1 }
    }
    return entries[low]
  }
}

extension Diagnostic {
  fileprivate static func factNotInLocale(
    _ given: RecordFact, _ list: String, _ vocabulary: Vocabulary
  ) -> Diagnostic {
    let fields = vocabulary.list(list).map { list in
      list.fields.filter { list.distinct($0) != nil }
    }
    return Diagnostic(
      "not-in-locale", "the list '\(list)' of \(vocabulary.locale) has no text '\(given.name)'",
      at: given.written.place, pointer: given.written.pointer,
      expected: oneOf(fields ?? [], "fields")
    ).suggesting(DidYouMean.proposal(for: given.name, in: fields ?? []))
  }

  /// - Parameter texts: of columns, that may stand in one row.
  fileprivate static func contradictory(
    _ given: RecordFact, _ list: String, _ texts: [String]
  ) -> Diagnostic {
    let all = texts.map { "'\($0)'" }.joined(separator: " and ")
    return Diagnostic(
      "facts-contradict",
      texts.isEmpty
        ? AgreeingList.contradiction(list)
        : "a row may have \(all), but \(AgreeingList.contradiction(list))", at: given.written.place,
      pointer: given.written.pointer, expected: AgreeingList.holdingTogether)
  }

  fileprivate static func tooManyFacts(_ given: RecordFact) -> Diagnostic {
    Diagnostic(
      "too-many-facts", "more than 4 facts of one entry are given", at: given.written.place,
      pointer: given.written.pointer, expected: "those that the others follow from, such as 'city'")
  }

  fileprivate static func unknownFact(
    _ given: RecordFact, _ text: String, _ known: [String], _ locales: [String]
  ) -> Diagnostic {
    let locale = locales.joined(separator: " or ")
    let literal = (given.source as? GivenLiteral)?.scalar
    let problem = Diagnostic(
      "unknown-fact",
      literal == nil
        ? "this may be '\(text)', which is no '\(given.name)' of \(locale)"
        : "'\(text)' is neither a column nor a '\(given.name)' of \(locale)",
      at: given.written.place, pointer: given.written.pointer,
      expected: oneOf(known.count > 12 ? known : known.sorted(), "texts"))
    let nearest = DidYouMean.proposal(for: text, in: known)
    guard let literal else {
      return problem.suggesting(nearest)
    }
    return problem.proposing(nearest, in: literal.source)
  }

  private func suggesting(_ proposal: DidYouMean.Proposal?) -> Diagnostic {
    var result = self
    result.suggestion = proposal?.question
    return result
  }
}
