import Columnar
import Planning
import Testing

@testable import Engine

/// References to one of several tables, in each mode.
@Suite struct SeveralTablesTests {
  static func document(rows: String, arrivals: String = "") -> String {
    """
    datagen: 1
    name: several
    seed: \(ChanceChecks.seed)
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      people:
        rows: 400
        columns:
          person_id: {key: integer}
          comments: {count: comments, of: subject}
      posts:
        rows: 300
        columns:
          post_id: {key: "P-{:04}"}
          title: {choice: [x, y, z]}
          length: {integer: {from: 1, to: 9}}
          comments: {count: comments, of: subject}
          said: {sum: comments.weight, of: subject}
      photo albums:
        rows: 200
        columns:
          photo_id: {key: "F-{:04}"}
          title: {choice: [u, v]}
          comments: {count: comments, of: subject}
      comments:
        rows: \(rows)
        \(arrivals)
        columns:
          comment_id: {key: integer}
          person_id: {ref: people}
          weight: {integer: {from: 1, to: 5}}
          subject_type: {ref_type: subject}
          subject:
            ref:
              posts: {share: 60%, where: length > row.weight, weight: = length}
              photo albums: 30%
              people: {share: 10%, where: person_id <> row.person_id}
            type: text
            missing: 20%
            exact: true
          title: = coalesce(subject.posts.title, subject.`photo albums`.title)
          again: {ref: {posts: 1, photo albums: 3}}
    """
  }

  static let modes = [
    document(rows: "3000"), document(rows: "3000", arrivals: "arrivals: {per: person_id}"),
    document(rows: "{per: person_id, integer: {from: 3, to: 11}}"),
  ]

  @Test(arguments: modes)
  func `names a row of the table that the type names`(document: String) throws {
    let data = try Workbench.dataset(document)
    let comments = data["comments"]
    let types = comments.texts("subject_type")
    var counts: [String: [String: Int]] = [:]
    var weights: [String: Int] = [:]
    let titles = comments.texts("title")
    let own = comments.texts("person_id")
    let weight = comments.integers("weight").map { Int($0 ?? 0) }
    func places(_ table: String, _ key: String) -> [String: Int] {
      Dictionary(
        uniqueKeysWithValues: data[table].texts(key).enumerated().map { ($1 ?? "", $0) })
    }
    let posts = places("posts", "post_id")
    let photos = places("photo albums", "photo_id")
    let lengths = data["posts"].integers("length")
    for (row, subject) in comments.texts("subject").enumerated() {
      #expect((subject == nil) == (types[row] == nil))
      guard let subject, let type = types[row] else { continue }
      counts[type, default: [:]][subject, default: 0] += 1
      switch type {
      case "posts":
        let post = try #require(posts[subject])
        #expect(Int(lengths[post] ?? 0) > weight[row])
        #expect(titles[row] == data["posts"].texts("title")[post])
        weights[subject, default: 0] += weight[row]
      case "photo albums":
        #expect(titles[row] == data["photo albums"].texts("title")[try #require(photos[subject])])
      default:
        #expect(titles[row] == nil && subject != own[row])
        #expect((1...400).contains(Int(subject) ?? 0))
      }
    }
    for (table, key) in [
      ("posts", "post_id"), ("photo albums", "photo_id"), ("people", "person_id"),
    ] {
      let expected = data[table].texts(key).map { Int64(counts[table]?[$0 ?? ""] ?? 0) }
      #expect(data[table].integers("comments") == expected)
    }
    #expect(
      data["posts"].integers("said")
        == data["posts"].texts("post_id").map { Int64(weights[$0 ?? ""] ?? 0) })
  }

  @Test(arguments: modes)
  func `tables have the shares they are given, exactly where that is said`(document: String) throws
  {
    let comments = try Workbench.dataset(document)["comments"]
    let types = comments.texts("subject_type")
    // Shares are of all rows; which are missing is dealt out after.
    #expect(types.count { $0 == nil } == Int((Double(types.count) * 0.2).rounded()))
    let counts = ["posts", "photo albums", "people"].map { type in types.count { $0 == type } }
    let p = Statistics.chiSquareP(
      counts, expected: [0.6, 0.3, 0.1].map { $0 * Double(counts.reduce(0, +)) })
    #expect(p > ChanceChecks.level("tables by their share") / 3, "p \(p)")
    let again = comments.texts("again").map { $0?.hasPrefix("P") ?? false }
    let q = Statistics.chiSquareP(
      [again.count { $0 }, again.count { !$0 }],
      expected: [0.25, 0.75].map { $0 * Double(again.count) })
    #expect(q > ChanceChecks.level("tables by plain weights") / 3, "p \(q)")
  }

  @Test(arguments: modes)
  func `the same on threads, in shares, alone, kept whole or not`(document: String) throws {
    #expect(try RunChecks.differences(of: document, rowGroup: 400, aloneEvery: 531) == [])
  }

  @Test func `the columns it is made of are hidden`() throws {
    let plan = try Workbench.plan(Self.modes[0])
    let table = plan.tables[try #require(plan.table("comments"))]
    #expect(
      table.layout.fields.map(\.name) == [
        "comment_id", "person_id", "weight", "subject_type", "subject", "title", "again",
      ])
  }
}
