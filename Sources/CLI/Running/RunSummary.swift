import Engine
import Planning

/// What a run has written, for people.
enum RunSummary {
  static func text(_ dataset: Dataset, _ results: [TableResult], seconds: Double) -> String {
    var table = TextTable(headings: [
      .init("table"), .init("rows", isRight: true), .init("bytes", isRight: true), .init("file"),
    ])
    for result in results {
      table.rows.append([
        dataset.plan.tables[result.table].name, Figures.grouped(result.summary.rowCount),
        Figures.bytes(result.summary.byteCount), files(dataset, result),
      ])
    }
    let tables = results.count == 1 ? "1 table" : "\(results.count) tables"
    return table.render() + "\(tables), " + volume(results, seconds: seconds)
  }

  /// What went to standard output, where there are no files.
  static func streamed(_ table: String, _ result: TableResult, seconds: Double) -> String {
    "\(table) to standard output: " + volume([result], seconds: seconds)
  }

  private static func volume(_ results: [TableResult], seconds: Double) -> String {
    let rows = results.reduce(0) { $0 + $1.summary.rowCount }
    let bytes = results.reduce(0) { $0 + $1.summary.byteCount }
    let rate = seconds > 0 ? Double(rows) / seconds : 0
    return "\(Figures.rows(Double(rows), isExact: true)), \(Figures.bytes(bytes)) in "
      + "\(clockText(seconds)) (\(Figures.short(rate)) rows/s)\n"
  }

  /// The files of a table; of a folder how many it holds.
  private static func files(_ dataset: Dataset, _ result: TableResult) -> String {
    let outputs = dataset.plan.output.files[result.table]
    return outputs.indices.map { index in
      let path = dataset.path(outputs[index])
      let count = result.summary.files.count { $0.output == index }
      let isOne = outputs[index].place == .file && outputs[index].sizeLimit == nil
      return isOne ? path : "\(path) (\(count == 1 ? "1 file" : "\(count) files"))"
    }.joined(separator: ", ")
  }

  private static func clockText(_ seconds: Double) -> String {
    seconds < 100 ? "\((seconds * 10).rounded() / 10) s" : Figures.clock(seconds)
  }
}
