import Columnar
import Testing

@testable import Engine

/// UUIDs of version 7 and ULIDs: an instant, then bits that differ in all rows.
@Suite struct InstantKeyTests {
  private static func texts(_ generator: String, at instant: String) throws -> [String?] {
    try Workbench.dataset(
      """
      datagen: 1
      seed: 3
      tables:
        t:
          rows: 5000
          columns:
            at: \(instant)
            id: \(generator)
            text: {value: "= text(id)"}
      """)["t"].texts("text")
  }

  // The examples of RFC 9562 and of the ULID specification.
  @Test(arguments: [
    ("{uuid: v7, at: = at}", "2022-02-22 19:22:22", "017f22e2-79b0-7"),
    ("{key: uuid, at: = at}", "2022-02-22 19:22:22", "017f22e2-79b0-7"),
    ("{ulid: = at}", "2016-07-30 22:36:16.385999", "01ARYZ6S41"),
    ("{key: ulid, at: = at}", "2016-07-30 22:36:16.385", "01ARYZ6S41"),
    ("{ulid: = at}", "1970-01-01", "0000000000"),
  ])
  func `begin with the instant and differ in all rows`(
    generator: String, instant: String, start: String
  ) throws {
    let texts = try Self.texts(generator, at: instant).compactMap { $0 }
    #expect(texts.allSatisfy { $0.hasPrefix(start) })
    #expect(Set(texts).count == 5000)
    if generator.contains("uuid") {
      #expect(texts.allSatisfy { "89ab".contains(Array($0)[19]) })
    } else {
      let digits = Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
      #expect(texts.allSatisfy { $0.count == 26 && digits.isSuperset(of: $0) })
    }
  }

  @Test(arguments: ["{uuid: v7, at: = at}", "{ulid: = at}"])
  func `sort by time`(generator: String) throws {
    let table = try Workbench.dataset(
      """
      datagen: 1
      seed: 3
      timeframe: {from: 2024-01-01, to: 2024-12-31}
      tables:
        t:
          rows: 3000
          arrivals: {}
          columns:
            at: {arrival: timestamp}
            id: \(generator)
            text: {value: "= text(id)"}
      """)["t"]
    let times = table.integers("at").compactMap { $0 }
    let texts = table.texts("text").compactMap { $0 }
    let order = texts.indices.sorted { texts[$0] < texts[$1] }
    for (one, next) in zip(order, order.dropFirst()) {
      #expect(times[one] / 1000 <= times[next] / 1000)
    }
  }
}
