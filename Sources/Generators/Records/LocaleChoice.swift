import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// Which locale the records of a column are of: one, or by another value of the row.
struct LocaleChoice: Sendable {
  /// The locales there may be; the first is that of rows without value.
  let names: [String]
  /// What tells the locale of each row; nil where all have the same.
  let source: (any ColumnSource)?
  /// The place in `names` of each text that the source can give.
  private let places: [[UInt8]: Int]

  init(_ scope: RecordScope, _ call: GeneratorCall) throws(DiagnosticList) {
    if let stated = scope.statedLocale(for: call) {
      try self.init(stated, scope, LocaleChoice.locale)
    } else if let country = scope.given("country") {
      let countries = try Countries(call)
      try self.init(country, scope) { (text, value, isOne) throws(DiagnosticList) in
        try countries.locale(of: text, value, isOne: isOne)
      }
    } else {
      self.init(one: scope.locale)
    }
  }

  private init(one name: String) { self.init([name], by: nil, [:]) }

  private init(_ names: [String], by source: (any ColumnSource)?, _ places: [[UInt8]: Int]) {
    self.names = names
    self.source = source
    self.places = places
  }

  private init(
    _ value: ArgumentValue, _ scope: RecordScope,
    _ locale: (String, ArgumentValue, Bool) throws(DiagnosticList) -> String
  ) throws(DiagnosticList) {
    if value.isUnread { throw DiagnosticList() }
    let source = try scope.read(value)
    if let literal = source as? GivenLiteral {
      self.init(one: try locale(literal.scalar.text, value, true))
      return
    }
    guard source.type == .text, let texts = source.texts else {
      throw DiagnosticList([.openLocale(value)])
    }
    var attempts = Attempts()
    var names: [String] = source.isNullable ? [scope.locale] : []
    var places: [[UInt8]: Int] = [:]
    for code in 0..<texts.count {
      attempts.run { () throws(DiagnosticList) in
        let name = try locale(texts[code], value, false)
        let place = names.firstIndex(of: name) ?? names.count
        if place == names.count { names.append(name) }
        places[Array(texts[code].utf8)] = place
      }
    }
    try attempts.finish()
    if names.isEmpty { throw DiagnosticList([.openLocale(value)]) }
    if case .generator(let cases) = value, source.isNullable, cases.options["else"] == nil {
      throw DiagnosticList([.localeWithoutElse(cases, (source as? ByKind)?.uncovered ?? [])])
    }
    self.init(names, by: source, places)
  }

  private static func locale(
    _ text: String, _ value: ArgumentValue, _ isOne: Bool
  ) throws(DiagnosticList) -> String {
    guard Vocabulary.locales.contains(text) else {
      throw DiagnosticList([.unknownLocale(text, value, isOne: isOne)])
    }
    return text
  }

  /// The place of each row's locale in `names`.
  func places(_ request: GenerationRequest) throws(EvaluationError) -> [Int] {
    guard let column = try source?.generate(request), case .text(let text) = column.values else {
      return [Int](repeating: 0, count: request.count)
    }
    var known: [Int32: Int] = [:]
    return (0..<request.count).map { row in
      if column.isNull(row) { return 0 }
      guard case .dictionary(let codes, _) = text else {
        return places[Array(text.string(at: row).utf8)] ?? 0
      }
      if let place = known[codes[row]] { return place }
      let place = places[Array(text.string(at: row).utf8)] ?? 0
      known[codes[row]] = place
      return place
    }
  }
}

/// Countries by their codes, their English names and those they have themselves.
private struct Countries {
  private let codes: [String: String]
  private let names: [String]
  /// As the countries call themselves.
  private var ownNames: [String] = []

