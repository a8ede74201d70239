import Claims
import Columnar
import Generators
import Sampling
import SchemaModel

/// Says what a plan implies about the files made of it.
package struct ClaimsWriter {
  private let plan: GenerationPlan
  private let document: DocumentSpec

  package static func claims(_ plan: GenerationPlan, of document: DocumentSpec) -> DatasetClaims {
    ClaimsWriter(plan: plan, document: document).claims
  }

  private var claims: DatasetClaims {
    var tables: [TableClaims] = []
    var unseen: [UnseenClaim] = []
    for index in plan.tables.indices where !plan.tables[index].isHidden {
      guard let file = plan.claimedFile(of: index) else { continue }
      let names = Dictionary(
        (file.columns + file.keys).map { ($0.column, $0.name) },
        uniquingKeysWith: { first, _ in first })
      var writer = TableClaimsWriter(
        plan, document.tables[index], table: index, written: Set(names.keys))
      writer.write()
      unseen += writer.unseen
      let table = plan.tables[index]
      tables.append(
        TableClaims(
          name: table.name, file: claim(file),
          columns: names.keys.sorted().map { column in
            let plan = table.columns[column]
            let type = plan.type
            return ColumnClaim(
              name: plan.name, fileName: names[column] ?? "", type: type.name,
              sqlType: type.sqlColumnType, measure: type.measure,
              step: plan.rounding?.grid.value(1))
          }, claims: writer.claims + ExpectationWriter.claims(plan, table: index)))
    }
    return DatasetClaims(
      name: plan.name, documentHash: plan.documentHash, seed: plan.seed, tables: tables,
      unseen: unseen)
  }

  private func claim(_ file: FilePlan) -> FileClaim {
    let place: FileClaim.Place =
      switch file.place {
      case .file: .file
      case .folder: .folder
      case .hive: .hive
      case .named: .named
      }
    let inFile = Set(file.columns.map(\.name))
    return FileClaim(
      path: file.path, place: file.sizeLimit != nil && place == .file ? .folder : place,
      ending: file.ending, format: file.format,
      options: plan.output.options.filter {
        ["delimiter", "header", "null_text"].contains($0.key)
      },
      pathColumns: file.keys.map(\.name).filter { !inFile.contains($0) })
  }
}
