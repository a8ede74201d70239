import Planning
import Testing

@testable import Engine

@Suite struct RowPaceTests {
  private static func generator(length: Int, rows: Int = 1_000) throws -> Generator {
    let plan = try Workbench.plan(
      """
      datagen: 1
      name: lists
      seed: 1
      tables:
        items:
          rows: \(rows)
          columns:
            item_id: {key: integer}
            values: {list: {normal: {mean: 0, sd: 1}}, length: \(length)}
      """)
    return try Generator(plan, options: RunOptions(threads: 1))
  }

  private static func pace(length: Int, rows: Int = 1_000) throws -> RowPace {
    try generator(length: length, rows: rows).pace(0, columns: [0, 1])
  }

  @Test func `rows of a few bytes go in groups of the usual size`() throws {
    let pace = try Self.pace(length: 2)
    #expect((pace.group, pace.batch) == (131_072, 4_096))
  }

  // A row of n values takes 8 n + 12 bytes.
  @Test(arguments: [(31, 65_536), (300, 8_192), (5_000, 512)])
  func `values of a group take at most 32 MiB`(length: Int, rows: Int) throws {
    let pace = try Self.pace(length: length)
    #expect(pace.group == rows)
    #expect(pace.group * (8 * length + 12) <= 32 << 20)
    #expect(pace.batch == min(4_096, rows / 8))
  }

  @Test func `what a document asks for stays`() {
    #expect(RowPace(rowBytes: 1 << 20, asked: 700).group == 700)
    #expect(RowPace(rowBytes: 1 << 20, asked: 2).batch == 2)
    #expect(RowPace(rowBytes: .max, asked: nil).group == 1)
  }

  @Test func `a table without rows and one whose rows fail have the usual groups`() throws {
    #expect(try Self.pace(length: 300, rows: 0).group == 131_072)
    #expect(RowPace(rowBytes: 0, asked: nil).group == 131_072)
  }
}
