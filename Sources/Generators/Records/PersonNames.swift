import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// First and last names of the persons of a locale, by sex and, where it is known, by the decade of
/// birth.
struct PersonNames: Sendable {
  let sex: SexOfPerson
  private let birth: BirthDates?
  private let given: (first: RecordFact?, last: RecordFact?)
  private let lists: [Lists]
  private let lastNames: WeightedList
  /// All first names, women's and men's of each list one after the other.
  let firstTexts: PlainText
  /// Last names, and behind them those of women where these differ.
  let lastTexts: PlainText
  private let hasFemaleLastNames: Bool

  private struct Lists: Sendable {
    let women: WeightedList
    let men: WeightedList
    /// Where the names of each stand among all.
    let firstWoman: Int32
    let firstMan: Int32
    /// The first year of birth of the decade.
    let decade: Int
  }

  /// The names of a batch, as codes.
  struct Draw {
    let first: [Int32]
    let last: [Int32]
  }

  /// - Parameter folded: whether the texts are those of addresses.
  init(_ parts: RecordParts, folded: LatinFolding? = nil) throws(DiagnosticList) {
    sex = try SexOfPerson(parts)
    let isDated =
      try parts.fact("birth_date") != nil || parts.scope.asks(for: ["age", "birth_date"])
    birth = isDated ? try BirthDates(parts) : nil
    given = (try parts.fact("first_name"), try parts.fact("last_name"))
    try given.first?.check([.text], "text")
    try given.last?.check([.text], "text")
    let decades = isDated ? PersonNames.decades(parts.vocabulary) : []
    func text(_ list: WeightedList, _ field: String) -> PlainText {
      guard let folded else { return list.texts(field).values }
      return folded.folded((list.list.texts("latin") ?? list.texts(field)).values)
    }
    var texts = PlainText()
    lists = ([""] + decades.map { "_\($0)" }).enumerated().map { index, ending in
      let women = parts.list("first_names_female" + ending)
      let men = parts.list("first_names_male" + ending)
      let first = Int32(texts.count)
      texts.append(contentsOf: text(women, "name"), rows: 0..<women.list.count)
      texts.append(contentsOf: text(men, "name"), rows: 0..<men.list.count)
      return Lists(
        women: women, men: men, firstWoman: first, firstMan: first + Int32(women.list.count),
        decade: index == 0 ? 0 : decades[index - 1])
    }
    firstTexts = texts
    lastNames = parts.list("last_names")
    hasFemaleLastNames = lastNames.list.texts("female") != nil
    var last = text(lastNames, "name")
    if let female = lastNames.list.texts("female") {
      last.append(
        contentsOf: folded.map { $0.folded(female.values) } ?? female.values,
        rows: 0..<female.count)
    }
    lastTexts = last
  }

  /// The decades for which a locale has lists, in order.
  private static func decades(_ vocabulary: Vocabulary) -> [Int] {
    let start = "first_names_female_"
    return vocabulary.names.filter { $0.hasPrefix(start) }
      .compactMap { Int($0.dropFirst(start.count)) }
      .filter { vocabulary.list("first_names_male_\($0)") != nil }
  }

  func draw(_ rows: RecordRows) throws(EvaluationError) -> Draw {
    let isFemale = try sex.isFemale(rows)
    let stream = rows.person.lane("first")
    var first = [Int32](repeating: 0, count: rows.count)
    if lists.count == 1 {
      let women = lists[0].women.picks(stream, rows.keys)
      let men = lists[0].men.picks(stream, rows.keys)
      for row in first.indices {
        first[row] = isFemale[row] ? women[row] : men[row] &+ lists[0].firstMan
      }
    } else {
      let places = try listPlaces(rows)
      let bits = stream.bits(for: rows.keys)
      for row in first.indices {
        let list = lists[places[row]]
        first[row] =
          isFemale[row]
          ? list.firstWoman + Int32(list.women.pick(bits[row]))
          : list.firstMan + Int32(list.men.pick(bits[row]))
      }
    }
    var last = lastNames.picks(rows.person.lane("last"), rows.keys)
    if hasFemaleLastNames {
      let shift = Int32(lastNames.list.count)
      for row in last.indices where isFemale[row] { last[row] &+= shift }
    }
    return Draw(first: first, last: last)
  }

  /// Which lists each row's first name is from: those of the decade of birth, or of the nearest.
  private func listPlaces(_ rows: RecordRows) throws(EvaluationError) -> [Int] {
    guard let born = try birth?.column(rows), case .int64(let days) = born.values else {
      return [Int](repeating: 0, count: rows.count)
    }
    let first = lists[1].decade
    return days.indices.map { row in
      if born.isNull(row) { return 0 }
      let decade = (CivilTime.civil(days[row]).year - first) / 10
      return min(max(decade, 0), lists.count - 2) + 1
    }
  }

  func firstPart(_ draw: Draw, _ rows: RecordRows, _ folded: LatinFolding? = nil)
    throws(EvaluationError) -> TextAssembly.Part
  {
    try part(firstTexts, draw.first, given.first, rows, folded)
  }

  func lastPart(_ draw: Draw, _ rows: RecordRows, _ folded: LatinFolding? = nil)
    throws(EvaluationError) -> TextAssembly.Part
  {
    try part(lastTexts, draw.last, given.last, rows, folded)
  }

  /// A second family name, as some countries have it, drawn by itself.
  func secondLastPart(_ rows: RecordRows) -> TextAssembly.Part {
    .coded(lastTexts, lastNames.picks(rows.person.lane("second last"), rows.keys))
  }

  private func part(
    _ texts: PlainText, _ codes: [Int32], _ given: RecordFact?, _ rows: RecordRows,
    _ folded: LatinFolding?
  ) throws(EvaluationError) -> TextAssembly.Part {
    guard let given else { return .coded(texts, codes) }
    let column = try given.source.generate(rows.request)
    guard case .text(let text) = column.values else { preconditionFailure("text") }
    var result = PlainText()
    for row in codes.indices {
      if column.isNull(row) {
        result.append(contentsOf: texts, at: Int(codes[row]))
      } else if let folded {
        let start = result.bytes.count
        folded.append(text.string(at: row), to: &result.bytes)
        // A name without Latin letters has none to write it with: another stands in.
        if result.bytes.count == start {
          result.append(contentsOf: texts, at: Int(codes[row]))
        } else {
          result.offsets.append(Int32(result.bytes.count))
        }
      } else {
        result.append(text.string(at: row))
      }
    }
    return .coded(result, codes.indices.map { Int32($0) })
  }

  /// The distinct texts, and the code of each among them.
  static func distinct(_ texts: PlainText) -> (dictionary: TextDictionary, codes: [Int32]) {
    var distinct = DistinctTexts()
    let codes = (0..<texts.count).map { distinct.code(of: texts.string(at: $0)) }
    return (distinct.dictionary, codes)
  }

  /// Whether columns give names in place of those of the lists.
  var isFirstGiven: Bool { given.first != nil }
  var isLastGiven: Bool { given.last != nil }
}
