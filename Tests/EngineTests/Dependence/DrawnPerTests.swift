import Sampling
import Testing

@testable import Engine

/// Columns whose draws are told by another value: equal ones give the same.
@Suite struct DrawnPerTests {
  static let text = """
    datagen: 1
    seed: \(ChanceChecks.seed)
    tables:
      makers:
        rows: 40
        columns: {id: {key: integer}, size: {choice: [s, l]}}
      t:
        rows: 6000
        columns:
          sku: {pattern: "[A-C]{3}\\\\d{2}"}
          number: {integer: {from: 1, to: 40}}
          maker: {ref: makers, missing: 10%}
          day: {date: {from: 2024-01-01, to: 2024-02-28}}
          flag: {chance: 50%}
          share: {choice: [0.5, 0.25, 0.0, -0.0]}
          amount: {choice: [1.5, 2.5], type: "decimal(30,2)"}
          weight: {lognormal: {mean: 20, sd: 10}, round: 1, per: sku}
          heavy: {normal: {mean: = weight, sd: 1}, per: sku}
          color: {choice: {red: 1, blue: 2}, per: sku, missing: 30%}
          rating: {normal: {mean: {by: maker.size, cases: {s: 2, l: 4}}, sd: 1}, per: maker}
          contact: {person: full_name, per: maker}
          family: {person: last_name, per: maker}
          other: {person: full_name, of: other, per: number}
          mood: {by: flag, cases: {true: {integer: {from: 1, to: 9}}, false: 0}, per: flag}
          rain: {gamma: {mean: 3, sd: 2}, per: day}
          level: {uniform: {from: 0, to: 1}, per: share}
          code: {uuid: v4, per: amount}
    """

  @Test func `values are the same whatever the threads and shares`() throws {
    let checks = RunChecks(plan: try Workbench.plan(Self.text))
    #expect(try checks.threads([2, 5]) == [])
    #expect(try checks.shares([2, 7], threads: 2) == [])
    #expect(try checks.alone(every: 797) == [])
  }

  @Test(arguments: [
    ("sku", "weight"), ("sku", "heavy"), ("sku", "color"), ("maker", "rating"),
    ("maker", "contact"), ("maker", "family"), ("number", "other"), ("flag", "mood"),
    ("day", "rain"), ("share", "level"), ("amount", "code"),
  ])
  func `equal values give equal ones, others mostly others`(key: String, column: String) throws {
    let table = try Workbench.dataset(Self.text)["t"]
    let keys = key == "share" ? table.numbers(key).map { $0.map { "\($0 + 0)" } } : table.texts(key)
    var known: [String: String?] = [:]
    for (key, value) in zip(keys, table.texts(column)) {
      guard let key else {
        #expect(value == nil)
        continue
      }
      if let first = known[key] { #expect(first == value) } else { known[key] = value }
    }
    let values = Set(known.values)
    #expect(values.count > 1)
    // Few colors, and weights of few digits.
    if !["color", "mood", "weight"].contains(column) {
      #expect(values.count * 10 >= known.count * 5)
    }
  }

  @Test func `persons of other values are others`() throws {
    let table = try Workbench.dataset(Self.text)["t"]
    let (makers, contacts) = (table.texts("maker"), table.texts("contact"))
    var names: [String: String] = [:]
    for (maker, contact) in zip(makers, contacts) { if let maker { names[maker] = contact } }
    let same = zip(table.texts("number"), table.texts("other")).count { number, name in
      number.map { names[$0] == name } ?? false
    }
    #expect(same < 600)
    for (contact, family) in zip(contacts, table.texts("family")) {
      if let contact, let family { #expect(contact.hasSuffix(family)) }
    }
  }

  /// 2,700 skus of which most occur: their weights follow the law.
  @Test func `the law is that of the values by which draws are told`() throws {
    let table = try Workbench.dataset(Self.text)["t"]
    var weights: [String: Double] = [:]
    for (sku, weight) in zip(table.texts("sku"), table.numbers("weight")) {
      weights[try #require(sku)] = weight
    }
    let law = try Lognormal(form: 0, [20, 10])
    var cells = [Int](repeating: 0, count: 10)
    for weight in weights.values { cells[min(Int(law.cdf(weight) * 10), 9)] += 1 }
    #expect(
      Statistics.chiSquareP(
        cells, expected: Array(repeating: Double(weights.count) / 10, count: 10))
        > ChanceChecks.level("values told by others"))
  }
}
