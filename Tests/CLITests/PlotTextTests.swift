import Testing
import Validation

@testable import CLI

@Suite struct PlotTextTests {
  private func plot(_ cells: [(String, Double, Double)]) throws -> PlotText {
    let cells = cells.map { CountPlot.Cell($0.0, found: $0.1, expected: $0.2) }
    return PlotText(try #require(CountPlot(cells, order: .named)), isColored: false)
  }

  @Test func `few cells that fail are bars, with a mark where they should end`() throws {
    let text = try plot([("north", 40, 20), ("south", 0, 20)]).text(isWhole: true)
    #expect(
      text == """
            north  ████████████████│███████████████   100 %  due 50 %
            south                  │                    0 %  due 50 %

        """)
  }

  @Test func `what holds is two lines of columns`() throws {
    let text = try plot([("a", 8, 7), ("b", 0, 1), ("c", 4, 4)]).text(isWhole: false)
    #expect(
      text == """
            expected ▇▁▄  a … c
            found    █ ▄

        """)
  }

  @Test func `titles cannot steer the terminal`() throws {
    let cells = (0..<20).map { ("\u{1B}[2J\($0)", 1.0, 1.0) }
    for isWhole in [false, true] {
      #expect(!(try plot(cells).text(isWhole: isWhole)).contains("\u{1B}"))
    }
  }

  @Test func `nothing found is no picture`() throws {
    #expect(try plot([("a", 0, 0), ("b", 0, 0)]).text(isWhole: true).isEmpty)
  }
}
