/// A document in which every mode reads every other, as parts that tests change.
struct ShopDocument {
  /// Names and texts of the tables, in order.
  var tables: [(name: String, text: String)] = [
    ("regions", regions), ("people", people), ("visits", visits), ("items", items),
    ("parts", parts), ("claims", claims), ("calls", calls), ("notes", notes),
  ]
  var seed = 7

  var text: String {
    """
    datagen: 1
    name: shop
    seed: \(seed)
    timeframe: {from: 2024-01-01, to: 2024-06-30}
    tables:

    """ + tables.map { "  \($0.name):\n\($0.text)\n" }.joined()
  }

  /// The document with a piece of a table's text replaced.
  func replacing(_ old: String, with new: String, in table: String) -> ShopDocument {
    var copy = self
    guard let index = tables.firstIndex(where: { $0.name == table }),
      tables[index].text.contains(old)
    else { preconditionFailure("'\(table)' does not say '\(old)'") }
    copy.tables[index].text = tables[index].text.replacing(old, with: new)
    return copy
  }

  func adding(_ name: String, _ text: String, at index: Int) -> ShopDocument {
    var copy = self
    copy.tables.insert((name, text), at: index)
    return copy
  }

  static let modes = [
    "regions": "literal", "people": "A", "visits": "C", "items": "B", "parts": "B", "claims": "C",
    "calls": "C", "notes": "A",
  ]

  private static let regions = """
        literal:
          - [region, size]
          - [north, 3]
          - [south, 1]
          - [west, 2]
    """

  private static let people = """
        rows: 300
        arrivals: {from: 2023-10-01, to: 2024-03-31, factors: {f: {by: weekday, share: {weekend: 40%}}}}
        columns:
          person_id: {key: "P-{:06}"}
          joined: {arrival: date}
          name: {person: full_name}
          email: {person: email, unique: true}
          region: {ref: regions, weight: = size}
          grade: {choice: {a: 50%, b: 30%, c: 20%}, exact: true}
          kind: {choice: {x: 2, y: 1}}
          score: {normal: {mean: 10, sd: 2}, missing: 10%, round: 2}
          number: {integer: {from: 1, to: 100000}, unique: true}
          token: {uuid: v4}
          spent: {sum: visits.paid, of: person_id}
          level: {by: kind, cases: {x: {uniform: {from: 0, to: 1}}, y: = score / 10}}
          phone: {person: phone, missing: 20%, exact: true}
    """

  private static let visits = """
        rows: 1200
        arrivals:
          per: person_id
          since: person_id.joined
          heterogeneity: {gamma: {shape: 2}}
          factors:
            weekend: {by: weekday, share: {weekend: 40%}}
            kind: {by: person_id.kind, multiply: {x: 3}}
            hours: {by: hour, multiply: {9-17: 2}}
        columns:
          visit_id: {key: "V-{:06}"}
          person_id: {ref: people}
          at: {arrival: timestamp}
          paid: {lognormal: {mean: 40, sd: 30}, type: "decimal(10,2)"}
          channel: {choice: {web: 70%, shop: 30%}, exact: true}
          star: {choice: {1: 20%, 2: 80%}, exact: true, when: channel = 'web'}
          region: = person_id.region
          facts: {map: {first: = paid / 2, second: {exponential: 3, missing: 40%}}, missing: 20%}
          rest: {exponential: 5, missing: "= if(rest > 5, 0.7, 0.1)"}
    """

  private static let items = """
        rows: {per: visit_id, integer: {from: 0, to: 4}}
        columns:
          item_id: {key: "I-{:06}"}
          visit_id: {ref: visits}
          price: {uniform: {from: 1, to: 9}, type: "decimal(6,2)"}
          taster: {ref: people, unique: true, per: visit_id, each: {poisson: 8}, at_most: 40}
          origin: {ref: regions, each: = size, when: price > 4}
          box:
            struct:
              colour: {choice: [red, blue]}
              sides: {list: {struct: {n: {sequence: {}}, long: {uniform: {from: 0, to: = price}}}}, length: {integer: {from: 0, to: 3}}}
          label: = concat(visit_id.channel, '-', visit_id.person_id.kind)
          made: {date: {from: = day(visit_id.at) - 30d, to: = day(visit_id.at)}}
    """

  private static let parts = """
        rows: {per: item_id, binomial: {n: 3, p: 0.4}}
        arrivals: {per: item_id, since: item_id.visit_id.at, to: 2024-07-31}
        columns:
          part_id: {key: "T-{:06}"}
          item_id: {ref: items}
          sent: {arrival: timestamp}
          weight: {exponential: 2}
    """

  private static let claims = """
        rows: 250
        arrivals: {per: item_id, from: 2024-04-01, since: item_id.visit_id.at}
        columns:
          claim_id: {key: integer}
          item_id: {ref: items}
          filed: {arrival: date}
          amount: {value: = item_id.price * 2, type: "decimal(8,2)"}
          open: {chance: 25%, exact: true}
    """

  private static let calls = """
        rows: 300
        arrivals: {per: claim_id, from: 2024-05-01, since: claim_id.filed, until: = claim_id.filed + 40d}
        columns:
          call_id: {key: uuid}
          claim_id: {ref: claims}
          begun: {arrival: timestamp}
          minutes: {poisson: 6}
    """

  private static let notes = """
        rows: 200
        columns:
          note_id: {key: "N-{}"}
          item_id: {ref: items, where: price < row.limit, weight: = price}
          claim_id: {ref: claims, weight: {zipf: 1.2}, when: limit > 5}
          person_id: {ref: people, where: region = 'north'}
          limit: {uniform: {from: 2, to: 9}}
          who: = person_id.name
          price: = item_id.price
          tags: {list: {choice: [a, b, c], missing: 10%}, length: {poisson: 2}}
    """
}
