import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Whether each row's person is a woman or a man: as given, else drawn evenly.
struct SexOfPerson: Sendable {
  static let texts = TextDictionary(["female", "male"])

  private let given: RecordFact?

  init(_ parts: RecordParts) throws(DiagnosticList) {
    given = try parts.fact("sex")
    guard let given else { return }
    try given.check(
      [.text, .int8, .int16, .int32, .int64],
      "words such as female and male, or 1 and 2 as in ISO/IEC 5218")
    guard let texts = given.source.texts, texts.count > 0 else { return }
    let words = (0..<texts.count).map { texts[$0] }
    if words.allSatisfy({ SexOfPerson.isFemale($0) == nil }) {
      throw DiagnosticList([.noSex(given, words)])
    }
  }

  func isFemale(_ rows: RecordRows) throws(EvaluationError) -> [Bool] {
    var sexes = rows.person.lane("sex").bits(for: rows.keys).map { $0 >> 63 == 0 }
    guard let given else { return sexes }
    let column = try given.source.generate(rows.request)
    switch column.values {
    case .text(.dictionary(let codes, let texts)):
      let known = (0..<texts.count).map { SexOfPerson.isFemale(texts[$0]) }
      for row in sexes.indices where !column.isNull(row) {
        if let isFemale = known[Int(codes[row])] { sexes[row] = isFemale }
      }
    case .text(.plain(let texts)):
      for row in sexes.indices where !column.isNull(row) {
        if let isFemale = SexOfPerson.isFemale(texts.string(at: row)) { sexes[row] = isFemale }
      }
    case .int64(let numbers):
      for row in sexes.indices where !column.isNull(row) && (1...2).contains(numbers[row]) {
        sexes[row] = numbers[row] == 2
      }
    default: preconditionFailure("a sex by text or by number")
    }
    return sexes
  }

  /// - Returns: nil for a word that tells no sex.
  static func isFemale(_ word: String) -> Bool? {
    let word = word.lowercased()
    if female.contains(word) { return true }
    return male.contains(word) ? false : nil
  }

  private static let female: Set<String> = [
    "2", "f", "fem", "female", "femme", "femenino", "feminin", "féminin", "feminino", "femminile",
    "fru", "frau", "girl", "kadın", "kobieta", "kvinna", "mujer", "mulher", "donna", "vrouw",
    "vrouwelijk", "w", "weiblich", "woman", "女", "女性", "女の人", "महिला", "स्त्री", "أنثى", "امرأة",
  ]

  private static let male: Set<String> = [
    "1", "boy", "erkek", "hombre", "homem", "homme", "m", "male", "man", "mand", "mann",
    "mannelijk",
    "männlich", "masc", "masculin", "masculino", "maschile", "mężczyzna", "uomo", "男", "男性", "男の人",
    "पुरुष", "ذكر", "رجل",
  ]
}

extension Diagnostic {
  fileprivate static func noSex(_ given: RecordFact, _ words: [String]) -> Diagnostic {
    let some = words.prefix(4).map { "'\($0)'" }.joined(separator: ", ")
    return Diagnostic(
      "unknown-fact", "none of \(some) tells a sex", at: given.written.place,
      pointer: given.written.pointer,
      expected: "a column, or words such as female and male, of which others leave it open")
  }
}
