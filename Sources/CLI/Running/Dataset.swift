import Columnar
import Engine
import Planning
import SchemaModel
import Sinks

/// The files of a run: their names, formats and what stands in the manifest about them.
struct Dataset {
  let plan: GenerationPlan
  let share: Share

  /// Path inside the output folder; shares carry their number: `orders-00002-of-00004.parquet`.
  func file(_ table: Int) -> String {
    guard let file = plan.output.files[table] else {
      preconditionFailure("hidden tables have no file")
    }
    return share.count == 1 ? file : Self.shared(file, share)
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

  func format(_ table: Int) -> any SinkFormat.Type {
    guard let format = SinkRegistry.format(named: plan.output.formats[table]) else {
      preconditionFailure("the decoder knows the formats there are")
    }
    return format
  }

  /// The compression of a table's file; `none` where its format does not have the one asked for.
  func compression(_ table: Int) -> String {
    let offered = format(table).compressions
    let word = plan.output.compressions[table]
    return offered.contains(word) ? word : "none"
  }

  func makeSink(
    _ table: Int, _ layout: TableLayout, into file: OutputFile
  ) throws(SinkError) -> any BatchSink {
    try format(table).makeSink(
      layout: layout, file: file,
      options: SinkOptions(
        compression: compression(table), level: plan.output.options["level"].flatMap { Int($0) },
        metadata: metadata, createdBy: "datagen version \(Version.text)",
        pageVersion: plan.output.options["page_version"].flatMap { Int($0) } ?? 2,
        encodings: plan.output.options["encodings"].flatMap(Encodings.init) ?? .automatic,
        csv: csv,
        dictionaries: plan.tables[table].writtenColumns.map { plan.tables[table].columns[$0].texts }
      ))
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
      name: plan.name, documentHash: plan.documentHash, seed: plan.seed, version: Version.text,
      rngContract: Version.randomContract,
      share: share.count == 1
        ? nil : Manifest.Share(index: share.index, count: share.count),
      tables: results.map { result in
        Manifest.Table(
          layout: plan.tables[result.table].layout, file: file(result.table),
          format: plan.output.formats[result.table], compression: compression(result.table),
          byteCount: result.summary.byteCount, hash: result.hash,
          firstRow: Int64(result.firstRow),
          csv: plan.output.formats[result.table] == "csv" ? csv : CSVOptions())
      })
  }
}
