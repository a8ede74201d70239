import Testing

@testable import Engine

/// What is given of people and places, and whose locale counts.
@Suite struct RecordFactTests {
  private static func table(_ columns: String, rows: Int = 300) throws -> TableData {
    try Workbench.dataset(document(columns, rows: rows))["t"]
  }

  private static func document(_ columns: String, rows: Int = 300) -> String {
    """
    datagen: 1
    seed: \(ChanceChecks.seed)
    timeframe: {from: 2020-01-01, to: 2020-12-31}
    tables:
      t:
        rows: \(rows)
        columns:

    """ + columns
  }

  @Test func `who is not yet born has no age`() throws {
    let text = Self.document(
      """
            day: {date: {from: 2020-01-01, to: 2021-12-31}}
            born: = day
            name: {person: full_name}
            age: {person: age, given: {birth_date: born}}
      """)
    let failure = Workbench.failure { _ = try Workbench.dataset(text) }
    #expect(failure.hasPrefix("a person born on 2021-"), "\(failure)")
    let born = try Self.table(
      """
            born: {date: {from: 2019-01-01, to: 2020-12-31}}
            age: {person: age, given: {birth_date: born}}
      """)
    #expect(born.integers("age").allSatisfy { (0...1).contains($0 ?? -1) })
  }

  @Test func `a locale beside a word is that of its list alone`() throws {
    let columns = """
            name: {person: full_name}
            city: {place: city}
            color: {word: colors}
            product: {word: products, field: product}
      """
    let plain = try Self.table(columns)
    let other = try Self.table(columns + "\n      word: {word: words, locale: de_DE}")
    for name in ["name", "city", "color", "product"] {
      #expect(plain.texts(name) == other.texts(name))
    }
    let german = try Self.table(
      "      word: {word: words}\n      x: {person: age, locale: de_DE}")
    #expect(german.texts("word") == other.texts("word"), "words follow the people beside them")
  }

  @Test func `an expression that names a column is that column`() throws {
    let by = """
            language: {choice: [de_DE, fr_FR]}
            country: {choice: [Deutschland, France, 日本, PL]}
      """
    func columns(_ mark: String) -> String {
      by + """

              name: {person: full_name, locale: \(mark)language}
              city: {place: city, of: home, given: {country: \(mark)country}}
              land: {place: country, of: home}
        """
    }
    let (named, computed) = (try Self.table(columns("")), try Self.table(columns("= ")))
    for name in ["name", "city", "land"] { #expect(named.texts(name) == computed.texts(name)) }
    let lands = ["Deutschland": "Deutschland", "France": "France", "日本": "日本", "PL": "Polska"]
    #expect(named.texts("country").map { lands[$0 ?? ""] } == named.texts("land"))
  }

  @Test func `a fact may be given by the column that tells it`() throws {
    let columns = """
            first: {person: first_name}
            last: {person: last_name}
            sex: {person: sex}
            city: {place: city}
            state: {place: state}
            name: {person: full_name}
      """
    let plain = try Self.table(columns + "\n      email: {person: email}")
    let given = try Self.table(
      columns
        + "\n      email: {person: email, given: {first_name: first, last_name: last, sex: sex, "
        + "city: city, state: = state}}")
    for name in ["first", "last", "sex", "city", "state", "name", "email"] {
      #expect(plain.texts(name) == given.texts(name))
    }
  }

  @Test func `codes and words may go by a value`() throws {
    let table = try Self.table(
      """
            key: {integer: {from: 1, to: 9}}
            iban: {iban: [DE, FR], per: key}
            card: {card: number, per: key}
            brand: {card: brand, per: key}
            mac: {mac: any, per: key}
            word: {word: words, per: key}
            filler: {lorem: words, length: 3, per: key}
            page: {web: url, per: key}
            latitude: {point: latitude, around: [52.5, 13.4], radius: 20, per: key}
      """)
    let keys = table.integers("key")
    for name in ["iban", "card", "brand", "mac", "word", "filler", "page", "latitude"] {
      var known: [Int64?: String?] = [:]
      for (key, text) in zip(keys, table.texts(name)) {
        if let other = known[key] { #expect(other == text, "\(name)") }
        known[key] = text
      }
      #expect(Set(known.values).count > (name == "brand" ? 1 : 6), "\(name)")
    }
  }

  @Test func `a record of one of several tables is that of its row`() throws {
    let data = try Workbench.dataset(
      """
      datagen: 1
      seed: \(ChanceChecks.seed)
      tables:
        shops: {rows: 9, columns: {id: {key: integer}, name: {person: full_name}}}
        offices: {rows: 9, columns: {id: {key: integer}, name: {person: full_name}}}
        visits:
          rows: 200
          columns:
            kind: {ref_type: site}
            site: {ref: {shops: 60%, offices: 40%}}
            keeper: {person: full_name, of: site.shops}
            seen: = site.shops.name
      """)["visits"]
    #expect(data.texts("keeper") == data.texts("seen"))
    #expect(
      zip(data.texts("kind"), data.texts("keeper")).allSatisfy { ($0 == "shops") == ($1 != nil) })
  }

  @Test func `combinations that are dealt out may be the key`() throws {
    let table = try Workbench.dataset(
      """
      datagen: 1
      tables:
        t:
          rows: 60
          key: [day, shop]
          unique: [shop, day]
          columns:
            shop: {integer: {from: 1, to: 8}}
            day: {integer: {from: 1, to: 8}}
      """)["t"]
    let pairs = zip(table.integers("shop"), table.integers("day")).map { [$0, $1] }
    #expect(Set(pairs).count == 60)
  }
}
