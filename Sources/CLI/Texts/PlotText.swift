import Validation

/// A small picture, in characters, of what was found beside what is expected.
struct PlotText {
  private static let width = 32
  private static let longestTitle = 24
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let heights = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let indent = "    "

  private let plot: CountPlot
  private let isColored: Bool

  init(_ plot: CountPlot, isColored: Bool) {
    self.plot = plot
    self.isColored = isColored
  }

  /// - Parameter isWhole: bars with figures where the cells are few; lines alone otherwise.
  func text(isWhole: Bool) -> String {
    isWhole && plot.cells.count <= 12 ? bars : lines
  }

  /// Two lines of columns, one above the other.
  private var lines: String {
    let most = plot.cells.map { max($0.found, $0.expected) }.max() ?? 0
    guard most > 0 else { return "" }
    let ends = [plot.cells.first, plot.cells.last].compactMap { $0?.title }.map(TextTable.plain)
    return Self.indent + dim("expected ") + row(plot.cells.map(\.expected), most)
      + dim("  \(ends.joined(separator: " … "))") + "\n"
      + Self.indent + dim("found    ") + row(plot.cells.map(\.found), most) + "\n"
  }

  private func row(_ values: [Double], _ most: Double) -> String {
    values.map { value in
      if value <= 0 { return " " }
      let height = Int((value / most * Double(Self.heights.count)).rounded(.up)) - 1
      return Self.heights[min(max(0, height), Self.heights.count - 1)]
    }.joined()
  }

  /// A bar for each cell, as long as what was found, with a mark where what is expected ends.
  private var bars: String {
    let most = plot.cells.map { max($0.found, $0.expected) }.max() ?? 0
    let total = plot.cells.reduce(0) { $0 + $1.found }
    let due = plot.cells.reduce(0) { $0 + $1.expected }
    guard most > 0, total > 0, due > 0 else { return "" }
    var table = TextTable(
      headings: [.init("value"), .init("rows"), .init("found", isRight: true), .init("due")])
    table.showsHeadings = false
    table.rows = plot.cells.map { cell in
      [
        String(cell.title.prefix(Self.longestTitle)), bar(cell, most),
        Wording.percent(cell.found / total), "due \(Wording.percent(cell.expected / due))",
      ]
    }
    return table.render().split(separator: "\n").map { Self.indent + $0 + "\n" }.joined()
  }

  private func bar(_ cell: CountPlot.Cell, _ most: Double) -> String {
    let length = Int((cell.found / most * Double(Self.width * 8)).rounded())
    var characters = Array(repeating: "█", count: length / 8)
    if length % 8 > 0 { characters.append(Self.eighths[length % 8]) }
    characters += Array(repeating: " ", count: Self.width + 1 - characters.count)
    let mark = Int((cell.expected / most * Double(Self.width)).rounded())
    characters[mark] = "│"
    return characters.joined()
  }

  private func dim(_ text: String) -> String {
    isColored ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }
}
