/// A table in columns of one width each.
struct TextTable {
  struct Heading {
    var text: String
    var isRight: Bool

    init(_ text: String, isRight: Bool = false) {
      self.text = text
      self.isRight = isRight
    }
  }

  /// Stands for a value that is missing.
  static let missing = "–"
  private static let gap = "  "
  private static let narrowest = 8

  var headings: [Heading]
  /// Cells by row; nil where the value is missing.
  var rows: [[String?]] = []
  /// Whether the headings are written.
  var showsHeadings = true

  /// - Parameters:
  ///   - width: the table is cut to it: first its widest columns, then its lines.
  ///   - isColored: headings bold, missing values dimmed.
  /// - Returns: lines, each ended by a line feed.
  func render(width: Int? = nil, isColored: Bool = false) -> String {
    let cells = rows.map { row in row.map { $0.map(Self.plain) } }
    let widths = columnWidths(cells, limit: width)
    var text = ""
    if showsHeadings {
      text += line(
        headings.map { Self.plain($0.text) }, widths, limit: width,
        style: isColored ? "\u{1B}[1m" : nil)
    }
    for row in cells {
      text += line(row, widths, limit: width, missingStyle: isColored ? "\u{1B}[2m" : nil)
    }
    return text
  }

  private func columnWidths(_ cells: [[String?]], limit: Int?) -> [Int] {
    var widths = headings.map { showsHeadings ? $0.text.count : 0 }
    for row in cells {
      for (index, cell) in row.enumerated() {
        widths[index] = max(widths[index], (cell ?? Self.missing).count)
      }
    }
    guard let limit else { return widths }
    let gaps = Self.gap.count * max(0, widths.count - 1)
    var surplus = widths.reduce(gaps, +) - limit
    while surplus > 0, let widest = widths.max(), widest > Self.narrowest,
      let index = widths.firstIndex(of: widest)
    {
      widths[index] -= 1
      surplus -= 1
    }
    return widths
  }

  private func line(
    _ cells: [String?], _ widths: [Int], limit: Int?, style: String? = nil,
    missingStyle: String? = nil
  ) -> String {
    var text = ""
    var used = 0
    for (index, cell) in cells.enumerated() {
      let isLast = index == cells.count - 1
      var shown = Self.cut(cell ?? Self.missing, to: widths[index])
      let padding = String(repeating: " ", count: widths[index] - shown.count)
      let isRight = headings[index].isRight
      var width = (index == 0 ? 0 : Self.gap.count) + widths[index]
      if isLast, !isRight { width -= padding.count }
      if let limit, used + width > limit { break }
      used += width
      if let style { shown = style + shown + "\u{1B}[0m" }
      if cell == nil, let missingStyle { shown = missingStyle + shown + "\u{1B}[0m" }
      text += (index == 0 ? "" : Self.gap) + (isRight ? padding + shown : shown)
      if !isRight, !isLast { text += padding }
    }
    while text.last == " " { text.removeLast() }
    return text + "\n"
  }

  private static func cut(_ text: String, to width: Int) -> String {
    text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
  }

  /// Text that cannot steer the terminal or break its line.
  static func plain(_ text: String) -> String {
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.value < 32 || (127..<160).contains(scalar.value)
        || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.map { scalar in
      switch scalar {
      case "\n": "\\n"
      case "\t": "\\t"
      default: isControl(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
      }
    }.joined()
  }
}
