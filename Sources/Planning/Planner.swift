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
/// Phases: parameters; row counts and keys; columns with their types, arrivals, files; cycles through
/// rows and roll-ups; materials. A phase reports every independent problem before the planner stops.
package enum Planner {
  package static func plan(
    _ document: DocumentSpec, options: PlanOptions = PlanOptions()
  ) throws(DiagnosticList) -> GenerationPlan {
    let constants = try ConstantsPass.run(document)
    let resolver = try TablesPass.run(document, constants: constants, options: options)
    let (tables, output) = try resolved(document, resolver)
    var made = tables
    try CyclesPass.run(made, resolver)
    try KeyBitsPass.run(&made, resolver)
    let materials = MaterialsPass.run(made, denseLimit: options.denseLimit)
    SizeMarksPass.run(&made)
    return GenerationPlan(
      name: document.name, seed: document.seed, documentHash: document.canonicalHash,
      tables: made, materials: materials, output: output)
  }

  /// Columns, arrivals and files: independent of each other, so that all is said at once.
  private static func resolved(
    _ document: DocumentSpec, _ resolver: Resolver
  ) throws(DiagnosticList) -> (tables: [TablePlan], output: OutputPlan) {
    var problems = DiagnosticList()
    var tables: [TablePlan]?
    var output: OutputPlan?
    do throws(DiagnosticList) { try ColumnsPass.run(resolver) } catch { problems.all += error.all }
    do throws(DiagnosticList) {
      tables = try ArrivalsPass.run(resolver)
    } catch { problems.all += error.all }
    do throws(DiagnosticList) {
      output = try OutputPass.run(document.output, resolver)
    } catch { problems.all += error.all }
    guard let tables, let output, !problems.hasErrors else { throw problems.withoutRepeats }
    return (tables, output)
  }
}

extension DiagnosticList {
  /// What several columns stumbled over, once.
  fileprivate var withoutRepeats: DiagnosticList {
    var seen = Set<Diagnostic>()
    return DiagnosticList(all.filter { seen.insert($0).inserted })
  }
}
