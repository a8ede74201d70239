import Testing

@testable import Engine

/// Codes, addresses, points and texts as documents use them.
@Suite struct TextDocumentTests {
  static let text = """
    datagen: 1
    seed: 20261121
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      parents:
        rows: 9000
        columns:
          id: {key: integer}
          country: {choice: {DE: 3, FR: 2, SE: 1}, missing: 5%}
          account: {iban: = country, unique: true}
          vat: {vat: {by: country, cases: {DE: DE}, else: FR}}
          plate: {plate: = country}
          person: {national_id: {US: 2, FI: 1}, unique: true}
          goods: {ean: [8, 13]}
          book: {isbn: 10, missing: 20%}
          brand: {card: brand}
          number: {card: number}
          expiry: {card: expiry}
          other: {card: number, brands: = brand, of: other, unique: true}
          code: {pattern: "(A|BC)\\\\d{4,5}(x|yz)?", unique: true}
          wide: {pattern: "[a-z]{20}", unique: true}
          mac: {mac: any}
          four: {ipv4: [documentation, 10.0.0.0/8], when: id > 100}
          six: {ipv6: documentation, unique: true}
          url: {web: url}
          agent: {user_agent: text}
          file: {file: path, among: [pdf, png]}
          mime: {file: mime, among: [pdf, png]}
          color: {color: hex}
          money: {currency: code}
          lat: {point: latitude, around: [50, 8], radius: 100}
          lon: {point: longitude, around: [50, 8], radius: 100}
          cell: {geohash: 6, latitude: = lat, longitude: = lon}
          inside: {struct: {mac: {mac: plain}, brand: {card: brand}}}
          several: {list: {ipv4: private}, length: {poisson: 2}}
      children:
        rows: {per: parent_id, integer: {from: 0, to: 3}}
        columns:
          parent_id: {ref: parents}
          id: {key: integer}
          account: {iban: = parent_id.country}
          near: {point: latitude, around: [= parent_id.lat, = parent_id.lon], radius: 5}
    """

  @Test func `codes and texts are the same whatever the threads and shares`() throws {
    let checks = RunChecks(plan: try Workbench.plan(Self.text))
    #expect(try checks.threads([2, 5]) == [])
    #expect(try checks.shares([2, 7], threads: 2) == [])
  }

  @Test func `what is kept apart stays apart, and rows stay when a table grows`() throws {
    let small = try Workbench.dataset(Self.text)["parents"]
    let large = try Workbench.dataset(
      Self.text.replacing("rows: 9000", with: "rows: 20000"))["parents"]
    for name in ["account", "person", "other", "code", "wide", "six"] {
      let texts = large.texts(name).compactMap { $0 }
      #expect(Set(texts).count == texts.count, "\(name)")
    }
    for name in [
      "account", "vat", "plate", "number", "expiry", "code", "wide", "six", "url", "mime",
    ] {
      #expect(small.texts(name) == Array(large.texts(name).prefix(9000)), "\(name)")
    }
  }
}
