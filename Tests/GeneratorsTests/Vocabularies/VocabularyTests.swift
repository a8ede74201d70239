import Columnar
import Testing

@testable import Generators

@Suite struct VocabularyTests {
  @Test func `loads every locale that is listed`() throws {
    #expect(Vocabulary.locales == Vocabulary.locales.sorted())
    for locale in Vocabulary.locales {
      let vocabulary = try Vocabulary.load(locale: locale)
      #expect(vocabulary.locale == locale)
      #expect(!vocabulary.names.isEmpty)
    }
  }

  @Test func `names the locales there are when asked for another`() {
    #expect(throws: VocabularyError.unknownLocale("xx_XX", known: Vocabulary.locales)) {
      try Vocabulary.load(locale: "xx_XX")
    }
  }

  @Test func `gives the same dictionaries every time and to every task`() async throws {
    let first = try #require(try Vocabulary.load(locale: "en_US").list("last_names"))
    let expected = ObjectIdentifier(try #require(first.texts("name")))
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          guard let list = try? Vocabulary.load(locale: "en_US").list("last_names"),
            let texts = list.texts("name")
          else { return false }
          return ObjectIdentifier(texts) == expected
        }
      }
      for await same in group { #expect(same) }
    }
  }

  @Test func `knows no list and no field by another name`() throws {
    let vocabulary = try Vocabulary.load(locale: "en_US")
    #expect(vocabulary.list("no_such_list") == nil)
    let places = try #require(vocabulary.list("places"))
    #expect(places.texts("population") == nil)
    #expect(places.numbers("city") == nil)
    #expect(places.distinct("latitude") == nil)
    #expect(places.texts("no_such_field") == nil)
  }

  @Test func `has as many entries in every field as rows`() throws {
    let vocabulary = try Vocabulary.load(locale: "en_US")
    for name in vocabulary.names {
      let list = try #require(vocabulary.list(name))
      #expect(list.count > 0 && list.weights.count == list.count, "\(name)")
      #expect(list.weights.allSatisfy { $0 >= 1 && $0 == $0.rounded() }, "\(name)")
      #expect(list.weights.reduce(0, +) <= 9_007_199_254_740_992, "\(name)")
      for field in list.fields {
        let counts = [list.texts(field)?.count, list.numbers(field)?.count].compactMap(\.self)
        #expect(counts == [list.count], "\(name).\(field)")
      }
    }
  }

  @Test func `distinct texts and codes say the same as the rows`() throws {
    let places = try #require(try Vocabulary.load(locale: "en_US").list("places"))
    for field in ["city", "state", "region", "time_zone", "area_code"] {
      let texts = try #require(places.distinct(field))
      let distinct = (0..<texts.distinct.count).map { texts.distinct[$0] }
      #expect(Set(distinct).count == distinct.count)
      #expect(
        texts.codes.map { texts.distinct[Int($0)] } == (0..<places.count).map { texts.rows[$0] })
    }
    let names = try #require(try Vocabulary.load(locale: "en_US").list("last_names"))
    let texts = try #require(names.distinct("name"))
    #expect(texts.rows === texts.distinct)
  }
}
