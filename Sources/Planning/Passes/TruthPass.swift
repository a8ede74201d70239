import Columnar
import Generators
import SchemaModel

/// Finds what files beside the data say of each table: hidden columns, and values before any went
/// missing, with the key of their rows; tables that are hidden as a whole.
enum TruthPass {
  /// - Parameter tables: get the columns that only these files need.
  static func run(
    _ tables: inout [TablePlan], _ output: OutputPlan, _ spec: OutputSpec, _ options: PlanOptions
  ) -> OutputPlan {
    let format = options.format ?? spec.arguments.text("format") ?? "parquet"
    let compression = FileCompressions(spec, options, standard: format, count: 1)
      .word(0, format: format)
    let suffix = FileCompressions.suffix(compression, format: format)
    let ending = (OutputPass.extensions[format] ?? format) + suffix
    var truth = output
    for index in tables.indices {
      let columns = columns(of: &tables[index])
      truth.files[index] =
        columns.isEmpty
        ? []
        : [
          FilePlan(
            path: "\(tables[index].name).\(ending)", place: .file, ending: ending, format: format,
            compression: compression, columns: columns, keys: [], sizeLimit: nil, bloomRates: [:])
        ]
    }
    return truth
  }

  private static func columns(of table: inout TablePlan) -> [FileColumn] {
    let own = table.columns.indices.filter { !table.columns[$0].isAdded }
    var told: [FileColumn] = []
    for index in own {
      let column = table.columns[index]
      // What the document did not name, and what no file can hold, is left out.
      if column.name.contains(".") { continue }
      if column.type == .duration {
        let name = free(column.name + "_us", in: table)
        told.append(
          FileColumn(
            name,
            add(
              .microseconds(column: index), name, .int64, reading: index,
              isNullable: column.isNullable, &table)))
        continue
      }
      if column.missing != nil || !column.lostParts.isEmpty, !isLiteral(table) {
        told += records(of: index, column.missing, &table)
      } else if column.isHidden || table.isHidden {
        told.append(FileColumn(column.name, index))
      }
    }
    guard !told.isEmpty else { return [] }
    let keys = table.keyColumns.map { FileColumn(table.columns[$0].name, $0) }
    if !keys.isEmpty { return keys + told.filter { !keys.contains($0) } }
    let name = free("row", in: table)
    return [FileColumn(name, add(.position, name, .int64, &table))] + told
  }

  private static func isLiteral(_ table: TablePlan) -> Bool {
    if case .literal = table.source { true } else { false }
  }

  /// The column without what is missing, and the chance of that where it differs from row to row.
  private static func records(
    of index: Int, _ missing: MissingPlan?, _ table: inout TablePlan
  ) -> [FileColumn] {
    var complete = table.columns[index]
    complete.generator = .record(.complete(column: index))
    complete.isNullable = missing?.isNullableOtherwise ?? complete.isNullable
    (complete.when, complete.otherwise, complete.missing, complete.rounding) = (nil, nil, nil, nil)
    (complete.inputs, complete.needsSelection) = ([.column(index)], false)
    (complete.isAdded, complete.isHidden) = (true, true)
    table.columns.append(complete)
    var told = [FileColumn(complete.name, table.columns.count - 1)]
    if let missing, missing.rate.constant == nil {
      let name = free("\(complete.name)_missing_rate", in: table)
      told.append(
        FileColumn(
          name,
          add(
            .missingRate(column: index), name, .float64, reading: index,
            isNullable: complete.isNullable, &table)))
    }
    return told
  }

  /// - Returns: the place of the new column.
  private static func add(
    _ record: ColumnRecord, _ name: String, _ type: LogicalType, reading column: Int? = nil,
    isNullable: Bool = false, _ table: inout TablePlan
  ) -> Int {
    table.columns.append(
      ColumnPlan(
        name: name, type: type, isNullable: isNullable, isHidden: true, interval: .unbounded,
        generator: .record(record), inputs: column.map { [.column($0)] } ?? [],
        needsSelection: false, isAdded: true))
    return table.columns.count - 1
  }

  /// A name that no column of the table has.
  private static func free(_ name: String, in table: TablePlan) -> String {
    var name = name
    while table.columns.contains(where: { $0.name == name }) { name += "_" }
    return name
  }
}

extension ColumnPlan {
  /// The values within its values that may go missing by shares of their own.
  package var lostParts: [LostPart] {
    let own: [LostPart] = if case .local(let source) = generator { source.lostParts } else { [] }
    return own + (otherwise?.lostParts ?? [])
  }
}
