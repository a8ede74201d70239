import Testing

@testable import CLI

@Suite struct TextTableTests {
  private var table: TextTable {
    var table = TextTable(headings: [
      .init("name"), .init("count", isRight: true), .init("note"),
    ])
    table.rows = [["first", "7", "x"], ["a", "1,234", nil], ["", nil, "a longer remark"]]
    return table
  }

  @Test func `columns are as wide as their widest cell, numbers right`() {
    #expect(
      table.render() == """
        name   count  note
        first      7  x
        a      1,234  –
                   –  a longer remark

        """)
  }

  @Test(arguments: 1...40)
  func `no line is wider than asked`(width: Int) {
    for line in table.render(width: width).split(separator: "\n") { #expect(line.count <= width) }
  }

  @Test func `the widest column is cut first, and says so`() {
    #expect(
      table.render(width: 26) == """
        name   count  note
        first      7  x
        a      1,234  –
                   –  a longer re…

        """)
  }

  @Test func `what fits is not cut`() {
    #expect(table.render(width: 29) == table.render())
  }

  @Test func `missing values are dimmed and headings bold on a terminal`() {
    let text = table.render(isColored: true)
    #expect(text.contains("\u{1B}[1mname\u{1B}[0m"))
    #expect(text.contains("\u{1B}[2m–\u{1B}[0m"))
    let plain = text.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[2m", with: "")
      .replacing("\u{1B}[0m", with: "")
    #expect(plain == table.render())
  }

  @Test func `text cannot steer the terminal or break its line`() {
    var table = TextTable(headings: [.init("t")])
    table.rows = [["a\u{1B}[31mb\nc\td\u{202E}e\u{7F}"]]
    #expect(table.render() == "t\na\\u{1b}[31mb\\nc\\td\\u{202e}e\\u{7f}\n")
  }

  @Test func `a table without rows has its headings`() {
    #expect(TextTable(headings: [.init("a"), .init("b")]).render() == "a  b\n")
  }
}
