import Columnar
import Encoding
import Sinks

/// Times the sinks and the hash on ten million rows that are already in memory.
enum Bench {
  private static let batchRowCount = 4096
  private static let groupBatchCount = 30
  private static let rowCount = 10_000_000

  static func run() throws {
    let layout = TableLayout(
      table: "bench",
      fields: [
        Field("sequence", .int64, isNullable: false),
        Field("value", .float64, isNullable: false),
        Field("category", .text, isNullable: false),
        Field("moment", .timestamp(utc: false), isNullable: false),
        Field("key", .text, isNullable: false),
      ])
    let batches = (0..<groupBatchCount).map { batch($0) }
    let clock = ContinuousClock()
    let hashing = clock.measure {
      var hash = TableHash()
      repeated(batches) { hash.add($0, firstRow: Int64($1)) }
      if hash.rowCount == 0 { print("nothing hashed") }
    }
    report("hash", hashing)
    for codec in CodecRegistry.all {
      let duration = try clock.measure {
        try write(batches) {
          try ParquetSink(layout: layout, file: $0, options: ParquetOptions(codec: codec))
        }
      }
      report("parquet \(codec.name)", duration)
    }
    report(
      "csv", try clock.measure { try write(batches) { try CSVSink(layout: layout, file: $0) } })
    report(
      "jsonl",
      try clock.measure { try write(batches) { try JSONLinesSink(layout: layout, file: $0) } })
  }

  private static func report(_ name: String, _ duration: Duration) {
    let seconds = duration / .seconds(1)
    let perValue = seconds * 1e9 / Double(rowCount * 5)
    print("\(name): \(seconds) s, \(perValue) ns/value")
  }

  private static func write(
    _ batches: [Batch], _ makeSink: (OutputFile) throws -> any BatchSink
  ) throws {
    let file = try OutputFile.single("/dev/shm/datagen-bench", force: true)
    let sink = try makeSink(file)
    var encoder = sink.makeEncoder()
    var count = 0
    try repeated(batches) { batch, _ in
      try encoder.append(batch)
      count += 1
      if count % groupBatchCount == 0 {
        try sink.write(try encoder.finish())
        encoder = sink.makeEncoder()
      }
    }
    try sink.write(try encoder.finish())
    let summary = try sink.finish()
    print("  \(summary.byteCount / 1_000_000) MB", terminator: "  ")
    sink.discard()
  }

  private static func repeated(_ batches: [Batch], _ body: (Batch, Int) throws -> Void) rethrows {
    for index in 0..<(rowCount / batchRowCount) {
      try body(batches[index % batches.count], index * batchRowCount)
    }
  }

  private static func batch(_ number: Int) -> Batch {
    let rows = (0..<batchRowCount).map { number * batchRowCount + $0 }
    let random = rows.map { MatrixValues.mixed(UInt64($0)) }
    return Batch(
      columns: [
        Column(.int64, .int64(rows.map(Int64.init))),
        Column(.float64, .float64(random.map { Double($0 >> 11) * 0x1p-53 })),
        Column(
          .text, .text(.dictionary(codes: random.map { Int32($0 % 20) }, categories))),
        Column(
          .timestamp(utc: false),
          .int64(
            zip(rows, random).map {
              1_700_000_000_000_000 + Int64($0) * 1_000_000 + Int64($1 % 999_983)
            })),
        Column(
          .text,
          .text(.plain(TextDictionary(random.map { "ORD-\($0 % 90_000_000 + 10_000_000)" }).values))
        ),
      ], rowCount: batchRowCount)
  }

  private static let categories = TextDictionary((0..<20).map { "category \($0)" })
}
