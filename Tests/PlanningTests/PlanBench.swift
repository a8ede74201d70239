import Columnar
import Diagnostics
import Engine
import Foundation
import Generators
import Planning
import SchemaDecoding
import SchemaModel

/// Documents as texts, decoded and planned with the words of the program.
enum PlanBench {
  static let vocabulary = SchemaDecoding.Vocabulary(generators: GeneratorRegistry.syntaxes)

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func plan(
    _ bytes: [UInt8], fileName: String = "document.yaml", set: [(String, String)] = [],
    options: PlanOptions = PlanOptions()
  ) throws(DiagnosticList) -> GenerationPlan {
    let (spec, problems) = DocumentDecoder.read(
      bytes, fileName: fileName, vocabulary: vocabulary, overrides: Overrides(set: set))
    guard let spec else { throw problems }
    return try Planner.plan(spec, options: options, known: problems)
  }

  static func plan(
    _ text: String, set: [(String, String)] = [], options: PlanOptions = PlanOptions()
  ) throws(DiagnosticList) -> GenerationPlan {
    try plan(Array(text.utf8), set: set, options: options)
  }

  /// Empty for an accepted document.
  static func problems(_ bytes: [UInt8], fileName: String = "document.yaml") -> DiagnosticList {
    do throws(DiagnosticList) {
      _ = try plan(bytes, fileName: fileName)
      return DiagnosticList()
    } catch { return error }
  }

  static func codes(_ text: String) -> [String] {
    problems(Array(text.utf8)).sorted.map(\.code)
  }

  static func example(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appending(path: "examples/\(name)")))
  }

  /// Makes rows of every table, hidden columns too.
  ///
  /// - Parameter limit: rows of each table.
  /// - Throws: `RunError` where the data, not the document, is at fault.
  @discardableResult
  static func generate(
    _ plan: GenerationPlan, limit: Int = 1_000
  ) throws(RunError) -> [String: Batch] {
    let generator = try Generator(plan, options: RunOptions(threads: 1))
    var batches: [String: Batch] = [:]
    for table in plan.tables.indices {
      let rows = 0..<min(limit, generator.rowCount(table))
      batches[plan.tables[table].name] = try generator.rows(of: table, at: rows, hidden: true)
    }
    return batches
  }
}
