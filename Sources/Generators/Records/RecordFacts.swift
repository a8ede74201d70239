import Diagnostics
import SchemaModel

/// The words of records: `given`, `of` and `locale` beside `person`, `place` and `company`.
package enum RecordFacts {
  /// Facts of places, as their lists have them.
  static let ofPlaces = [
    "area_code", "census_region", "city", "division", "region", "region_code", "state",
    "state_code", "time_zone",
  ]

  static let shape = Shape(
    "given", "What is known already of a person, a place or a company: a column, or a value.",
    [
      fact("birth_date", "Day of birth: names are those of its decade."),
      fact("city", "The city; where several have the name, one of them."),
      fact("company", "Name of the company."),
      fact("country", "Name or code of the country: words are those of its locale."),
      fact("gender", "As `sex`."),
      fact("area_code", "Dialling code."), fact("census_region", "Region of the US census."),
      fact("division", "Division of the US census."),
      fact("first_name", "First name, for addresses of mail."),
      fact("last_name", "Last name, for addresses of mail."),
      fact("region", "Region of the country."), fact("region_code", "Code of the region."),
      fact(
        "sex",
        "Words such as female, woman, f or male, man, m, and 1 or 2 as in ISO/IEC 5218, in "
          + "many languages; any other word leaves it open."),
      fact("state", "State, or what else a country is first divided into."),
      fact("state_code", "Code of the state."), fact("time_zone", "Name of the time zone."),
    ].sorted { $0.name < $1.name })

  private static func fact(_ name: String, _ summary: String) -> Parameter {
    Parameter(name, .literal(.row), summary)
  }

  static let options = [
    Parameter(
      "given", .record(shape), "Facts that all columns of the same one agree with."),
    Parameter(
      "of", .path,
      "Which one, where a row speaks of several: a name, or a key column for the row it refers to."),
    Parameter(
      "locale", .literal(.row),
      "Language and country, for all columns of the same one, or the list of a `word`: a locale, or "
        + "what gives one; without it, the table's."),
  ]

  /// The words that columns of records are made with.
  package static let words = [
    CompanyKind.syntax.word, PersonKind.syntax.word, PlaceKind.syntax.word, WordKind.syntax.word,
  ]

  /// What a column gives, by the name of the fact; behind that of the list where it is of words.
  static func given(by call: GeneratorCall) -> [String: ArgumentValue] {
    if case .map(let fields, _)? = call.options["given"], case .literal(let list) = call.argument {
      return Dictionary(
        fields.map { (list.text + "." + $0.key.text, $0.value) },
        uniquingKeysWith: { one, _ in one })
    }
    guard case .record(let facts)? = call.options["given"] else { return [:] }
    var given = facts.values
    if let gender = given.removeValue(forKey: "gender") { given["sex"] = given["sex"] ?? gender }
    return given
  }

  /// Facts that columns of one record give by different values, as far as they are about a column.
  ///
  /// - Returns: a problem at each that differs from the first.
  package static func contradictions(
    among calls: [GeneratorCall], for column: GeneratorCall
  ) -> DiagnosticList {
    let calls = calls.filter { $0.listName == nil || $0.listName == column.listName }
    var problems = DiagnosticList()
    var first: [String: ArgumentValue] = [:]
    for call in calls {
      var all = given(by: call)
      if case .record(let facts)? = call.options["given"], facts["gender"] != nil,
        let sex = facts["sex"]
      {
        problems.report(.givenTwice(sex, call))
      }
      all["locale"] = call.options["locale"]
      for (name, value) in all.sorted(by: { $0.key < $1.key }) where !value.isUnread {
        // A list has a locale of its own.
        let fact = name == "locale" ? "\(call.listName ?? "") locale" : name
        if let other = first[fact] {
          if !value.says(other) { problems.report(.givenTwice(name, value, other, call)) }
        } else {
          first[fact] = value
        }
      }
    }
    if let country = first["country"], let locale = first[" locale"] {
      problems.report(.countryAndLocale(country, locale, column))
    }
    if let name = first["first_name"], first["sex"] == nil {
      for call in calls where call.tellsSex { problems.report(.sexOfGivenName(name, call)) }
    }
    return problems
  }
}

extension GeneratorCall {
  /// Whether it tells of the sex of a person.
  fileprivate var tellsSex: Bool {
    guard word == PersonKind.syntax.word, case .literal(let field) = argument else { return false }
    return ["prefix", "sex"].contains(field.text)
  }
}

extension ArgumentValue {
  /// Whether both say the same, as they are written.
  fileprivate func says(_ other: ArgumentValue) -> Bool {
    switch (self, other) {
    case (.literal(let one), .literal(let two)): return one.text == two.text
    case (.expression(let one), .expression(let two)): return one.text == two.text
    case (.generator(let one), .generator(let two)):
      guard one.word == two.word, one.argument.says(two.argument),
        one.options.values.count == two.options.values.count
      else { return false }
      return one.options.values.allSatisfy { two.options[$0.key]?.says($0.value) ?? false }
    case (.map(let one, _), .map(let two, _)):
      return one.count == two.count
        && zip(one, two).allSatisfy { $0.key.text == $1.key.text && $0.value.says($1.value) }
    default: return false
    }
  }

  /// As messages show it.
  fileprivate var shown: String {
    switch self {
    case .literal(let scalar): "'\(scalar.text)'"
    case .expression(let text): "'\(text.text)'"
    case .generator, .list, .map, .record, .unread: "cases"
    }
  }
}

extension Diagnostic {
  fileprivate static func countryAndLocale(
    _ country: ArgumentValue, _ locale: ArgumentValue, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "given-twice",
      "'country' and the 'locale' of line \(locale.location.line) both say whose words are meant",
      at: country.place, pointer: country.pointer.isEmpty ? call.pointer : country.pointer,
      expected: "one of the two for all columns of the same record")
  }

  fileprivate static func sexOfGivenName(
    _ name: ArgumentValue, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "sex-of-given-name",
      "nothing tells the sex of whom 'first_name' of line \(name.location.line) names",
      at: call.location, pointer: call.pointer,
      expected: "'sex' beside 'first_name' in 'given', or no 'sex' and 'prefix' of the same person")
  }

  fileprivate static func givenTwice(_ sex: ArgumentValue, _ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "given-twice", "'sex' and 'gender' are the same fact", at: sex.location,
      pointer: sex.pointer.isEmpty ? call.pointer : sex.pointer, expected: "one of the two")
  }

  fileprivate static func givenTwice(
    _ name: String, _ value: ArgumentValue, _ other: ArgumentValue, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "given-twice",
      "'\(name)' is \(value.shown) here, but \(other.shown) in line \(other.location.line)",
      at: value.place, pointer: value.pointer.isEmpty ? call.pointer : value.pointer,
      expected: "one value for all columns of the same record, or 'of' to tell two apart")
  }
}
