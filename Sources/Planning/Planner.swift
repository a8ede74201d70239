import Columnar
import Diagnostics
import Generators
import SchemaModel

/// What the command line asks of a plan beside the document.
package struct PlanOptions: Sendable {
  /// Row counts of single tables, `--rows orders=5000`.
  package var rows: [String: Int]
  /// Multiplies the row counts of tables that are not `scale: fixed`.
  package var scale: Double
  /// Columns read through a key are kept whole up to this many bytes, else recomputed.
  package var denseLimit: Int
  /// `--format`: all files have it, whatever the document says.
  package var format: String?
  /// `--compression`, in place of the document's.
  package var compression: String?
  /// Whether names of files matter; false for a run to standard output.
  package var writesFiles: Bool
  /// `--truth`: whether files about what was planted are written beside the data.
  package var writesTruth: Bool

  package init(
    rows: [String: Int] = [:], scale: Double = 1, denseLimit: Int = 64 << 20,
    format: String? = nil, compression: String? = nil, writesFiles: Bool = true,
    writesTruth: Bool = false
  ) {
    self.rows = rows
    self.scale = scale
    self.denseLimit = denseLimit
    self.format = format
    self.compression = compression
    self.writesFiles = writesFiles
    self.writesTruth = writesTruth
  }
}

/// Turns a decoded document into a plan, or says all that is wrong with it.
///
/// Parameters, row counts, keys, columns, arrivals, cycles and files are all read before it stops:
/// what cannot be told stands in as unknown, and what rests on it stays silent. Then come
/// materials.
package enum Planner {
  /// - Parameters:
  ///   - known: problems found when the document was read; what they are about is marked in it as
  ///     unread.
  ///   - readData: reads columns of files beside the document; without it there are none.
  /// - Throws: these and those of the document, and of what each of its scenarios makes of it.
  package static func plan(
    _ document: DocumentSpec, options: PlanOptions = PlanOptions(),
    known: DiagnosticList = DiagnosticList(),
    readData: @escaping DataReader = { _, _ throws(DataProblem) in throw .notFound }
  ) throws(DiagnosticList) -> GenerationPlan {
    var problems = known
    var made: GenerationPlan?
    do throws(DiagnosticList) {
      made = try plan(alone: document, options, DataFiles(readData))
    } catch { problems.all += error.all }
    var told = ToldProblems(problems)
    for scenario in document.scenarios {
      do throws(DiagnosticList) {
        _ = try plan(alone: scenario.document, PlanOptions(), DataFiles(readData))
      } catch { problems.all += told.untold(error.all, of: scenario.name) }
    }
    guard let made, !problems.hasErrors else {
      problems.all += made?.warnings ?? []
      throw problems
    }
    return made
  }

  private static func plan(
    alone document: DocumentSpec, _ options: PlanOptions, _ data: DataFiles
  ) throws(DiagnosticList) -> GenerationPlan {
    let (tables, output, expectations, warnings) = try resolved(document, options, data)
    var made = tables
    // Columns for files read others and are read by none.
    for table in made.indices { made[table].columns += output.added[table] }
    let truth =
      options.writesTruth ? TruthPass.run(&made, output.plan, document.output, options) : nil
    let materials = MaterialsPass.run(made, denseLimit: options.denseLimit)
    SizeMarksPass.run(&made)
    var plan = GenerationPlan(
      name: document.name, seed: document.seed, documentHash: document.canonicalHash,
      inputs: data.inputs.sorted { $0.path < $1.path }, tables: made, materials: materials,
      output: output.plan, truth: truth, warnings: warnings)
    plan.expectations = expectations
    plan.hasOtherSize = options.scale != 1 || !options.rows.isEmpty
    let unseen = ExpectationWriter.problems(plan)
    if unseen.hasErrors { throw unseen }
    return plan
  }

  /// All that can be told of parameters, tables, columns, arrivals and files at once.
  private static func resolved(
    _ document: DocumentSpec, _ options: PlanOptions, _ data: DataFiles
  ) throws(DiagnosticList) -> (
    tables: [TablePlan], output: OutputPass.Made, expectations: [ExpectationPlan],
    warnings: [Diagnostic]
  ) {
    var problems = DiagnosticList()
    let document = SeveralTables.expanded(document)
    let constants = ConstantsPass.run(document, &problems)
    let resolver = TablesPass.run(
      document, constants: constants, options: options, data: data, &problems)
    // Said once, where the locale is written, and not again at each column that needs its words.
    for source in [document.localeSource] + document.tables.map(\.locale) {
      guard let source, !Generators.Vocabulary.locales.contains(source.text) else { continue }
      problems.report(.unknownLocale(source))
    }
    var output: OutputPass.Made?
    do throws(DiagnosticList) { try ColumnsPass.run(resolver) } catch { problems.all += error.all }
    problems.all += resolver.listProblems
    var (tables, unknown) = ArrivalsPass.run(resolver, &problems)
    // Circles among what is known.
    do throws(DiagnosticList) {
      try CyclesPass.run(tables, resolver)
    } catch { problems.all += error.all }
    do throws(DiagnosticList) {
      try KeyBitsPass.run(&tables, resolver)
    } catch { problems.all += error.all }
    DistinctPass.run(tables, resolver, &problems)
    DegreesPass.run(tables, unknown: unknown, resolver, &problems)
    KeysPass.run(&tables, unknown: unknown, resolver, &problems)
    RecordsPass.run(document, &problems)
    UnusedRulesPass.run(resolver)
    PartsPass.run(tables, resolver, &problems)
    CorrelationsPass.run(&tables, resolver, &problems)
    let expectations = ExpectationsPass.run(resolver, &problems)
    do throws(DiagnosticList) {
      output = try OutputPass.run(document.output, resolver, options: options)
    } catch { problems.all += error.all }
    // Nothing in the list: all of it has been reported by who read the document.
    if document.localeSource == nil, document.unread.hasUnknownWords {
      // The locale may stand where nothing could be read.
      problems.all.removeAll { $0.code == Diagnostic.unknownWordsCode }
    }
    guard unknown.isEmpty, let output, !problems.hasErrors else {
      problems.all += resolver.warnings
      throw problems.distinct
    }
    return (tables, output, expectations, resolver.warnings)
  }
}

extension DiagnosticList {
  /// What several columns stumbled over, once.
  fileprivate var distinct: DiagnosticList {
    var seen = Set<Diagnostic>()
    let localeIsUnknown = all.contains { $0.code == Diagnostic.unknownLocaleCode }
    return DiagnosticList(
      all.filter { problem in
        seen.insert(problem).inserted
          && !(localeIsUnknown && problem.code == Diagnostic.unknownWordsCode)
      })
  }
}

extension Diagnostic {
  fileprivate static let unknownLocaleCode = "unknown-locale"
  /// A locale does not have the words that a column asks for.
  fileprivate static let unknownWordsCode = "no-vocabulary"
}
