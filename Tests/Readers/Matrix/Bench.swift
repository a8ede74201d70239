import Columnar
import Encoding
import Sinks

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
    report(
      "hash",
      measure {
        var hash = TableHash()
        repeated(batches) { hash.add($0, firstRow: Int64($1)) }
        precondition(hash.rowCount > 0, "nothing was hashed")
      })
    for codec in CodecRegistry.all {
      let seconds = try measure {
        try write(batches) {
          try ParquetSink(layout: layout, file: $0, options: ParquetOptions(codec: codec))
        }
      }
      report("parquet \(codec.name)", seconds)
    }
    let csv = try measure { try write(batches) { try CSVSink(layout: layout, file: $0) } }
    report("csv", csv)
    let lines = try measure {
      try write(batches) { try JSONLinesSink(layout: layout, file: $0) }
    }
    report("jsonl", lines)
    try nested()
    try readBack(batches, layout)
  }

  /// Lists of three numbers on average and structures of two values, 122,880 rows of them at once.
  private static func nested() throws {
    let layout = TableLayout(
      table: "bench",
      fields: [
        Field("numbers", .list(of: .int64, isNullable: true), isNullable: true),
        Field(
          "point",
          .structure([
            Field("x", .float64, isNullable: false), Field("kind", .text, isNullable: true),
          ]), isNullable: true),
      ])
    let batches = (0..<groupBatchCount).map { nestedBatch($0, layout) }
    for version in [1, 2] {
      let seconds = try measure {
        try write(batches) {
          try ParquetSink(
            layout: layout, file: $0, options: ParquetOptions(pageVersion: version))
        }
      }
      print("parquet nested v\(version): \(seconds) s, \(seconds * 1e9 / Double(rowCount)) ns/row")
    }
  }

  private static func nestedBatch(_ number: Int, _ layout: TableLayout) -> Batch {
    let random = (0..<batchRowCount).map {
      MatrixValues.mixed(UInt64(number * batchRowCount + $0))
    }
    var offsets: [Int32] = [0]
    for word in random { offsets.append(offsets[offsets.count - 1] + Int32(word % 7)) }
    let count = Int(offsets[batchRowCount])
    let isThere = Bitmap(count: batchRowCount) { random[$0] >> 20 % 10 > 0 }
    let numbers = Column(.int64, .int64((0..<count).map { Int64($0 * $0 % 100_003) }))
    let parts = [
      Column(.float64, .float64(random.map { Double($0 >> 11) * 0x1p-53 })),
      Column(
        .text, .text(.dictionary(codes: random.map { Int32($0 % 20) }, categories)),
        validity: isThere),
    ]
    return Batch(
      columns: [
        Column(
          layout.fields[0].type, .list(ListValues(offsets: offsets, elements: numbers)),
          validity: isThere),
        Column(
          layout.fields[1].type, .structure(StructureValues(parts, count: batchRowCount)),
          validity: isThere),
      ], rowCount: batchRowCount)
  }

  /// Seconds of processor time, which a busy neighbour disturbs less than the clock.
  private static func measure(_ body: () throws -> Void) rethrows -> Double {
    let start = clock()
    try body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  /// Times the readers of this package, hashing what they read, on two million rows.
  private static func readBack(_ batches: [Batch], _ layout: TableLayout) throws {
    let path = "/dev/shm/datagen-bench-read"
    let passes = 16
    for format in SinkRegistry.all {
      let file = try OutputFile.single(path, force: true)
      let sink = try format.makeSink(layout: layout, file: file, options: SinkOptions())
      for _ in 0..<passes {
        let encoder = sink.makeEncoder()
        for batch in batches { try encoder.append(batch) }
        try sink.write(try encoder.finish())
      }
      _ = try sink.finish()
      try file.publish()
      var hash = TableHash()
      let seconds = try measure {
        let reader = try format.makeReader(path, layout: layout, options: ReaderOptions())
        while let batch = try reader.next() { hash.add(batch, firstRow: hash.rowCount) }
      }
      let perValue = seconds * 1e9 / Double(hash.rowCount * 5)
      print("read \(format.name): \(hash.rowCount) rows, \(perValue) ns/value")
    }
  }

  private static func report(_ name: String, _ seconds: Double) {
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
