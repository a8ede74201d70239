import Engine
import Testing

@testable import CLI

@Suite struct ArgumentTests {
  @Test(arguments: [("1/1", 1, 1), ("2/4", 2, 4), ("99999/99999", 99_999, 99_999)])
  func `a share is one of its count`(text: String, index: Int, count: Int) throws {
    let share = try #require(ShareArgument(argument: text)).share
    #expect(share == Share(index: index, count: count))
  }

  @Test(arguments: ["0/1", "2/1", "1", "1/", "/2", "1/2/3", "a/b", "-1/2", "1/100000", "", "1 / 2"])
  func `anything else is no share`(text: String) {
    #expect(ShareArgument(argument: text) == nil)
  }

  @Test func `an assignment is split at its first sign`() throws {
    let found = try #require(Assignment(argument: "a=b=c"))
    #expect((found.name, found.value) == ("a", "b=c"))
    #expect(Assignment(argument: "a=")?.value == "")
    #expect(Assignment(argument: "=b") == nil)
    #expect(Assignment(argument: "ab") == nil)
  }

  @Test func `numbers of rows may hold low lines`() {
    #expect(RowNumber(argument: "5_000")?.value == 5_000)
    #expect(RowNumber(argument: "-1") == nil)
    #expect(RowNumber(argument: "1e3") == nil)
    #expect(RowNumber(argument: "99999999999999999999") == nil)
  }

  @Test(arguments: [
    ("orders.parquet", "orders-00002-of-00004.parquet"),
    ("deep/er/o.rders.csv", "deep/er/o.rders-00002-of-00004.csv"),
    ("a.b/orders", "a.b/orders-00002-of-00004"), (".hidden", ".hidden-00002-of-00004"),
  ])
  func `files of shares carry their number before the extension`(file: String, expected: String) {
    #expect(Dataset.shared(file, Share(index: 2, count: 4)) == expected)
  }
}
