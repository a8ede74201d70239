/// The places where what is known of a person, a place or a company may go by the row.
extension CasesAsValueTests {
  private static func given(
    _ fact: String, _ word: String, _ first: String, _ second: String
  ) -> Place {
    Place(
      name: "given.\(fact)", column: "{\(word), given: {\(fact): $}}", values: (first, second),
      written: ("'\(first)'", "'\(second)'"))
  }

  /// Places whose values must be known before the run, so that no expression stands there.
  static let known: Set = [
    "company.locale", "given.country", "person.locale", "place.locale", "word.locale",
  ]

  static let records: [Place] = [
    given("area_code", "place: city", "646", "310"),
    given("census_region", "place: city", "South", "West"),
    given("city", "place: postcode", "Boston", "Chicago"),
    given("company", "company: domain", "Alder Mills", "Birch Works"),
    given("division", "place: city", "Pacific", "Mountain"),
    given("first_name", "person: email", "Mary", "John"),
    given("gender", "person: first_name", "Male", "Female"),
    given("last_name", "person: email", "Smith", "Jones"),
    given("region", "place: city", "South", "West"),
    given("region_code", "place: city", "TX", "CA"),
    given("sex", "person: first_name", "m", "f"),
    given("state", "place: city", "Texas", "Ohio"),
    given("state_code", "place: city", "TX", "OH"),
    given("time_zone", "place: city", "America/New_York", "America/Chicago"),
    Place(
      name: "given.birth_date", column: "{person: first_name, given: {birth_date: $}}",
      values: ("1950-05-01", "1990-05-01"), written: ("date('1950-05-01')", "date('1990-05-01')")),
    Place(
      name: "word.given", column: "{word: colors, field: hex, given: {color: $}}",
      values: ("Blue", "Red"), written: ("'Blue'", "'Red'")),
  ]
}
