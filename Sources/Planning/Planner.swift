import Columnar
import Diagnostics
import SchemaModel

/// What the command line asks of a plan beside the document.
package struct PlanOptions: Sendable {
  /// Row counts of single tables, `--rows orders=5000`.
  package var rows: [String: Int]
  /// Multiplies the row counts of tables that are not `scale: fixed`.
  package var scale: Double
  /// Columns read through a key are kept whole up to this many bytes, else recomputed.
  package var denseLimit: Int

  package init(rows: [String: Int] = [:], scale: Double = 1, denseLimit: Int = 64 << 20) {
    self.rows = rows
    self.scale = scale
    self.denseLimit = denseLimit
  }
}

/// Turns a decoded document into a plan, or says all that is wrong with it.
///
/// Phases: parameters; row counts and keys; columns with their types; arrivals; cycles; materials;
/// files. A phase reports every independent problem before the planner stops.
package enum Planner {
  package static func plan(
    _ document: DocumentSpec, options: PlanOptions = PlanOptions()
  ) throws(DiagnosticList) -> GenerationPlan {
    let constants = try ConstantsPass.run(document)
    let resolver = try TablesPass.run(document, constants: constants, options: options)
    try ColumnsPass.run(resolver)
    var tables = try ArrivalsPass.run(resolver)
    try CyclesPass.run(tables, resolver)
    try KeyBitsPass.run(&tables, resolver)
    let materials = MaterialsPass.run(tables, denseLimit: options.denseLimit)
    SizeMarksPass.run(&tables)
    let output = try OutputPass.run(document.output, tables: tables)
    return GenerationPlan(
      name: document.name, seed: document.seed, documentHash: document.canonicalHash,
      tables: tables, materials: materials, output: output)
  }
}
