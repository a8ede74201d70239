import Columnar
import Engine
import Planning
import Sinks

/// A folder beside the data that says what was planted.
///
/// - Shape: a file for each table with hidden columns or values that go missing, with the key of
///   its rows; `truth.json`; `document.json`, the document with all that the command line changed
///   of it; `manifest.json`.
struct TruthFolder {
  static let reportName = "truth.json"
  static let documentName = "document.json"

  let folder: OutputFolder
  private let dataset: Dataset
  /// Nil for all.
  private let tables: Set<Int>?

  init(
    _ path: String, _ output: OutputPlan, of dataset: Dataset, tables: Set<Int>?, force: Bool
  ) throws(SinkError) {
    folder = try OutputFolder(path, force: force)
    var plan = dataset.plan
    plan.output = output
    self.dataset = Dataset(plan: plan, share: dataset.share)
    self.tables = tables
  }

  func fill(from generator: Generator, _ document: LoadedDocument) throws {
    let results = try document.running { () throws(RunError) in
      try generator.write(dataset.plan.output, tables: tables) {
        (table, layout) throws(SinkError) in
        try dataset.makeSink(table, layout, into: folder)
      }
    }
    let report = TruthReport(document, dataset, generator, tables)
    try folder.write(Array(try JSONText.pretty(report).utf8), to: Self.reportName)
    try folder.write(Array((document.spec.canonicalText + "\n").utf8), to: Self.documentName)
    try folder.write(dataset.manifest(results).json(), to: Manifest.fileName)
  }
}
