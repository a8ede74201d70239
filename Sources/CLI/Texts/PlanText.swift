/// A plan as people read it.
struct PlanText {
  let report: PlanReport
  let isColored: Bool

  init(_ report: PlanReport, isColored: Bool) {
    self.report = report
    self.isColored = isColored
  }

  var text: String {
    let count = report.tables.reduce(0) { $0 + $1.rows }
    let isExact = report.tables.allSatisfy(\.rowsAreExact)
    var text = "\(report.name): \(report.tables.count) tables, "
    text += "\(Figures.rows(count, isExact: isExact)), seed \(report.seed)\n"
    text += "document \(report.documentHash)\n"
    for input in report.inputs ?? [] { text += "input \(input.file) \(input.sha256)\n" }
    text += "\n"
    text += tables + "\n"
    for table in report.tables { text += columns(of: table) + "\n" }
    text += passes
    text += "memory for materials: \(Figures.bytes(report.materialBytes))\n"
    if let share = report.share { text += self.share(share) }
    return text
  }

  private var tables: String {
    let hasShare = report.share != nil
    var table = TextTable(
      headings: [
        .init("table"), .init("mode"), .init("rows", isRight: true),
      ] + (hasShare ? [.init("in the share", isRight: true)] : []) + [
        .init("key bits", isRight: true), .init("parent"), .init("file"),
      ])
    for row in report.tables {
      let about = row.rowsAreExact ? "" : "~"
      var cells: [String?] = [
        row.name, row.mode, about + Figures.grouped(Figures.whole(row.rows)),
      ]
      if hasShare { cells.append(about + Figures.grouped(Figures.whole(row.shareRows))) }
      cells += [
        String(row.keyBits), row.parent ?? "",
        row.files?.joined(separator: ", ") ?? row.file ?? "hidden",
      ]
      table.rows.append(cells)
    }
    return table.render(isColored: isColored)
  }

  private func columns(of table: PlanReport.Table) -> String {
    var text = TextTable(headings: [
      .init(table.name), .init("type"), .init("generator"), .init("access"), .init("remarks"),
    ])
    for column in table.columns {
      var remarks: [String] = []
      if column.key { remarks.append("key") }
      if column.nullable { remarks.append("nullable") }
      if column.hidden { remarks.append("hidden") }
      if let kept = column.kept { remarks.append(kept == "dense" ? "dense" : "kept") }
      if column.sizeDependent {
        remarks.append("size-dependent (\(column.sizeDependsOn.joined(separator: ", ")))")
      }
      text.rows.append([
        column.name, column.type, column.generator, column.access,
        remarks.joined(separator: ", "),
      ])
    }
    return text.render(isColored: isColored)
  }

  private var passes: String {
    var text = TextTable(headings: [
      .init("pass", isRight: true), .init("makes"), .init("bytes", isRight: true), .init("reads"),
    ])
    for pass in report.passes {
      text.rows.append([
        String(pass.level), pass.makes, Figures.bytes(pass.bytes),
        pass.reads.joined(separator: ", "),
      ])
    }
    let last = (report.passes.map(\.level).max() ?? 0) + 1
    let files = report.tables.flatMap { $0.files ?? [$0.file].compactMap { $0 } }
    text.rows.append([String(last), "files \(files.joined(separator: ", "))", "", ""])
    return text.render(isColored: isColored)
  }

  private func share(_ share: PlanReport.ShareReport) -> String {
    "share \(share.index)/\(share.count): makes \(Figures.rows(share.rows, isExact: false)) of its "
      + "own and goes through \(Figures.rows(share.rowsMadeAgain, isExact: false)) for materials, "
      + "as every share does\n"
  }
}
