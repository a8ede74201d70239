import Columnar
import Diagnostics
import Generators
import Planning
import SchemaDecoding
import SchemaModel
import Testing

@testable import Engine

/// Documents to plans, plans to all their cells.
enum Workbench {
  static let vocabulary = SchemaDecoding.Vocabulary(generators: GeneratorRegistry.syntaxes)

  static func plan(
    _ text: String, options: PlanOptions = PlanOptions(), file: String = "test.yaml"
  ) throws -> GenerationPlan {
    do throws(DiagnosticList) {
      let document = try DocumentDecoder.decode(text, fileName: file, vocabulary: vocabulary).get()
      return try Planner.plan(document, options: options)
    } catch {
      Issue.record("\(TextRenderer.render(error))")
      throw error
    }
  }

  static func generator(
    _ text: String, options: PlanOptions = PlanOptions(), threads: Int = 1
  ) throws -> Generator {
    try Generator(try plan(text, options: options), options: RunOptions(threads: threads))
  }

  /// Everything a document gives, hidden columns and tables too.
  static func dataset(_ text: String, options: PlanOptions = PlanOptions()) throws -> Dataset {
    try dataset(of: try generator(text, options: options))
  }

  static func dataset(of generator: Generator) throws -> Dataset {
    var tables: [TableData] = []
    for index in generator.plan.tables.indices {
      let plan = generator.plan.tables[index]
      let batch = try generator.rows(of: index, at: 0..<generator.rowCount(index), hidden: true)
      tables.append(TableData(plan.name, plan.columns.map(\.name), batch.columns))
    }
    return Dataset(tables: tables)
  }

  /// What an error says, or a note that there was none.
  static func failure(_ body: () throws -> Void) -> String {
    do { try body() } catch let error as RunError {
      switch error {
      case .generation(let failure): return failure.message
      case .preparation(let failures), .rows(_, let failures):
        return failures.map(\.message).joined(separator: "\n")
      case .sink, .cancelled: break
      }
      return "\(error)"
    } catch { return "\(error)" }
    return "no failure"
  }

  /// A plan's materials and context, for what lies below `Generator`.
  static func context(_ plan: GenerationPlan, threads: Int = 1) throws -> RunContext {
    let maker = MaterialMaker(plan: plan, threads: threads, isCancelled: { false })
    return RunContext(plan: plan, materials: try maker.makeAll())
  }
}

struct Dataset {
  var tables: [TableData]

  subscript(name: String) -> TableData {
    guard let table = tables.first(where: { $0.name == name }) else {
      preconditionFailure("no table '\(name)'")
    }
    return table
  }
}

/// All rows of a table, by column.
struct TableData {
  let name: String
  let names: [String]
  let columns: [Column]

  init(_ name: String, _ names: [String], _ columns: [Column]) {
    self.name = name
    self.names = names
    self.columns = columns
  }

  var rowCount: Int { columns[0].count }

  func column(_ name: String) -> Column {
    guard let index = names.firstIndex(of: name) else {
      preconditionFailure("no column '\(self.name).\(name)'")
    }
    return columns[index]
  }

  /// Values as people read them; nil where missing.
  func texts(_ name: String) -> [String?] {
    let column = column(name)
    return (0..<column.count).map { column.text(at: $0) }
  }

  /// Whole numbers, dates and times; nil where missing.
  func integers(_ name: String) -> [Int64?] {
    let column = column(name)
    guard case .int64(let values) = column.values else {
      preconditionFailure("'\(name)' is not held in 64 bits")
    }
    return values.indices.map { column.isNull($0) ? nil : values[$0] }
  }

  /// Numbers, decimals by their value; nil where missing.
  func numbers(_ name: String) -> [Double?] {
    let column = column(name)
    guard let values = column.doubles else { preconditionFailure("'\(name)' is no number") }
    return values.indices.map { column.isNull($0) ? nil : values[$0] }
  }
}
