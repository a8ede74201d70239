import Columnar
import Planning
import Sinks
import Testing

@testable import Engine

/// The same rows in every file format and from both ways to write a document.
@Suite struct FormatTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  /// Types of every kind, with nulls, in modes A, B and C.
  private static let document = """
    datagen: 1
    name: formats
    seed: 3
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      a:
        rows: 700
        columns:
          id: {key: "A-{:04}"}
          small: {integer: {from: -9, to: 9}, type: int8}
          real: {normal: {mean: 0, sd: 1e6}, missing: 10%}
          money: {uniform: {from: -5, to: 5}, type: "decimal(9,3)", missing: 50%}
          wide: {uniform: {from: 0, to: 1e9}, type: "decimal(30,4)"}
          flag: {chance: 30%, missing: 5%}
          day: {date: {from: 2020-01-01, to: 2024-01-01}, missing: 20%}
          token: {uuid: v4}
          word: {choice: ["", "plain", "with, comma", "say \\"so\\""], missing: 10%}
          name: {person: full_name}
          tags: {list: {choice: ["", "a, b"], missing: 10%}, length: {integer: {from: 0, to: 3}, missing: 20%}}
          home: {struct: {day: {date: {from: 2020-01-01, to: 2024-01-01}}, money: {value: 2.5, type: "decimal(30,4)", missing: 50%}}, missing: 10%}
          sizes: {map: {width: {normal: {mean: 0, sd: 1}}, "an, other": {value: 3, missing: 50%}}}
      b:
        rows: {per: a_id, poisson: 2}
        columns:
          id: {key: integer}
          a_id: {ref: a}
          share: {uniform: {from: 0, to: 1}, type: float32}
      c:
        rows: 900
        arrivals: {per: a_id}
        columns:
          id: {key: "C-{}"}
          a_id: {ref: a}
          at: {arrival: timestamp}
          day: = day(at)
    """

  private static let json = """
    {"datagen": 1, "name": "formats", "seed": 3,
     "timeframe": {"from": "2024-01-01", "to": "2024-12-31"},
     "tables": {
      "a": {"rows": 700, "columns": {
        "id": {"key": "A-{:04}"},
        "small": {"integer": {"from": -9, "to": 9}, "type": "int8"},
        "real": {"normal": {"mean": 0, "sd": 1e6}, "missing": "10%"},
        "money": {"uniform": {"from": -5, "to": 5}, "type": "decimal(9,3)", "missing": "50%"},
        "wide": {"uniform": {"from": 0, "to": 1e9}, "type": "decimal(30,4)"},
        "flag": {"chance": "30%", "missing": "5%"},
        "day": {"date": {"from": "2020-01-01", "to": "2024-01-01"}, "missing": "20%"},
        "token": {"uuid": "v4"},
        "word": {"choice": ["", "plain", "with, comma", "say \\"so\\""], "missing": "10%"},
        "name": {"person": "full_name"},
        "tags": {"list": {"choice": ["", "a, b"], "missing": "10%"},
          "length": {"integer": {"from": 0, "to": 3}, "missing": "20%"}},
        "home": {"struct": {"day": {"date": {"from": "2020-01-01", "to": "2024-01-01"}},
          "money": {"value": 2.5, "type": "decimal(30,4)", "missing": "50%"}}, "missing": "10%"},
        "sizes": {"map": {"width": {"normal": {"mean": 0, "sd": 1}},
          "an, other": {"value": 3, "missing": "50%"}}}}},
      "b": {"rows": {"per": "a_id", "poisson": 2}, "columns": {
        "id": {"key": "integer"},
        "a_id": {"ref": "a"},
        "share": {"uniform": {"from": 0, "to": 1}, "type": "float32"}}},
      "c": {"rows": 900, "arrivals": {"per": "a_id"}, "columns": {
        "id": {"key": "C-{}"},
        "a_id": {"ref": "a"},
        "at": {"arrival": "timestamp"},
        "day": "= day(at)"}}}}
    """

  /// Writes the dataset and reads each table's file back.
  private func write(
    _ format: any SinkFormat.Type, threads: Int, rowGroup: Int, to name: String
  ) throws -> (made: [TableHash], read: [TableHash]) {
    var plan = try Workbench.plan(Self.document)
    plan.output.rowGroup = rowGroup
    let generator = try Generator(plan, options: RunOptions(threads: threads))
    let folder = try OutputFolder(place.file(name), force: false)
    let results = try generator.write { (table, layout) throws(SinkError) in
      try format.makeSink(
        layout: layout,
        file: try folder.makeFile(
          "\(plan.tables[table].name).\(format.fileExtension)", table: layout.table),
        options: SinkOptions(
          dictionaries: plan.tables[table].writtenColumns.map { column in
            plan.tables[table].columns[column].texts
          }))
    }
    try folder.publish()
    let read = try plan.tables.map { table in
      let reader = try TableReaders.open(
        place.file("\(name)/\(table.name).\(format.fileExtension)"), format: format.name,
        layout: table.layout)
      var hash = TableHash()
      while let batch = try reader.next() { hash.add(batch, firstRow: hash.rowCount) }
      return hash
    }
    return (results.map(\.hash), read)
  }

  @Test func `every format reads back as the rows that were made`() throws {
    var all: [[TableHash]] = []
    for format in SinkRegistry.all {
      let (made, read) = try write(format, threads: 2, rowGroup: 250, to: format.name)
      #expect(made == read, "\(format.name)")
      all.append(made)
    }
    #expect(all.count > 3)
    #expect(all.allSatisfy { $0 == all[0] })
  }

  @Test func `threads do not show in the bytes of files`() throws {
    for format in SinkRegistry.all {
      _ = try write(format, threads: 1, rowGroup: 100, to: "one")
      _ = try write(format, threads: 3, rowGroup: 100, to: "three")
      for table in ["a", "b", "c"] {
        let file = "\(table).\(format.fileExtension)"
        #expect(try place.bytes("one/\(file)") == place.bytes("three/\(file)"), "\(file)")
      }
      try place.remove("one")
      try place.remove("three")
    }
  }

  @Test func `row groups do not show in the rows`() throws {
    let one = try write(CSVFormat.self, threads: 1, rowGroup: 10_000, to: "large")
    let other = try write(CSVFormat.self, threads: 1, rowGroup: 64, to: "small")
    #expect(one.made == other.made)
    #expect(
      try ["a", "b", "c"].allSatisfy {
        try place.bytes("large/\($0).csv") == place.bytes("small/\($0).csv")
      })
  }

  @Test func `a document in JSON gives the rows of the same in YAML`() throws {
    let yaml = try RunChecks(plan: try Workbench.plan(Self.document)).rows(threads: 1)
    let json = try RunChecks(plan: try Workbench.plan(Self.json, file: "test.json"))
      .rows(threads: 1)
    #expect(yaml == json)
    #expect(yaml.hashes.map(\.rowCount).allSatisfy { $0 > 500 })
  }
}
