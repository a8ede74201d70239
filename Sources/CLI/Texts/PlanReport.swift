import Columnar
import Engine
import Planning

/// What `plan` says, as data.
struct PlanReport: Encodable {
  struct Table: Encodable {
    var name: String
    var hidden: Bool
    var mode: String
    /// The expectation in mode B.
    var rows: Double
    var rowsAreExact: Bool
    var shareRows: Double
    var keyBits: Int
    var key: String?
    /// The table whose rows this one's belong to.
    var parent: String?
    /// The first of them where there are several; a folder of files has a slash behind it.
    var file: String?
    /// All, where there are several.
    var files: [String]?
    var format: String?
    var columns: [Column]
  }

  struct Column: Encodable {
    var name: String
    var type: String
    var nullable: Bool
    var hidden: Bool
    /// Whether it tells rows apart, alone or with the others that do.
    var key: Bool
    var generator: String
    /// `dense` when it is kept whole for those who read it, `roll-up` when it is a material.
    var kept: String?
    var access: String
    var sizeDependent: Bool
    /// The tables whose numbers of rows its cells depend on.
    var sizeDependsOn: [String]
  }

  struct Pass: Encodable {
    var level: Int
    var makes: String
    var reads: [String]
    var bytes: Int
  }

  struct ShareReport: Encodable {
    var index: Int
    var count: Int
    var rows: Double
    /// Rows gone through for the materials, as every share does.
    var rowsMadeAgain: Double
  }

  struct Input: Encodable {
    var file: String
    var byteCount: Int
    var sha256: String
  }

  var name: String
  var seed: UInt64
  var documentHash: String
  /// Files that the document takes values from; nil where there are none.
  var inputs: [Input]?
  var tables: [Table]
  var passes: [Pass]
  var materialBytes: Int
  var share: ShareReport?

  init(_ document: LoadedDocument, share: Share) {
    let plan = document.plan
    let costs = CostPass.run(plan)
    name = plan.name
    seed = plan.seed
    documentHash = plan.documentHash
    let files = plan.inputs.map {
      Input(file: $0.path, byteCount: $0.byteCount, sha256: $0.hash)
    }
    inputs = files.isEmpty ? nil : files
    tables = plan.tables.indices.map { Table(document, $0, costs[$0], share) }
    let first = (plan.materials.map(\.level).min() ?? 0) - 1
    passes = plan.materials.map { material in
      Pass(
        level: material.level - first, makes: plan.title(material.kind),
        reads: plan.reads(material.kind).map { plan.title($0) }, bytes: material.bytes)
    }
    materialBytes = plan.materialBytes
    if share.count > 1 {
      self.share = ShareReport(
        index: share.index, count: share.count,
        rows: tables.reduce(0) { $0 + ($1.hidden ? 0 : $1.shareRows) },
        rowsMadeAgain: plan.materialRowCount)
    }
  }
}

extension PlanReport.Table {
  fileprivate init(
    _ document: LoadedDocument, _ index: Int, _ costs: [CellCost], _ share: Share
  ) {
    let plan = document.plan
    let table = plan.tables[index]
    name = table.name
    hidden = table.isHidden
    mode = table.source.mode
    rows = table.expectedRowCount
    rowsAreExact = table.source.rowCount != nil
    shareRows = Self.rows(of: table, share)
    keyBits = table.keyBits
    key =
      table.keyColumns.isEmpty
      ? nil : table.keyColumns.map { table.columns[$0].name }.joined(separator: ", ")
    if case .perParent(let children) = table.source {
      let parents = [children.parentTable] + (children.crossing.map { [$0.table] } ?? [])
      parent = parents.map { plan.tables[$0].name }.joined(separator: " × ")
    } else {
      parent = table.arrivals?.parent.map { plan.tables[$0.table].name }
    }
    let outputs = plan.output.files[index]
    file = outputs.first?.title
    files = outputs.count > 1 ? outputs.map(\.title) : nil
    format = outputs.first?.format
    let dense = plan.denseColumns
    columns = table.columns.indices.filter { !table.columns[$0].isAdded }.map { column in
      let id = ColumnID(table: index, column: column)
      let columnPlan = table.columns[column]
      var kept: String?
      if case .rollup = columnPlan.generator { kept = "roll-up" }
      if dense.contains(id) { kept = "dense" }
      return PlanReport.Column(
        name: columnPlan.name, type: columnPlan.type.name, nullable: columnPlan.isNullable,
        hidden: columnPlan.isHidden, key: table.keyColumns.contains(column),
        generator: document.word(index, column), kept: kept,
        access: costs[column].text, sizeDependent: columnPlan.isSizeDependent,
        sizeDependsOn: columnPlan.sizeDependsOn.map { plan.tables[$0].name })
    }
  }

  /// Exact where the number of rows is known, else the share of the expectation.
  private static func rows(of table: TablePlan, _ share: Share) -> Double {
    guard let count = table.source.rowCount else {
      return table.expectedRowCount / Double(share.count)
    }
    let start = { (part: Int) in Int(Int128(count) * Int128(part) / Int128(share.count)) }
    return Double(start(share.index) - start(share.index - 1))
  }
}
