import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// The fields of a person.
enum PersonFields {
  static let names = [
    "age", "birth_date", "email", "first_name", "full_name", "job", "last_name", "phone",
    "phone_national", "prefix", "sex", "username", "work_email",
  ]

  static func make(_ parts: RecordParts) throws(DiagnosticList) -> any RecordField {
    switch parts.field {
    case "age", "birth_date": return try BirthField(parts)
    case "email", "username", "work_email": return try MailField(parts)
    case "first_name", "last_name": return try NameField(parts)
    case "full_name": return try FullNameField(parts)
    case "job": return try JobField(parts)
    case "phone", "phone_national": return try PhoneField(parts)
    case "prefix": return try PrefixField(parts)
    default: return try SexField(parts)
    }
  }
}

private struct SexField: RecordField {
  private let sex: SexOfPerson

  init(_ parts: RecordParts) throws(DiagnosticList) { sex = try SexOfPerson(parts) }

  var texts: TextDictionary? { SexOfPerson.texts }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let codes: [Int32] = try sex.isFemale(rows).map { $0 ? 0 : 1 }
    return Column(.text, .text(.dictionary(codes: codes, SexOfPerson.texts)))
  }
}

private struct BirthField: RecordField {
  private let birth: BirthDates
  private let isAge: Bool
  let type: LogicalType

  init(_ parts: RecordParts) throws(DiagnosticList) {
    birth = try BirthDates(parts)
    isAge = parts.field == "age"
    type = isAge ? .int32 : .date
    if isAge {
      _ = try parts.timeframe()
      try birth.checkAllBorn(parts)
    }
  }

  var isNullable: Bool { birth.isNullable }
  var interval: ValueInterval {
    isAge ? .exact(lower: -10_000, upper: 10_000) : birth.interval
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    try isAge ? birth.ages(rows) : birth.column(rows)
  }
}

/// The first or the last name alone.
private struct NameField: RecordField {
  private let names: PersonNames
  private let isFirst: Bool
  /// Nil where another column gives the name.
  private let distinct: (dictionary: TextDictionary, codes: [Int32])?

  init(_ parts: RecordParts) throws(DiagnosticList) {
    names = try PersonNames(parts)
    isFirst = parts.field == "first_name"
    distinct =
      (isFirst ? names.isFirstGiven : names.isLastGiven)
      ? nil : PersonNames.distinct(isFirst ? names.firstTexts : names.lastTexts)
  }

  var texts: TextDictionary? { distinct?.dictionary }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let draw = try names.draw(rows)
    if let distinct {
      let codes = (isFirst ? draw.first : draw.last).map { distinct.codes[Int($0)] }
      return Column(.text, .text(.dictionary(codes: codes, distinct.dictionary)))
    }
    var assembly = TextAssembly(count: rows.count)
    assembly.add(try isFirst ? names.firstPart(draw, rows) : names.lastPart(draw, rows))
    return Column(.text, .text(.plain(assembly.texts())))
  }
}

private struct FullNameField: RecordField {
  private let names: PersonNames
  private let format: TextFormat

  init(_ parts: RecordParts) throws(DiagnosticList) {
    names = try PersonNames(parts)
    format = TextFormat("full_name", in: parts.vocabulary)
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let draw = try names.draw(rows)
    var assembly = TextAssembly(count: rows.count)
    try format.add(to: &assembly) { (field, _, assembly) throws(EvaluationError) in
      switch field {
      case "first": assembly.add(try names.firstPart(draw, rows))
      case "last2": assembly.add(names.secondLastPart(rows))
      default: assembly.add(try names.lastPart(draw, rows))
      }
    }
    return Column(.text, .text(.plain(assembly.texts())))
  }
}

/// Such as `Ms.` or `Dr.`
private struct PrefixField: RecordField {
  private let sex: SexOfPerson
  private let list: WeightedList
  private let women: AliasTable
  private let men: AliasTable

