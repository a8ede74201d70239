import Columnar
import Foundation
import Testing

@testable import Sinks

@Suite struct DatasetTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private let table = SampleTable(rowCount: 1500, nullFraction: 0.1)

  /// Writes the same table in every format into one folder.
  private func write() throws -> Manifest {
    try write(table.layout.fields, table.batches, table.hash)
  }

  private func write(
    _ fields: [Field], _ batches: [Batch], _ hash: TableHash
  ) throws -> Manifest {
    let folder = try OutputFolder(place.file("out"), force: true)
    var tables: [Manifest.Table] = []
    for format in SinkRegistry.all {
      let name = "\(format.name)/data.\(format.fileExtension)"
      let file = try folder.makeFile(name, table: format.name)
      let layout = TableLayout(table: format.name, fields: fields)
      let sink = try format.makeSink(layout: layout, file: file, options: SinkOptions())
      let encoder = sink.makeEncoder()
      for batch in batches { try encoder.append(batch) }
      try sink.write(try encoder.finish())
      let summary = try sink.finish()
      tables.append(
        Manifest.Table(
          layout: layout, file: name, format: format.name,
          compression: format.compressions[0], byteCount: summary.byteCount, hash: hash))
    }
    let manifest = Manifest(
      name: "sample \"data\"", documentHash: "00ff", seed: .max, version: "0.1.0",
      share: Manifest.Share(index: 1, count: 4), tables: tables)
    try folder.write(manifest.json(), to: Manifest.fileName)
    try folder.publish()
    return manifest
  }

  @Test func `the manifest reads back and is the same each time`() throws {
    let manifest = try write()
    #expect(try Manifest.read(folder: place.file("out")) == manifest)
    let first = manifest.json()
    #expect(try write().json() == first)
  }

  @Test func `hashes of files agree with those of the rows, in every format`() throws {
    _ = try write()
    let entries = try DatasetHasher.hash(place.file("out"))
    #expect(entries.map(\.table) == SinkRegistry.names)
    #expect(entries.allSatisfy { $0.agrees && $0.found == table.hash })
  }

  @Test func `hashes of files with nested columns agree too, in every format`() throws {
    let nested = NestedTable(rowCount: 500, nullFraction: 0.2)
    let manifest = try write(nested.layout.fields, nested.batches, nested.hash)
    #expect(try Manifest.read(folder: place.file("out")) == manifest)
    let entries = try DatasetHasher.hash(place.file("out"))
    #expect(entries.map(\.table) == SinkRegistry.names)
    #expect(entries.allSatisfy { $0.agrees && $0.found == nested.hash })
  }

  @Test func `the rows of a share are hashed from where they stand in the whole`() throws {
    var manifest = try write()
    var hash = TableHash()
    var first: Int64 = 70_000
    for batch in table.batches {
      hash.add(batch, firstRow: first)
      first += Int64(batch.rowCount)
    }
    for index in manifest.tables.indices {
      manifest.tables[index].firstRow = 70_000
      manifest.tables[index].hash = hash
    }
    let text = String(decoding: manifest.json(), as: UTF8.self)
    #expect(text.contains("\"firstRow\": 70000"))
    try place.write(text, to: "out/manifest.json")
    #expect(try Manifest.read(folder: place.file("out")) == manifest)
    #expect(try DatasetHasher.hash(place.file("out")).allSatisfy(\.agrees))
    #expect(hash.order != table.hash.order)
  }

  @Test func `a value changed in a file is seen`() throws {
    _ = try write()
    let path = "out/csv/data.csv"
    let text = try place.text(of: path)
    let changed = text.replacing("true,", with: "false,", maxReplacements: 1)
    #expect(changed != text)
    try place.write(changed, to: path)
    let entries = try DatasetHasher.hash(place.file("out"))
    #expect(entries.filter { !$0.agrees }.map(\.table) == ["csv"])
  }

  @Test func `a file out of the folder is not read`() throws {
    let manifest = try write()
    var moved = manifest
    moved.tables[0].file = "../secret.csv"
    try place.write(String(decoding: moved.json(), as: UTF8.self), to: "out/manifest.json")
    #expect(throws: SinkError.self) { try DatasetHasher.hash(place.file("out")) }
  }

  @Test(arguments: [
    ("{}", "no manifest: 'synthetic' is missing or of another kind"),
    ("", "no manifest: the text ends early at byte 0"),
    ("{\"synthetic\": true, \"seed\": -1}", "no manifest: 'seed' is missing or of another kind"),
  ])
  func `a damaged manifest is refused`(text: String, reason: String) throws {
    try place.write(text, to: "out/manifest.json")
    #expect(
      throws: SinkError(.input, path: place.file("out/manifest.json"), reason: reason)
    ) { try Manifest.read(folder: place.file("out")) }
  }

  @Test func `a missing manifest is said in words`() {
    #expect(
      throws: SinkError(
        .input, path: place.file("none/manifest.json"), reason: "it does not exist")
    ) { try Manifest.read(folder: place.file("none")) }
  }

  @Test func `the document of a manifest`() {
    let layout = TableLayout(
      table: "t", fields: [Field("a", .decimal(precision: 5, scale: 2), isNullable: true)])
    let manifest = Manifest(
      name: "n", documentHash: "d", seed: 42, version: "v",
      tables: [
        Manifest.Table(
          layout: layout, file: "t.csv", format: "csv", compression: "none", byteCount: 7,
          hash: TableHash(logical: 1, order: 2, rowCount: 3))
      ])
    #expect(
      String(decoding: manifest.json(), as: UTF8.self) == """
        {
          "synthetic": true,
          "name": "n",
          "documentHash": "d",
          "seed": 42,
          "version": "v",
          "rngContract": 1,
          "tables": [
            {
              "name": "t",
              "file": "t.csv",
              "format": "csv",
              "compression": "none",
              "rowCount": 3,
              "byteCount": 7,
              "logicalHash": "00000000000000000000000000000001",
              "orderHash": "00000000000000000000000000000002",
              "columns": [
                {
                  "name": "a",
                  "type": "decimal(5,2)",
                  "nullable": true
                }
              ]
            }
          ]
        }

        """)
  }

  @Test func `formats are registered in order, each with a reader`() throws {
    #expect(SinkRegistry.names == SinkRegistry.names.sorted())
    #expect(SinkRegistry.format(named: "xml") == nil)
    #expect(throws: SinkError.self) {
      _ = try TableReaders.open("x", format: "xml", layout: table.layout)
    }
  }
}
