import Testing

@testable import Profiling

@Suite struct RelationTests {
  private static let customers = csv("id,name", 0..<50) { "\($0 + 1),n\($0 * 7 % 50)" }

  @Test(arguments: [
    ("customer_id", true), ("customerId", true), ("customer", true), ("buyer_customer_id", true),
    ("quantity", false), ("age", false), ("stars", false),
  ])
  func `small numbers are references where the name says so`(name: String, isFound: Bool) throws {
    let profile = try Folder.profile([
      "customers.csv": Self.customers,
      "orders.csv": csv("order_id,\(name)", 0..<200) { "\($0 + 1),\($0 * $0 % 50 + 1)" },
    ])
    let references = try #require(profile.table("orders")).references
    #expect(references.map(\.column) == (isFound ? [name] : []))
    if isFound {
      #expect(references[0].table == "customers" && references[0].orphans == 0)
      #expect(references[0].childrenMean == 4)
    }
  }

  @Test func `codes are references by their values alone`() throws {
    let profile = try Folder.profile([
      "goods.csv": csv("sku,price", 0..<60) { "SK-\(1000 + $0),\($0 % 7)" },
      "sales.csv": csv("sale_id,what", 0..<300) { "\($0 + 1),SK-\(1000 + $0 % 53)" },
    ])
    let reference = try #require(profile.table("sales")?.references.first)
    #expect(reference.column == "what" && reference.evidence == ["values"])
    #expect(reference.childless == 7)
  }

  @Test func `orphans are counted where the name is clear`() throws {
    let profile = try Folder.profile([
      "customers.csv": Self.customers,
      "orders.csv": csv("order_id,customer_id", 0..<200) {
        "\($0 + 1),\($0 < 4 ? 900 + $0 : $0 % 50 + 1)"
      },
    ])
    #expect(profile.table("orders")?.references.first?.orphans == 4)
  }

  @Test func `keys are what tells rows apart and sounds like it`() throws {
    let profile = try Folder.profile([
      "people.csv": csv("height,person_id", 0..<40) { "\(150.5 + Double($0)),P\(100 + $0)" },
      "orders.csv": csv("order_id", 0..<30) { "\($0 + 1)" },
      "lines.csv": csv("order_id,line,amount", 0..<90) { "\($0 / 3 + 1),\($0 % 3 + 1),5" },
      "notes.csv": csv("note", 0..<30) { "some words \($0 % 29)" },
    ])
    #expect(profile.table("people")?.key == ["person_id"])
    #expect(profile.table("lines")?.key == ["order_id", "line"])
    #expect(profile.table("lines")?.countsAnew == true)
    #expect(profile.table("notes")?.key == [])
  }

  @Test(arguments: [
    ("customerID", ["customer", "id"]), ("order_line-no", ["order", "line", "no"]),
    ("URL", ["url"]), ("", []),
  ])
  func `names are cut into words`(name: String, words: [String]) {
    #expect(NameAffinity.words(name) == words)
  }

  @Test(arguments: [
    ("categories", "category"), ("boxes", "box"), ("status", "status"), ("orders", "order"),
    ("address", "address"), ("branches", "branch"),
  ])
  func `tables are named in the plural`(name: String, singular: String) {
    #expect(NameAffinity.singular(name) == singular)
  }
}
