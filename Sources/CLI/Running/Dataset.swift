import Columnar
import Engine
import Planning
import SchemaModel
import Sinks

/// The files of a run: their names, formats and what stands in the manifest about them.
struct Dataset {
  let plan: GenerationPlan
  let share: Share

  /// The first output of a table: what stands for it where there can be but one.
  func first(_ table: Int) -> FilePlan {
    guard let file = plan.output.files[table].first else {
      preconditionFailure("hidden tables have no file")
    }
    return file
  }

  /// Path inside the output folder; shares carry their number: `orders-00002-of-00004.parquet`.
  /// Folders of files are named with a slash.
  func path(_ file: FilePlan) -> String {
    share.count == 1 || file.title.hasSuffix("/") ? file.title : Self.shared(file.title, share)
  }

  static func shared(_ file: String, _ share: Share) -> String {
    let padded = { (number: Int) in
      String(repeating: "0", count: max(0, 5 - String(number).count)) + String(number)
    }
    let part = "-\(padded(share.index))-of-\(padded(share.count))"
    let name = file.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    // The ending of a compression stands behind that of the format.
    let isCompressed = [".gz", ".zst"].contains { name.hasSuffix($0) }
    let bare = isCompressed ? name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex) : name
    guard let dot = bare.lastIndex(of: ".") ?? name.lastIndex(of: "."), dot > name.startIndex else {
      return file + part
    }
    return file.dropLast(name.count) + name[..<dot] + part + name[dot...]
  }

  func format(_ file: FilePlan) -> any SinkFormat.Type {
    guard let format = SinkRegistry.format(named: file.format) else {
      preconditionFailure("the decoder knows the formats there are")
    }
    return format
  }

  /// The compression of a file; `none` where its format does not have the one asked for.
  func compression(_ file: FilePlan) -> String {
    format(file).compressions.contains(file.compression) ? file.compression : "none"
  }

  func hasCompression(_ word: String, _ table: Int) -> Bool {
    plan.output.files[table].contains { compression($0) == word }
  }

  /// A sink for a table whose batches have the columns that its files need.
  func makeSink(
    _ table: Int, _ layout: TableLayout, into folder: OutputFolder
  ) throws(SinkError) -> any BatchSink {
    if plan.hasPlainFile(table) {
      let file = first(table)
      return try makePlainSink(
        file, table, layout, into: try folder.makeFile(path(file), table: layout.table))
    }
    return try TableSink(
      plan.output.files[table].map { output(of: $0, table, layout) }, table: layout.table,
      FilePlaces(
        folding: folder.folding,
        makeFile: { (path) throws(SinkError) in
          try folder.makeFile(path, table: layout.table, isOfMany: true)
        },
        makeFolder: { (path) throws(SinkError) in
          try folder.makeFolder(path, table: layout.table)
        }))
  }

  /// A sink for standard output: the first file of the table, with what would stand in its path
  /// behind its columns.
  func makeStreamSink(
    _ table: Int, _ layout: TableLayout
  ) throws(SinkError) -> any BatchSink {
    let stream = OutputFile.standardOutput(table: layout.table)
    if plan.hasPlainFile(table) {
      return try makePlainSink(first(table), table, layout, into: stream)
    }
    var file = first(table)
    file.columns += file.keys.filter { key in !file.columns.contains { $0.name == key.name } }
    (file.keys, file.place, file.sizeLimit, file.path) = ([], .file, nil, "-")
    return try TableSink(
      [output(of: file, table, layout)], table: layout.table,
      FilePlaces(
        makeFile: { (_) throws(SinkError) in stream }, makeFolder: { (_) throws(SinkError) in }))
  }

  private func makePlainSink(
    _ file: FilePlan, _ table: Int, _ layout: TableLayout, into target: OutputFile
  ) throws(SinkError) -> any BatchSink {
    try format(file).makeSink(layout: layout, file: target, options: options(file, table))
  }

  private func output(
    of file: FilePlan, _ table: Int, _ rows: TableLayout
  ) -> TableOutput {
    let given = plan.output.columns(of: table)
    let places = { (columns: [FileColumn]) in
      columns.map { given.firstIndex(of: $0.column) ?? given.count }
    }
    let place: PartNames.Place =
      switch file.place {
      case .file: .file
      case .folder: .folder
      case .hive: .hive
      case .named: .named
      }
    return TableOutput(
      columns: places(file.columns), layout: plan.tables[table].layout(of: file.columns),
      keys: places(file.keys),
      names: PartNames(
        file.path, place, keys: file.keys.map(\.name), ending: file.ending,
        isNumbered: file.sizeLimit != nil,
        shared: { [share] in share.count == 1 ? $0 : Self.shared($0, share) }),
      format: format(file), options: options(file, table), sizeLimit: file.sizeLimit,
      groupRowCount: rows.groupRowCount)
  }

  private func options(_ file: FilePlan, _ table: Int) -> SinkOptions {
    SinkOptions(
      compression: compression(file), level: plan.output.options["level"].flatMap { Int($0) },
      metadata: metadata, createdBy: "datagen version \(Version.text)",
      pageVersion: plan.output.options["page_version"].flatMap { Int($0) } ?? 2,
      encodings: plan.output.options["encodings"].flatMap(Encodings.init) ?? .automatic,
      csv: csv,
      dictionaries: file.columns.map { plan.tables[table].columns[$0.column].texts },
      bloomRates: file.bloomRates)
  }

  /// What the document says about CSV; planning has checked it.
  private var csv: CSVOptions {
    let words = plan.output.options
    var options = CSVOptions(nullText: words["null_text"] ?? "")
    if let delimiter = words["delimiter"]?.utf8.first { options.delimiter = delimiter }
    if words["quoting"] == CSVOptions.Quoting.all.rawValue { options.quoting = .all }
    if let header = words["header"] { options.hasHeader = LiteralReader.boolean(header) ?? true }
    return options
  }

  /// What formats with metadata say about the data.
  private var metadata: [(key: String, value: String)] {
    [
      ("synthetic", "true"), ("datagen.document", plan.documentHash),
      ("datagen.rng", String(Version.randomContract)), ("datagen.seed", String(plan.seed)),
    ]
  }

  func manifest(_ results: [TableResult]) -> Manifest {
    Manifest(
      name: plan.name, documentHash: plan.documentHash,
      inputs: plan.inputs.map {
        Manifest.Input(path: $0.path, byteCount: $0.byteCount, hash: $0.hash)
      },
      seed: plan.seed, version: Version.text,
      rngContract: Version.randomContract,
      share: share.count == 1
        ? nil : Manifest.Share(index: share.index, count: share.count),
      tables: results.flatMap { result in
        plan.output.files[result.table].indices.map { table($0, of: result) }
      })
  }

  /// One output of a table as the manifest has it.
  private func table(_ output: Int, of result: TableResult) -> Manifest.Table {
    let file = plan.output.files[result.table][output]
    var table = Manifest.Table(
      layout: plan.tables[result.table].layout(of: file.columns), file: path(file),
      format: file.format, compression: compression(file), byteCount: result.summary.byteCount,
      hash: result.hash, firstRow: Int64(result.firstRow),
      csv: file.format == "csv" ? csv : CSVOptions())
    if plan.hasPlainFile(result.table) { return table }
    let written = result.summary.files.filter { $0.output == output }
    table.byteCount = written.reduce(0) { $0 + $1.byteCount }
    table.hash = written.reduce(into: TableHash()) { $0.merge($1.hash) }
    if file.place == .file, file.sizeLimit == nil { return table }
    table.firstRow = 0
    table.keys = file.keys.map {
      Manifest.Key($0.name, plan.tables[result.table].columns[$0.column].type)
    }
    table.files = written.map {
      Manifest.File(path: $0.path, byteCount: $0.byteCount, hash: $0.hash, firstRow: $0.firstRow)
    }
    return table
  }
}