  init(_ parts: RecordParts) throws(DiagnosticList) {
    guard let words = parts.vocabulary.list("prefixes"), let sexes = words.texts("sex") else {
      throw parts.notInLocale(PersonFields.names.filter { $0 != "prefix" })
    }
    sex = try SexOfPerson(parts)
    list = parts.list("prefixes")
    func weights(of sex: String) -> [Double] {
      words.weights.indices.map { sexes[$0] == sex ? words.weights[$0] : 0 }
    }
    women = AliasTable(weights: weights(of: "female"))
    men = AliasTable(weights: weights(of: "male"))
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let bits = rows.person.lane("prefix").bits(for: rows.keys)
    let isFemale = try sex.isFemale(rows)
    let codes = bits.indices.map { row in
      Int32(isFemale[row] ? women.pick(bits[row]) : men.pick(bits[row]))
    }
    return Column(.text, .text(.dictionary(codes: codes, list.texts("prefix"))))
  }
}

private struct JobField: RecordField {
  private let sex: SexOfPerson
  private let jobs: WeightedList
  private let women: TextDictionary?
  private let all: BranchTexts?

  init(_ parts: RecordParts) throws(DiagnosticList) {
    sex = try SexOfPerson(parts)
    let jobs = parts.list("jobs")
    self.jobs = jobs
    women = jobs.list.texts("female")
    all = women.map { BranchTexts([jobs.texts("job"), $0]) }
  }

  var texts: TextDictionary? { all?.dictionary ?? jobs.texts("job") }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let codes = jobs.picks(rows.person.lane("job"), rows.keys)
    let column = Column(.text, .text(.dictionary(codes: codes, jobs.texts("job"))))
    guard let women, let all else { return column }
    let female = Column(.text, .text(.dictionary(codes: codes, women)))
    guard case .text(.dictionary(let ofWomen, _)) = all.recoded(female, branch: 1).values,
      case .text(.dictionary(let ofMen, _)) = all.recoded(column, branch: 0).values
    else { preconditionFailure("codes of one dictionary") }
    let isFemale = try sex.isFemale(rows)
    return Column(
      .text,
      .text(
        .dictionary(
          codes: codes.indices.map { isFemale[$0] ? ofWomen[$0] : ofMen[$0] }, all.dictionary)))
  }
}

/// A user name, alone or with a domain behind it.
private struct MailField: RecordField {
  private enum Domain {
    case none
    case ofMail(WeightedList)
    case ofCompany(CompanyNames)
  }

  private let names: MailNames
  private let domain: Domain

  init(_ parts: RecordParts) throws(DiagnosticList) {
    names = try MailNames(parts)
    domain =
      switch parts.field {
      case "email": .ofMail(parts.list("email_domains"))
      case "work_email": .ofCompany(try CompanyNames(parts))
      default: .none
      }
  }

  var isUnique: Bool { names.isNumbered }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    var assembly = TextAssembly(count: rows.count)
    try names.add(rows, to: &assembly)
    switch domain {
    case .none: break
    case .ofMail(let list):
      assembly.add("@")
      let codes = list.picks(rows.person.lane("domain"), rows.keys)
      assembly.add(.coded(list.texts("domain").values, codes))
    case .ofCompany(let company):
      assembly.add("@")
      try company.addDomain(rows, to: &assembly)
    }
    return Column(.text, .text(.plain(assembly.texts())))
  }
}

/// A number in the area of the person's place.
private struct PhoneField: RecordField {
  private let places: PlaceChoice
  private let format: TextFormat

  init(_ parts: RecordParts) throws(DiagnosticList) {
    places = try PlaceChoice(parts)
    format = TextFormat(parts.field, in: parts.vocabulary)
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let picks = try places.picks(rows)
    let bits = rows.person.lane("line").bits(for: rows.keys)
    var assembly = TextAssembly(count: rows.count)
    try format.add(to: &assembly) { (field, _, assembly) throws(EvaluationError) in
      assembly.add(
        field == "line"
          ? .filled(places.list.texts("phone_line").values, picks, bits)
          : .coded(places.list.texts("area_code").values, picks))
    }
    return Column(.text, .text(.plain(assembly.texts())))
  }
}
