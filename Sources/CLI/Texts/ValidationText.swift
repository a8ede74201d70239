import Validation

/// A report as people read it: what fails first, then tables and layers.
struct ValidationText {
  private let report: Report
  private let isColored: Bool
  private let isWhole: Bool

  init(_ report: Report, isColored: Bool, isWhole: Bool) {
    self.report = report
    self.isColored = isColored
    self.isWhole = isWhole
  }

  var text: String {
    var text = ""
    let wrong = report.items.filter { $0.verdict == .fails || $0.verdict == .unreadable }
    var shown: Set<CountPlot> = []
    for item in wrong.sorted(by: Self.isWorse) { text += line(item) + picture(item, &shown) }
    if isWhole {
      for item in report.items where item.verdict != .fails && item.verdict != .unreadable {
        text += line(item) + picture(item, &shown)
      }
    }
    if !text.isEmpty { text += "\n" }
    return text + tables + "\n" + summary
  }

  /// Structure before chance, many wrong rows before few.
  private static func isWorse(_ a: Report.Item, _ b: Report.Item) -> Bool {
    rank(a) > rank(b)
  }

  private static func rank(_ item: Report.Item) -> Double {
    switch item.finding.outcome {
    case .unreadable: 3
    case .exact(let wrong, let n): 2 + min(0.999, Double(wrong) / Double(max(1, n)))
    case .chance: 1 - (item.adjustedP ?? 1)
    case .empty: 0
    }
  }

  private func line(_ item: Report.Item) -> String {
    let mark =
      switch item.verdict {
      case .holds: styled("✓", "32")
      case .negligible: styled("~", "33")
      case .fails, .unreadable: styled("✗", "31")
      case .empty: styled("·", "2")
      }
    var text = "\(mark) \(item.finding.sentence)"
    if let rows = item.finding.rows { text += " (where \(rows))" }
    if case .chance(let result) = item.finding.outcome {
      text += styled("  p \(Wording.number(result.p))", "2")
    }
    if !item.finding.examples.isEmpty {
      text += ", such as " + item.finding.examples.map { "'\($0)'" }.joined(separator: ", ")
    }
    return text + styled(" [\(item.finding.code)]", "2") + "\n"
  }

  /// Once, where several findings look at the same rows.
  private func picture(_ item: Report.Item, _ shown: inout Set<CountPlot>) -> String {
    guard let plot = item.finding.plot, item.verdict != .empty, shown.insert(plot).inserted else {
      return ""
    }
    return PlotText(plot, isColored: isColored).text(isWhole: item.verdict == .fails)
  }

  private func styled(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Claims that hold of those that were judged, by table and layer.
  private var tables: String {
    let layers = Layer.allCases.filter { report.count($0).judged > 0 }
    var table = TextTable(
      headings: [.init("table")] + layers.map { .init($0.rawValue, isRight: true) })
    var names: [String] = []
    for item in report.items where !names.contains(item.finding.table) {
      names.append(item.finding.table)
    }
    for name in names {
      table.rows.append(
        [name]
          + layers.map { layer in
            let items = report.items.filter {
              $0.finding.table == name && $0.finding.layer == layer && $0.verdict != .empty
            }
            let holding = items.count { $0.verdict == .holds || $0.verdict == .negligible }
            return items.isEmpty ? nil : "\(holding)/\(items.count)"
          })
    }
    return table.render(isColored: isColored)
  }

  private var summary: String {
    let judged = report.items.filter { $0.verdict != .empty }
    let wrong = judged.count { $0.verdict == .fails || $0.verdict == .unreadable }
    let score = report.score.map { ", score \(Wording.number($0))" } ?? ""
    let rate = "false alarms at \(Wording.percent(report.familyRate))"
    if wrong == 0 {
      return "\(Wording.count(judged.count, "check")), all hold\(score); \(rate)\n"
    }
    return "\(Wording.grouped(wrong)) of \(Wording.count(judged.count, "check")) "
      + "\(wrong == 1 ? "fails" : "fail")\(score); \(rate)\n"
  }
}