  init(_ call: GeneratorCall) throws(DiagnosticList) {
    let english = try Vocabulary.checked("en_US", call)
    guard let list = english.list("countries"), let name = list.texts("country"),
      let short = list.texts("code"), let long = list.texts("code3")
    else { preconditionFailure("a list of countries with their codes") }
    var codes: [String: String] = [:]
    var names: [String] = []
    for row in 0..<list.count {
      let code = short[row]
      for text in [name[row], code, long[row]] { codes[text.lowercased()] = code }
      if Vocabulary.locales.contains(where: { $0.hasSuffix("_" + code) }) {
        names.append(name[row])
      }
    }
    // A country is also called as its own records write it.
    for locale in Vocabulary.locales {
      let own = try Vocabulary.checked(locale, call)
      guard let name = TextFormat.pattern("country", in: own),
        let code = locale.split(separator: "_").last
      else { continue }
      codes[name.lowercased()] = String(code)
      ownNames.append(name)
    }
    self.codes = codes
    self.names = names
  }

  /// The locale of a country.
  func locale(
    of text: String, _ value: ArgumentValue, isOne: Bool
  ) throws(DiagnosticList) -> String {
    if let code = codes[text.lowercased()],
      let locale = Vocabulary.locales.first(where: { $0.hasSuffix("_" + code) })
    {
      return locale
    }
    throw DiagnosticList([.unknownCountry(text, value, isOne: isOne, names, ownNames)])
  }
}

extension Diagnostic {
  fileprivate static func openLocale(_ value: ArgumentValue) -> Diagnostic {
    Diagnostic(
      "open-locale", "which locales this gives is not known before rows are made",
      at: value.place, pointer: value.pointer,
      expected: "a locale, a column of 'choice' or 'literal', or 'by' with cases")
  }

  /// - Parameter values: those that have no case, as far as they are known.
  fileprivate static func localeWithoutElse(
    _ cases: GeneratorCall, _ values: [String]
  ) -> Diagnostic {
    let some = values.prefix(4).map { "'\($0)'" }.joined(separator: ", ")
    let more = values.count > 4 ? " and \(values.count - 4) more" : ""
    return Diagnostic(
      "locale-without-else",
      values.isEmpty ? "not every row has a case here" : "there is no case here for \(some)\(more)",
      at: cases.location, pointer: cases.pointer,
      expected: "a case for each value, or 'else' beside 'cases'")
  }

  fileprivate static func unknownLocale(
    _ text: String, _ value: ArgumentValue, isOne: Bool
  ) -> Diagnostic {
    if case .literal(let scalar) = value, isOne {
      var problem = unknownLocale(scalar)
      problem.expectation = problem.expectation.map { $0 + ", or a column" }
      return problem
    }
    return Diagnostic(
      "unknown-locale", "this may be '\(text)', which is no locale", at: value.place,
      pointer: value.pointer, expected: oneOfThese(Vocabulary.locales))
  }

  /// A locale of which there are no words; a language alone proposes its locales.
  package static func unknownLocale(_ scalar: Scalar) -> Diagnostic {
    let known = Vocabulary.locales
    let language = scalar.text.lowercased().prefix { $0 != "_" && $0 != "-" }
    let ofLanguage = known.filter { $0.hasPrefix(language + "_") }
    return Diagnostic(
      "unknown-locale", "there are no words of the locale '\(scalar.text)'", at: scalar.location,
      pointer: scalar.pointer, expected: oneOfThese(known)
    ).proposing(
      DidYouMean.proposal(for: scalar.text, in: known)
        ?? (ofLanguage.isEmpty ? nil : DidYouMean.Proposal(names: ofLanguage)), in: scalar.source)
  }

  fileprivate static func unknownCountry(
    _ text: String, _ value: ArgumentValue, isOne: Bool, _ known: [String], _ own: [String]
  ) -> Diagnostic {
    let problem = Diagnostic(
      "unknown-country",
      isOne
        ? "there are no words for the country '\(text)'"
        : "this may be '\(text)', a country for which there are no words",
      at: value.place, pointer: value.pointer, expected: oneOfThese(known))
    guard case .literal(let scalar) = value, isOne else { return problem }
    return problem.proposing(DidYouMean.proposal(for: text, in: known + own), in: scalar.source)
  }
}
