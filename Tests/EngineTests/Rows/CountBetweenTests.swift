import Testing

@testable import Engine

/// Numbers of rows per parent that are cut to ends.
@Suite struct CountBetweenTests {
  @Test func `every parent's number lies between its ends, and all of them occur`() throws {
    let data = try Workbench.dataset(
      """
      datagen: 1
      seed: 11
      tables:
        people:
          rows: 2000
          columns: {id: {key: integer}, most: {integer: {from: 2, to: 5}}}
        visits:
          rows: {per: person_id, normal: {mean: 3, sd: 9}, between: [1, = person_id.most]}
          columns: {id: {key: integer}, person_id: {ref: people}}
      """)
    var counts: [Int64: Int64] = [:]
    for person in data["visits"].integers("person_id") { counts[person ?? 0, default: 0] += 1 }
    let most = data["people"].integers("most")
    var seen: Set<[Int64]> = []
    for (row, most) in most.enumerated() {
      let count = counts[Int64(row + 1)] ?? 0
      #expect((1...(most ?? 0)).contains(count))
      seen.insert([most ?? 0, count])
    }
    // 1 to 2, 1 to 3, 1 to 4, 1 to 5.
    #expect(seen.count == 14)
  }
}
