import Columnar
import Encoding
import Foundation

@testable import Sinks

/// A table of nested columns, each null where its own draw says, on every level that may be.
struct NestedTable {
  private static let order = LogicalType.structure([
    Field("sku", .text, isNullable: false),
    Field("counts", .list(of: .int16, isNullable: true), isNullable: true),
    Field("price", .decimal(precision: 9, scale: 2), isNullable: true),
  ])

  static let types: [(name: String, type: LogicalType)] = [
    ("numbers", .list(of: .int64, isNullable: true)),
    ("words", .list(of: .text, isNullable: false)),
    (
      "point",
      .structure([
        Field("x", .float64, isNullable: true), Field("label \"text\"", .text, isNullable: false),
      ])
    ),
    ("tree", .list(of: .list(of: .int32, isNullable: true), isNullable: true)),
    ("orders", .list(of: order, isNullable: true)),
    ("attributes", .map(key: .text, value: .int64, isNullable: true)),
    ("days", .map(key: .date, value: .list(of: .text, isNullable: true), isNullable: false)),
    (
      "deep",
      .structure([
        Field(
          "a",
          .structure([
            Field(
              "b",
              .list(
                of: .structure([
                  Field("c", .map(key: .int32, value: .boolean, isNullable: true), isNullable: true)
                ]), isNullable: false), isNullable: false),
            Field("d", .uuid, isNullable: true),
          ]), isNullable: true)
      ])
    ),
    (
      "everything",
      .list(
        of: .structure(
          (SampleTable.types + [.json]).map { Field($0.name, $0, isNullable: true) }),
        isNullable: true)
    ),
    ("document", .json),
  ]

  let rowCount: Int
  let nullFraction: Double
  /// Of uneven sizes.
  private(set) var batches: [Batch] = []
  private(set) var hash = TableHash()
  private static let seed: UInt64 = 3

  init(rowCount: Int, nullFraction: Double) {
    self.rowCount = rowCount
    self.nullFraction = nullFraction
    var random = SampleRandom(state: NestedTable.seed)
    var start = 0
    while start < rowCount {
      let count = min(rowCount - start, 1 + Int(random.next() % 400))
      let key = Column(.int64, .int64((start..<start + count).map { Int64($0) }))
      let columns = layout.fields.dropFirst().map { column($0, count, &random) }
      batches.append(Batch(columns: [key] + columns, rowCount: count))
      start += count
    }
    for batch in batches { hash.add(batch, firstRow: hash.rowCount) }
  }

  var layout: TableLayout {
    TableLayout(
      table: "nested",
      fields: [Field("row", .int64, isNullable: false)]
        + NestedTable.types.map { Field($0.name, $0.type, isNullable: nullFraction > 0) })
  }

  private func column(_ field: Field, _ count: Int, _ random: inout SampleRandom) -> Column {
    let isNull = (0..<count).map { _ in Double(random.next() >> 11) * 0x1p-53 < nullFraction }
    let validity = field.isNullable ? Bitmap(count: count) { !isNull[$0] } : nil
    switch field.type {
    case .structure(let fields):
      let columns = fields.map { column($0, count, &random) }
      return Column(
        field.type, .structure(StructureValues(columns, count: count)), validity: validity)
    case .list, .map:
      guard let element = field.type.element else { preconditionFailure("no elements") }
      // Missing lists have elements too, which nobody may see.
      var offsets: [Int32] = [0]
      for end in 0..<count { offsets.append(offsets[end] + Int32(random.next() % 4)) }
      let elements = column(element, Int(offsets[count]), &random)
      return Column(
        field.type, .list(ListValues(offsets: offsets, elements: elements)), validity: validity)
    case .json:
      let texts = (0..<count).map { row in NestedTable.documents[row % 7] }
      return Column(.json, .text(.plain(TextDictionary(texts).values)), validity: validity)
    default:
      return Column(
        field.type, SampleTable.values(field.type, count, &random), validity: validity)
    }
  }

  private static let documents = [
    "{\"a\": [1, 2.50, null]}", "[]", "12.50", "\"text, \\\"quoted\\\"\"",
    "{ \"b\" : { } }", "true", "{\"é\":\"line\\nbreak\\u00e9\"}",
  ]

  func write(
    to path: String, batchesPerGroup: Int = 3,
    _ makeSink: (TableLayout, OutputFile) throws -> any BatchSink
  ) throws -> SinkSummary {
    try Datasets.write(
      batches, layout, to: path, batchesPerGroup: batchesPerGroup, makeSink)
  }
}

/// Writing batches to a file.
enum Datasets {
  static func write(
    _ batches: [Batch], _ layout: TableLayout, to path: String, batchesPerGroup: Int,
    _ makeSink: (TableLayout, OutputFile) throws -> any BatchSink
  ) throws -> SinkSummary {
    let file = try OutputFile.single(path, table: layout.table, force: true)
    let sink = try makeSink(layout, file)
    for start in stride(from: 0, to: batches.count, by: batchesPerGroup) {
      let encoder = sink.makeEncoder()
      for batch in batches[start..<min(start + batchesPerGroup, batches.count)] {
        try encoder.append(batch)
      }
      try sink.write(try encoder.finish())
    }
    let summary = try sink.finish()
    try file.publish()
    return summary
  }
}
