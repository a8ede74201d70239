import Engine
import Generators
import Planning
import SchemaModel

/// What was planted, as `truth.json` says it.
struct TruthReport: Encodable {
  struct Table: Encodable {
    var name: String
    /// Whether the data lacks the whole table.
    var hidden: Bool
    /// In the whole table, whatever the share.
    var rows: Int
    /// Beside `truth.json`; nil where no column is told.
    var file: String?
    /// What rows are known by: the table's key, or where they stand in it, from 0.
    var rowsBy: [String]
    var hiddenColumns: [String]
    var missing: [Missing]
    var correlations: [Correlation]
  }

  /// Two columns that were made to go together.
  struct Correlation: Encodable {
    var between: [String]
    /// `spearman`, `pearson` or `copula`.
    var measure: String
    var target: Double
    /// Of the normal numbers that the columns follow.
    var normal: Double
  }

  /// Values that go missing from a column.
  struct Missing: Encodable {
    /// The column of the data; in the file it holds every value.
    var column: String
    /// Where it is a value within the column's that goes missing: fields that lead to it, `element`
    /// for that of a list, with '.' between them.
    var part: String?
    /// Rubin's word: `MCAR`, `MAR` or `MNAR`.
    var mechanism: String
    /// Where it is the same in all rows.
    var rate: Double?
    var expression: String?
    /// The column of the file with the chance in each row.
    var rateColumn: String?
    /// Whether the share holds exactly.
    var exact: Bool
  }

  var name: String
  var seed: UInt64
  var documentHash: String
  var version: String
  var rngContract: Int
  var tables: [Table]

  init(_ document: LoadedDocument, _ dataset: Dataset, _ generator: Generator, _ asked: Set<Int>?) {
    let plan = dataset.plan
    name = plan.name
    seed = plan.seed
    documentHash = plan.documentHash
    version = Version.text
    rngContract = Version.randomContract
    tables = plan.tables.indices.filter { asked?.contains($0) ?? true }.map { index in
      Table(document, dataset, index, rows: generator.rowCount(index))
    }
  }
}

extension TruthReport.Table {
  fileprivate init(_ document: LoadedDocument, _ dataset: Dataset, _ index: Int, rows: Int) {
    let table = dataset.plan.tables[index]
    let file = dataset.plan.output.files[index].first
    name = table.name
    hidden = table.isHidden
    self.rows = rows
    self.file = file.map { dataset.path($0) }
    rowsBy = (file?.columns ?? []).filter { column in
      if case .record(.position) = table.columns[column.column].generator { return true }
      return table.keyColumns.contains(column.column)
    }.map(\.name)
    hiddenColumns = table.columns.filter { $0.isHidden && !$0.isAdded && !$0.name.contains(".") }
      .map(\.name)
    missing = table.columns.indices.flatMap { column in
      let whole = table.columns[column].missing.map { missing in
        TruthReport.Missing(
          column: table.columns[column].name, mechanism: missing.mechanism(table.columns[column]),
          rate: missing.rate.constant, expression: document.missingText(index, column),
          rateColumn: file?.columns.first { told in
            table.columns[told.column].generator.isRate(of: column)
          }?.name, exact: missing.isExact)
      }
      return (whole.map { [$0] } ?? [])
        + table.columns[column].lostParts.map {
          TruthReport.Missing(of: table.columns[column].name, $0)
        }
    }
    correlations = table.correlations.map { pair in
      TruthReport.Correlation(
        between: [pair.columns.first, pair.columns.second].map { table.columns[$0].name },
        measure: pair.measure.rawValue, target: pair.target, normal: pair.normal)
    }
  }
}

extension TruthReport.Missing {
  /// A part's share cannot go by the part itself, nor hold exactly.
  fileprivate init(of column: String, _ part: LostPart) {
    self.init(
      column: column, part: part.path.joined(separator: "."),
      mechanism: part.rate.constant == nil ? "MAR" : "MCAR", rate: part.rate.constant,
      expression: part.expression, rateColumn: nil, exact: false)
  }
}

extension MissingPlan {
  /// How the chance that a value is missing hangs together with what the row holds.
  ///
  /// - Reference: D. B. Rubin, *Inference and missing data*, Biometrika 63 (1976).
  fileprivate func mechanism(_ column: ColumnPlan) -> String {
    if rate.constant != nil { return "MCAR" }
    // Nothing but the rate can read the column itself.
    return column.inputs.contains(.own) ? "MNAR" : "MAR"
  }
}

extension ColumnGenerator {
  fileprivate func isRate(of column: Int) -> Bool {
    if case .record(.missingRate(column)) = self { true } else { false }
  }
}

extension LoadedDocument {
  /// The expression after `missing:`, where there is one.
  fileprivate func missingText(_ table: Int, _ column: Int) -> String? {
    let name = plan.tables[table].columns[column].name
    let written = spec.tables[table].columns.first { $0.name.text == name }?.modifiers["missing"]
    guard case .expression(let text)? = written else { return nil }
    return text.text
  }
}
