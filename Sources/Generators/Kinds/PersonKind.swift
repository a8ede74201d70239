import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A fact of one invented person per row; the columns of a row describe the same person.
///
/// Email addresses lie on reserved domains and are unique: a number that no two row keys share
/// follows the name. Phone numbers come from the range 555-0100…0199, which is never issued.
///
/// - Draws: streams of the row, shared by all person columns of the table.
struct PersonKind: GeneratorKind {
  private static let fields = [
    "email", "first_name", "full_name", "job", "last_name", "phone", "sex",
  ]

  static let syntax = GeneratorSyntax(
    "person", "A fact of the person this row describes: the columns of one row agree.",
    argument: .word(fields),
    options: [Parameter("given", .unsupported, "Facts the person must agree with.")])

  private let field: String
  private let women: WeightedList
  private let men: WeightedList
  private let lastNames: WeightedList
  private let jobs: WeightedList
  private let places: WeightedList
  private let domains: WeightedList
  private let sexes = TextDictionary(["female", "male"])
  let type = LogicalType.text
  let texts: TextDictionary?
  let isUnique: Bool

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    let scalar = try call.literal()
    field = scalar.text
    let vocabulary = try Vocabulary.checked(context, call)
    women = WeightedList("first_names_female", in: vocabulary)
    men = WeightedList("first_names_male", in: vocabulary)
    lastNames = WeightedList("last_names", in: vocabulary)
    jobs = WeightedList("jobs", in: vocabulary)
    places = WeightedList("places", in: vocabulary)
    domains = WeightedList("email_domains", in: vocabulary)
    isUnique = field == "email"
    texts =
      switch field {
      case "sex": sexes
      case "job": jobs.texts("job")
      case "last_name": lastNames.texts("name")
      default: nil
      }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let person = request.record.lane("person")
    let rows = request.rowKeys
    switch field {
    case "sex": return coded(isFemale(person, rows).map { $0 ? 0 : 1 }, sexes)
    case "job": return coded(jobs.picks(person.lane("job"), rows), jobs.texts("job"))
    case "last_name":
      return coded(lastNames.picks(person.lane("last"), rows), lastNames.texts("name"))
    case "phone": return phones(person, rows)
    default: return names(person, rows)
    }
  }

  private func coded(_ codes: [Int32], _ dictionary: TextDictionary) -> Column {
    Column(.text, .text(.dictionary(codes: codes, dictionary)))
  }

  private func isFemale(_ person: StreamKey, _ rows: RowKeys) -> [Bool] {
    person.lane("sex").bits(for: rows).map { $0 >> 63 == 0 }
  }

  private func names(_ person: StreamKey, _ rows: RowKeys) -> Column {
    let female = isFemale(person, rows)
    let first = person.lane("first")
    let womenPicks = women.picks(first, rows)
    let menPicks = men.picks(first, rows)
    let lastPicks = lastNames.picks(person.lane("last"), rows)
    let (womenTexts, menTexts) = (women.texts("name"), men.texts("name"))
    let lastTexts = lastNames.texts("name")
    var builder = TextBuilder(rows: rows.count, bytesPerRow: 16)
    let addresses = field == "email" ? Addresses(person, domains, rows) : nil
    for row in female.indices {
      let (code, given) = female[row] ? (womenPicks[row], womenTexts) : (menPicks[row], menTexts)
      if let addresses {
        builder.addFolded(given, code)
        builder.add(UInt8(ascii: "."))
        builder.addFolded(lastTexts, lastPicks[row])
        addresses.finish(row, &builder)
      } else {
        builder.add(given, code)
        if field == "full_name" {
          builder.add(UInt8(ascii: " "))
          builder.add(lastTexts, lastPicks[row])
        }
      }
      builder.endRow()
    }
    return Column(.text, .text(.plain(builder.text)))
  }

  /// What follows the name in an address: a number from a permutation, and a reserved domain.
  private struct Addresses {
    private let numbers: [UInt64]
    private let picks: [Int32]
    private let texts: TextDictionary

    /// The fixed space of numbers; row keys beyond it fall back to the key itself.
    private static let space: UInt64 = 10_000_000_000

    init(_ person: StreamKey, _ domains: WeightedList, _ rows: RowKeys) {
      let permutation = Permutation(person.lane("address"), size: Addresses.space)
      numbers = (0..<rows.count).map { row in
        rows[row] < Addresses.space ? permutation(rows[row]) : rows[row]
      }
      picks = domains.picks(person.lane("domain"), rows)
      texts = domains.texts("domain")
    }

    func finish(_ row: Int, _ builder: inout TextBuilder) {
      builder.add(numbers[row], width: 1)
      builder.add(UInt8(ascii: "@"))
      builder.add(texts, picks[row])
    }
  }

  private func phones(_ person: StreamKey, _ rows: RowKeys) -> Column {
    let picks = places.picks(person.lane("area"), rows)
    let areas = places.texts("area_code")
    let lines = person.lane("line").bits(for: rows)
    let (country, exchange) = (Array("+1-".utf8), Array("-555-01".utf8))
    var builder = TextBuilder(rows: rows.count, bytesPerRow: 15)
    for row in picks.indices {
      builder.add(country)
      builder.add(areas, picks[row])
      builder.add(exchange)
      builder.add(lines[row].multipliedFullWidth(by: 100).high, width: 2)
      builder.endRow()
    }
    return Column(.text, .text(.plain(builder.text)))
  }
}

extension Vocabulary {
  /// The vocabulary of the document's locale.
  static func checked(
    _ context: any ColumnContext, _ call: GeneratorCall
  ) throws(DiagnosticList) -> Vocabulary {
    do throws(VocabularyError) {
      return try load(locale: context.locale)
    } catch {
      throw DiagnosticList([
        Diagnostic(
          "no-vocabulary", "there is no vocabulary for the locale '\(context.locale)'",
          at: call.location, pointer: call.pointer,
          expected: Diagnostic.oneOf(locales, "locales"),
          suggestion: DidYouMean.nearest(to: context.locale, in: locales)
            .map { "did you mean '\($0)'?" })
      ])
    }
  }
}
