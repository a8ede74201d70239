import Testing

@testable import Profiling

@Suite struct OpenFolderTests {
  private func tables(_ files: [String: String]) throws -> [OpenTable] {
    let folder = try Folder(files)
    return try OpenFolder(folder.path, schema: "data", in: try Folder.engine([folder])).tables
  }

  @Test func `files that are numbered or lie in folders by value are one table`() throws {
    let found = try tables([
      "orders-00000.csv": "a\n1\n", "orders-00001.csv": "a\n2\n", "sales/part-0.csv": "a\n1\n",
      "sales/part-1.csv": "a\n2\n", "s/year=2023/x.csv": "a\n1\n", "s/year=2024/x.csv": "a\n2\n",
      "master/shops.csv": "a\n1\n", "shops.csv": "a\n1\n", "manifest.json": "{}",
      "_SUCCESS": "", ".hidden.csv": "a\n1\n", "notes.md": "x",
    ])
    #expect(
      found.map { "\($0.name) \($0.fileCount) \($0.rows)" } == [
        "orders 2 2", "s 2 2", "sales 2 2", "shops 1 1", "shops_csv 1 1",
      ])
    #expect(found[1].columns.map(\.name).contains("year"))
  }

  @Test(arguments: [
    ("1\n-20\n", "BIGINT"), ("1\n2.5\n", "DOUBLE"), ("1.50\n20.25\n", "DECIMAL(18,2)"),
    ("007\n12\n", "VARCHAR"), ("true\nFALSE\n", "BOOLEAN"), ("2024-02-29\n", "DATE"),
    ("2024-02-30\n", "VARCHAR"), ("2024-02-29T10:00:00.5\n", "TIMESTAMP"),
    ("10:00:00\n", "TIME"), ("1e3\nnan\n", "DOUBLE"), ("12345678901234567890\n", "DOUBLE"),
    ("550e8400-e29b-41d4-a716-446655440000\n", "UUID"), ("-0\n", "DOUBLE"), ("a\n1\n", "VARCHAR"),
    ("+5\n", "VARCHAR"),
  ])
  func `texts are of the narrowest type that gives them back`(text: String, type: String) throws {
    let found = try tables(["t.csv": "x,y\n" + text.replacing("\n", with: ",1\n")])
    #expect(found[0].columns[0].sqlType == type)
  }

  @Test func `JSON in text is told, and a column without values is text`() throws {
    let found = try tables(["t.csv": "j,e\n\"[1,2]\",\n\"[]\",\n"])
    #expect(found[0].columns.map(\.kind) == [.json, .text])
  }

  @Test func `a file that cannot be read is a problem of its own`() throws {
    let folder = try Folder(["x.parquet": "nothing", "y.csv": "a\n1\n"])
    let data = try OpenFolder(folder.path, schema: "data", in: try Folder.engine([folder]))
    #expect(data.tables.map(\.name) == ["y"] && data.problems.map(\.table) == ["x"])
  }
}
