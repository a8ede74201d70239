import Columnar
import Testing

@testable import Generators

/// What the documents of the project rely on in the lists of en_US.
@Suite struct EnglishListsTests {
  private func list(_ name: String) throws -> VocabularyList {
    try #require(try Vocabulary.load(locale: "en_US").list(name))
  }

  private func texts(_ list: VocabularyList, _ field: String) throws -> [String] {
    let texts = try #require(list.texts(field))
    return (0..<texts.count).map { texts[$0] }
  }

  @Test(arguments: ["first_names_female", "first_names_male", "last_names"])
  func `has about a thousand names, each once, the most frequent first`(name: String) throws {
    let names = try list(name)
    #expect(names.count >= 1000)
    #expect(Set(try texts(names, "name")).count == names.count)
    #expect(names.weights == names.weights.sorted(by: >))
  }

  @Test func `restores the capitals and apostrophes of family names`() throws {
    let names = Set(try texts(try list("last_names"), "name"))
    #expect(names.isSuperset(of: ["Smith", "McDonald", "O'Brien", "O'Connor", "Mack", "Owens"]))
    #expect(names.isDisjoint(with: ["Mcdonald", "Obrien", "O'Wens"]))
  }

  @Test func `gives every place one state, region and time zone`() throws {
    let places = try list("places")
    #expect((1500...3000).contains(places.count))
    #expect(Set(try texts(places, "region")) == ["North", "South", "East", "West"])
    #expect(
      Set(try texts(places, "census_region")) == ["Northeast", "Midwest", "South", "West"])
    let codes = try texts(places, "state_code")
    #expect(Set(codes).count == 51)
    #expect(Set(zip(codes, try texts(places, "state")).map { "\($0) \($1)" }).count == 51)
    let keys = zip(try texts(places, "city"), codes).map { "\($0), \($1)" }
    #expect(Set(keys).count == places.count)
    #expect(try texts(places, "time_zone").allSatisfy { $0.contains("/") })
    #expect(try texts(places, "area_code").allSatisfy { $0.count == 3 && Int($0) != nil })
  }

  @Test(arguments: [
    ("New York", "NY"), ("St. Louis", "MO"), ("Winston-Salem", "NC"), ("McAllen", "TX"),
    ("Lakewood", "CO"), ("Washington", "DC"), ("Lee's Summit", "MO"),
  ])
  func `knows large cities however the post spells them`(city: String, state: String) throws {
    let places = try list("places")
    let found = zip(try texts(places, "city"), try texts(places, "state_code"))
      .contains { $0 == (city, state) }
    #expect(found)
  }

  @Test func `holds New York once, not its boroughs beside it`() throws {
    let places = try list("places")
    let rows = zip(try texts(places, "city"), try texts(places, "state_code"))
    let quarters: Set = ["Brooklyn", "Queens", "Manhattan", "Staten Island", "The Bronx"]
    #expect(!rows.contains { $0.1 == "NY" && quarters.contains($0.0) })
  }

  @Test func `places lie in the United States`() throws {
    let places = try list("places")
    let latitudes = try #require(places.numbers("latitude"))
    let longitudes = try #require(places.numbers("longitude"))
    #expect(latitudes.allSatisfy { (18.0...72.0).contains($0) })
    #expect(longitudes.allSatisfy { (-180.0 ... -66.0).contains($0) })
    let row = try #require(try texts(places, "city").firstIndex(of: "Chicago"))
    #expect(latitudes[row] == 41.85 && longitudes[row] == -87.65)
  }

  @Test func `deals all postcodes out to the places, in order`() throws {
    let places = try list("places")
    let first = try #require(places.numbers("first_postcode"))
    let counts = try #require(places.numbers("postcode_count"))
    var next = 0.0
    for row in 0..<places.count {
      #expect(first[row] == next && counts[row] >= 1)
      next += counts[row]
    }
    #expect(Int(next) == (try list("postcodes")).count)
  }

  @Test func `state weights are the people of their places`() throws {
    let places = try list("places")
    var people: [String: Double] = [:]
    for (code, weight) in zip(try texts(places, "state_code"), places.weights) {
      people[code, default: 0] += weight
    }
    let states = try list("states")
    for (code, weight) in zip(try texts(states, "state_code"), states.weights) {
      #expect(people[code] == weight, "\(code)")
    }
    #expect(states.count == people.count)
  }

  @Test func `mail goes to reserved domains only`() throws {
    let domains = try texts(try list("email_domains"), "domain")
    #expect(domains.sorted() == ["example.com", "example.net", "example.org"])
  }

  @Test func `brand parts join to lower-case words with one capital`() throws {
    let starts = try texts(try list("brand_starts"), "start")
    let ends = try texts(try list("brand_ends"), "end")
    #expect(starts.count * ends.count > 5000)
    let vowels: Set<Character> = ["a", "e", "i", "o", "u", "y"]
    #expect(starts.allSatisfy { $0.first?.isUppercase == true && !vowels.contains($0.last ?? "a") })
    #expect(ends.allSatisfy { vowels.contains($0.first ?? "x") && $0 == $0.lowercased() })
  }
}
