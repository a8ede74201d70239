import Profiling
import Validation

/// A profile as people read it: a table of columns for each table.
struct ProfileText {
  private let profile: DatasetProfile
  private let width: Int?
  private let isColored: Bool

  /// - Parameter width: lines are cut to it; nil where they are not.
  init(_ profile: DatasetProfile, width: Int?, isColored: Bool) {
    self.profile = profile
    self.width = width
    self.isColored = isColored
  }

  var text: String {
    var text = profile.tables.map { section($0) }.joined(separator: "\n")
    if !profile.unread.isEmpty { text += "\n" }
    for file in profile.unread {
      text += "\(styled("✗", "31")) \(file.table) cannot be read: \(file.reason)\n"
    }
    if profile.tables.isEmpty, profile.unread.isEmpty {
      text += "\(profile.folder) holds no Parquet, CSV or JSON Lines\n"
    }
    return text
  }

  private func section(_ table: TableProfile) -> String {
    var heading = "\(styled(table.name, "1"))  \(Wording.count(table.rows, "row")), "
    heading += "\(Wording.count(table.columns.count, "column")), \(table.format.rawValue)"
    if table.files > 1 { heading += " in \(table.files) files" }
    if !table.key.isEmpty { heading += ", key \(table.key.joined(separator: " + "))" }
    var grid = TextTable(
      headings: [
        .init("  column"), .init("type"), .init("missing", isRight: true),
        .init("distinct", isRight: true), .init("range"), .init(""), .init("looks like"),
      ])
    for column in table.columns { grid.rows += rows(column, table, indent: "  ") }
    return heading + "\n" + grid.render(width: width, isColored: isColored)
  }

  private func rows(
    _ column: ColumnProfile, _ table: TableProfile, indent: String
  ) -> [[String?]] {
    let isKnown = column.present > 0
    let range =
      column.kind == .text && column.text?.numbered == nil || column.kind == .uuid
      ? column.text.map { Self.lengths($0) } : Self.range(column)
    let row: [String?] = [
      indent + column.name, column.type,
      column.missing == 0 ? nil : Wording.percent(column.missingShare),
      column.distinct.map { ($0.isExact ? "" : "~") + Wording.grouped($0.count) },
      isKnown ? range : nil, column.picture, isKnown ? Self.looks(column, table) : "nothing",
    ]
    return [row] + column.parts.flatMap { rows($0, table, indent: indent + "  ") }
  }

  private static func lengths(_ text: TextShape) -> String {
    let range =
      text.shortest == text.longest ? "\(text.shortest)" : "\(text.shortest)…\(text.longest)"
    return "\(range) characters"
  }

  private static func range(_ column: ColumnProfile) -> String? {
    guard let least = column.least, let greatest = column.greatest else { return nil }
    return least == greatest ? least : "\(least) … \(greatest)"
  }

  /// What a person would say first.
  private static func looks(_ column: ColumnProfile, _ table: TableProfile) -> String {
    var parts: [String] = []
    if table.key == [column.name] { parts.append("key") }
    if let reference = table.references.first(where: { $0.column == column.name }) {
      parts.append(children(reference, table))
    }
    if let step = column.step { parts.append("counts by \(step)") }
    if column.isConstant {
      parts.append("always the same")
    } else if parts.isEmpty, let law = column.law, law.fits,
      !column.listsAll || column.kind != .text
    {
      parts.append(LawText.line(law, column.kind))
    } else if parts.isEmpty, column.listsAll {
      parts.append(shares(column))
    }
    if let pattern = column.text?.pattern, !column.listsAll { parts.append(pattern) }
    if let order = column.order, column.step == nil { parts.append(order.rawValue) }
    if let grid = column.grid, column.kind != .whole || grid != .digits(0) {
      parts += LawText.grid(grid, column.kind).map { [$0] } ?? []
    }
    if parts.isEmpty, let law = column.law {
      parts.append("no law; " + LawText.line(law, column.kind))
    }
    if column.notFinite > 0 { parts.append("\(Wording.grouped(column.notFinite)) not finite") }
    return parts.joined(separator: ", ")
  }

  private static func children(_ reference: ReferenceProfile, _ table: TableProfile) -> String {
    var text = "→ \(reference.table), \(Wording.number(reference.childrenMean)) each"
    if let law = reference.children, law.fits { text += " (\(LawText.line(law, .whole)))" }
    if reference.orphans > 0 { text += ", \(Wording.count(reference.orphans, "orphan"))" }
    return text
  }

  private static func shares(_ column: ColumnProfile) -> String {
    let shown = column.frequent.prefix(4).map { "\($0.value) \(Wording.percent($0.share))" }
    return shown.joined(separator: ", ") + (column.frequent.count > 4 ? ", …" : "")
  }

  private func styled(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
