import Columnar
import Planning
import Sampling
import Testing

@testable import Engine

/// Times of independent rows and of children; seed and thresholds are those of `ChanceChecks`.
@Suite struct ArrivalTimesTests {
  private static let day = CivilTime.microsecondsPerDay

  private static func document(
    _ arrivals: String, rows: String = "{per: parent_id, integer: {from: 0, to: 6}}"
  ) -> String {
    """
    datagen: 1
    name: times
    seed: \(ChanceChecks.seed)
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      parents:
        rows: 3000
        columns:
          parent_id: {key: integer}
          born: {date: {from: 2023-06-01, to: 2024-09-30}}
          ends: {value: = born + 45d, missing: 20%}
          gone: {value: = date('2024-10-01') + hours(parent_id)}
      rows:
        rows: \(rows)
        arrivals: \(arrivals)
        columns:
          id: {key: integer}
          parent_id: {ref: parents}
          at: {arrival: timestamp}
          on: {arrival: date}
    """
  }

  @Test func `children lie inside the lives of their parents, in order`() throws {
    // Parents that end before the window begins must have no rows.
    let text = Self.document(
      "{since: parent_id.born, until: parent_id.gone, factors: {h: {by: hour, multiply: {0-7: 0}}}}"
    )
    let data = try Workbench.dataset(text)
    let (born, gone) = (data["parents"].integers("born"), data["parents"].integers("gone"))
    let rows = data["rows"]
    let (parents, times) = (rows.integers("parent_id"), rows.integers("at"))
    var last: (parent: Int64, time: Int64) = (0, 0)
    for (parent, time) in zip(parents, times) {
      let (parent, time) = (parent ?? 0, time ?? 0)
      #expect(time >= (born[Int(parent) - 1] ?? .max) * Self.day)
      #expect(time < gone[Int(parent) - 1] ?? .min)
      #expect(time % Self.day >= 7 * Self.day / 24)
      if parent == last.parent { #expect(time >= last.time) }
      last = (parent, time)
    }
    #expect(rows.integers("on") == times.map { $0.map { CivilTime.day(ofMicroseconds: $0) } })
    #expect(parents.count > 8000)
  }

  @Test func `times of children are order statistics of even draws`() throws {
    // All parents live through the whole window; pooled, their times are even.
    let times = try Workbench.dataset(Self.document("{}"))["rows"].integers("at")
    var counts = [Int](repeating: 0, count: 366)
    let first = try #require(CivilTime.parseDate("2024-01-01"))
    for time in times { counts[Int((time ?? 0) / Self.day - first)] += 1 }
    let p = Statistics.chiSquareP(
      counts, expected: Array(repeating: Double(times.count) / 366, count: 366))
    #expect(p > ChanceChecks.level("times of children"), "p \(p)")
  }

  @Test func `times of independent rows have the shares of their factors`() throws {
    let text = Self.document("{factors: {w: {by: weekday, share: {weekend: 40%}}}}", rows: "20000")
    let times = try Workbench.dataset(text)["rows"].integers("at")
    var counts = [0, 0]
    for time in times {
      // 1970-01-01 was a Thursday.
      counts[((time ?? 0) / Self.day + 3) % 7 >= 5 ? 1 : 0] += 1
    }
    let p = Statistics.chiSquareP(counts, expected: [12_000, 8000])
    #expect(p > ChanceChecks.level("times of independent rows"), "\(counts)")
  }

  @Test func `a parent whose end is missing goes on living`() throws {
    let text = Self.document("{since: parent_id.born, until: parent_id.ends}")
      .replacing("from: 2023-06-01, to: 2024-09-30", with: "from: 2024-01-01, to: 2024-09-30")
    let data = try Workbench.dataset(text)
    let ends = data["parents"].integers("ends")
    var later = 0
    for (parent, time) in zip(data["rows"].integers("parent_id"), data["rows"].integers("at")) {
      guard let end = ends[Int(parent ?? 0) - 1] else {
        later += 1
        continue
      }
      #expect((time ?? .max) < end * Self.day)
    }
    #expect(later > 100)
  }

  /// Which parents have time for rows: a `since`, an `until` after it, both with the window's days.
  private static func living(_ data: Dataset) -> [Bool] {
    let (born, ends) = (data["parents"].integers("born"), data["parents"].integers("ends"))
    let first = CivilTime.parseDate("2024-01-01") ?? 0
    return zip(born, ends).map { born, ends in
      max(born ?? .max, first) < ends ?? .max
    }
  }

  @Test func `parents without time have none of the rows that a law draws`() throws {
    let all = try Workbench.dataset(Self.document("{}"))
    let cut = try Workbench.dataset(
      Self.document("{since: parent_id.born, until: parent_id.ends}"))
    let living = Self.living(cut)
    #expect(living.contains(true) && living.contains(false))
    // The others have as many as without an end, with the same keys.
    let wanted = all["rows"].integers("parent_id").filter { living[Int($0 ?? 1) - 1] }
    #expect(cut["rows"].integers("parent_id") == wanted)
    // Rows read one by one, by any thread, are the same.
    let generator = try Workbench.generator(
      Self.document("{since: parent_id.born, until: parent_id.ends}"), threads: 3)
    let table = try #require(generator.plan.table("rows"))
    let places = [0, 7, generator.rowCount(table) / 2, generator.rowCount(table) - 1]
    for place in places {
      let batch = try generator.rows(of: table, at: place..<place + 1, hidden: true)
      let row = TableData("row", ["id", "parent_id", "at", "on"], batch.columns)
      #expect(row.integers("at") == [cut["rows"].integers("at")[place]])
      #expect(row.integers("parent_id") == [cut["rows"].integers("parent_id")[place]])
    }
  }

  @Test func `parents without 'since' have no rows, as in a grid`() throws {
    let data = try Workbench.dataset(Self.document("{since: parent_id.ends}"))
    let ends = data["parents"].integers("ends")
    #expect(ends.contains(nil))
    for parent in data["rows"].integers("parent_id") {
      #expect(ends[Int(parent ?? 1) - 1] != nil)
    }
  }

  @Test(arguments: [
    (2, "{per: parent_id, value: 2}", 0),
    (3, "{per: parent_id, value: \"= if(parent_id.parent_id < 100, 0, 3)\"}", 99),
    (4, "{per: parent_id, value: {by: parent_id.parent_id, cases: {..99: 0}, else: 4}}", 99),
  ])
  func `a number that is stated stops the run before any row where there is no time`(
    count: Int, rows: String, first: Int
  ) throws {
    let living = Self.living(try Workbench.dataset(Self.document("{}")))
    let dead = try #require(living.indices.first { $0 >= first && !living[$0] })
    let plan = try Workbench.plan(
      Self.document("{since: parent_id.born, until: parent_id.ends}", rows: rows))
    #expect(
      Workbench.failure { _ = try Generator(plan, options: RunOptions(threads: 1)) }
        == "row \(dead + 1) of 'parents' has \(count) rows of 'rows', "
        + "but no time in which they could arrive")
  }

