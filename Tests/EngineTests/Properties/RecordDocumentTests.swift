import Generators
import Testing

@testable import Engine

/// People, places and companies as documents use them: given facts, several in a row, through keys,
/// in several locales, inside values.
@Suite struct RecordDocumentTests {
  static func text(extra: String = "", customers: Int = 3_000) -> String {
    """
    datagen: 1
    seed: 20261121
    timeframe: {from: 2024-01-01, to: 2025-12-31}
    tables:
      customers:
        rows: \(customers)
        columns:
          id: {key: "C-{:06}"}
          gender: {choice: {Female: 45%, Male: 45%, Other: 10%}}
          zone: {choice: [North, South], missing: 20%}
          land: {choice: [US, Germany, JP]}
          name: {person: full_name, given: {gender: gender}}
          sex: {person: sex}
          born: {person: birth_date}
          email: {person: email, unique: true}
          phone: {person: phone}
          city: {place: city, given: {region: zone}}
          region: {place: region}
          latitude: {place: latitude}
          work: {person: work_email}
          company: {company: name}
          abroad: {person: full_name, of: abroad, given: {country: land}}
          abroad_city: {place: city, of: abroad}
          friends: {list: {person: first_name}, length: {poisson: 1}}
          home: {struct: {street: {place: street_address}, city: {place: city}}}
          color: {word: colors}
          hex: {word: colors, field: hex}
    \(extra)
      orders:
        rows: {per: customer_id, poisson: 2}
        columns:
          order_id: {key: integer}
          customer_id: {ref: customers}
          name: {person: full_name, of: customer_id}
          city: {place: city, of: customer_id}
          abroad_city: {place: city, of: customer_id.abroad}
          same: = name = customer_id.name and city = customer_id.city and abroad_city = customer_id.abroad_city
      lines:
        rows: 4000
        columns:
          line_id: {key: integer}
          order_id: {ref: orders, missing: 10%}
          name: {person: full_name, of: order_id.customer_id}
          email: {person: email, of: order_id.customer_id}
          own: {person: full_name}
          same: = name = order_id.customer_id.name and email = order_id.customer_id.email
    """
  }

  @Test func `records are the same whatever the threads, the shares and who asks`() throws {
    let checks = RunChecks(plan: try Workbench.plan(Self.text()))
    #expect(try checks.threads([2, 5]) == [])
    #expect(try checks.shares([2, 7], threads: 2) == [])
    #expect(try checks.alone(every: 611) == [])
  }

  @Test func `what a key leads to is what stands there, and nothing where it leads nowhere`() throws
  {
    let data = try Workbench.dataset(Self.text())
    let orders = data["orders"]
    #expect(orders.texts("same").allSatisfy { $0 == "true" })
    let lines = data["lines"]
    let keys = lines.texts("order_id")
    let names = lines.texts("name")
    #expect(keys.contains(nil))
    for row in keys.indices { #expect((keys[row] == nil) == (names[row] == nil)) }
    #expect(zip(keys, lines.texts("same")).allSatisfy { $0 == nil || $1 == "true" })
  }

  @Test func `given facts hold, and those that are missing bind nothing`() throws {
    let customers = try Workbench.dataset(Self.text())["customers"]
    let (zones, regions) = (customers.texts("zone"), customers.texts("region"))
    #expect(zip(zones, regions).allSatisfy { $0 == nil || $0 == $1 })
    let free = Set(zip(zones, regions).filter { $0.0 == nil }.compactMap(\.1))
    #expect(free == ["North", "South", "East", "West"])
    let sexes = zip(customers.texts("gender"), customers.texts("sex"))
    #expect(sexes.allSatisfy { $0 == "Other" || $0?.lowercased() == $1 })
    #expect(Set(customers.texts("email")).count == 3_000)
  }

  @Test func `another column leaves records as they are, and so do more rows`() throws {
    let before = try Workbench.dataset(Self.text())["customers"]
    let after = try Workbench.dataset(
      Self.text(extra: "      job: {person: job}", customers: 4_000))["customers"]
    for column in ["name", "email", "phone", "city", "latitude", "work", "abroad", "hex"] {
      #expect(Array(after.texts(column).prefix(3_000)) == before.texts(column), "\(column)")
    }
  }

  /// Counts of the cities given a region, by their populations there.
  @Test func `cities of a region are met by population`() throws {
    let text = """
      datagen: 1
      seed: \(ChanceChecks.seed)
      tables:
        t:
          rows: 200000
          columns: {city: {place: city, given: {state: Hawaii}}, code: {place: state_code}}
      """
    let table = try Workbench.dataset(text)["t"]
    #expect(Set(table.texts("code")) == ["HI"])
    let places = try #require(try Vocabulary.load(locale: "en_US").list("places"))
    let (cities, states) = try #require(
      places.texts("city").flatMap { city in places.texts("state").map { (city, $0) } })
    let rows = (0..<places.count).filter { states[$0] == "Hawaii" }
    var counts: [String: Int] = [:]
    for city in table.texts("city") { counts[city ?? "", default: 0] += 1 }
    let all = rows.reduce(0) { $0 + places.weights[$1] }
    let p = Statistics.chiSquareP(
      rows.map { counts[cities[$0]] ?? 0 },
      expected: rows.map { 200_000 * places.weights[$0] / all })
    #expect(p > ChanceChecks.level("places of a region"), "p \(p)")
  }
}