  @Test func `a stated number of none needs no time`() throws {
    let text = Self.document(
      "{since: parent_id.born, until: parent_id.ends}",
      rows: "{per: parent_id, value: \"= if(parent_id.lives, 2, 0)\"}"
    ).replacing(
      "      gone:",
      with:
        "      lives: = max(born, date('2024-01-01')) < coalesce(ends, date('2030-01-01'))\n      gone:"
    )
    let data = try Workbench.dataset(text)
    let living = Self.living(data)
    #expect(data["rows"].integers("parent_id").count == 2 * living.filter { $0 }.count)
  }

  @Test func `a grid takes no parent without 'since' and none after its 'until'`() throws {
    let text = Self.document(
      "{per: parent_id, since: parent_id.ends, until: parent_id.gone}", rows: "5000")
    let data = try Workbench.dataset(text)
    let (ends, gone) = (data["parents"].integers("ends"), data["parents"].integers("gone"))
    for (parent, time) in zip(data["rows"].integers("parent_id"), data["rows"].integers("at")) {
      let parent = Int(parent ?? 0) - 1
      #expect((ends[parent] ?? .max / Self.day) * Self.day <= time ?? 0)
      #expect((time ?? .max) < gone[parent] ?? 0)
    }
  }

  @Test func `rows that nobody can have are refused in words`() throws {
    let text = Self.document("{per: parent_id, since: parent_id.gone}", rows: "5000")
    #expect(
      Workbench.failure { _ = try Workbench.dataset(text) }
        == "rows are due from 2024-01-01 on, but no parent is alive then; "
        + "arrivals can begin on 2024-10-02")
    let share = Self.document(
      "{per: parent_id, heterogeneity: {pareto: {top: 20%, share: 21%}}}", rows: "5000")
    #expect(
      Workbench.failure { _ = try Workbench.dataset(share) }
        == "the busiest parents cannot have 21.0% of the rows")
  }
}
