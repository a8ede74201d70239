import Columnar
import Encoding
import Foundation

@testable import Sinks

/// A table with a column of each type, values spread over their ranges, and a way to write it.
struct SampleTable {
  static let types: [LogicalType] = [
    .boolean, .int8, .int16, .int32, .int64, .float32, .float64,
    .decimal(precision: 9, scale: 2), .decimal(precision: 18, scale: 6),
    .decimal(precision: 18, scale: 18), .decimal(precision: 38, scale: 12),
    .decimal(precision: 19, scale: 0), .date, .time, .timestamp(utc: false),
    .timestamp(utc: true), .text, .uuid,
  ]

  let rowCount: Int
  let nullFraction: Double
  var seed: UInt64 = 1

  var layout: TableLayout {
    var fields = SampleTable.types.map {
      Field("\($0.name), \"column\"", $0, isNullable: nullFraction > 0)
    }
    fields.append(Field("category", .text, isNullable: nullFraction > 0))
    return TableLayout(table: "sample", fields: fields)
  }

  /// Batches of uneven sizes.
  var batches: [Batch] {
    var random = SampleRandom(state: seed)
    var result: [Batch] = []
    var start = 0
    while start < rowCount {
      let count = min(rowCount - start, 1 + Int(random.next() % 997))
      var columns = SampleTable.types.map { column($0, count, &random) }
      let codes = (0..<count).map { _ in Int32(random.next() % 40) }
      columns.append(
        Column(
          .text, .text(.dictionary(codes: codes, SampleTable.categories)),
          validity: validity(count, &random)))
      result.append(Batch(columns: columns, rowCount: count))
      start += count
    }
    return result
  }

  var hash: TableHash {
    var result = TableHash()
    for batch in batches { result.add(batch, firstRow: result.rowCount) }
    return result
  }

  static let categories = TextDictionary((0..<40).map { "category, \($0)\n" })

  private func validity(_ count: Int, _ random: inout SampleRandom) -> Bitmap? {
    guard nullFraction > 0 else { return nil }
    let bits = (0..<count).map { _ in Double(random.next() >> 11) * 0x1p-53 >= nullFraction }
    return Bitmap(count: count) { bits[$0] }
  }

  private func column(
    _ type: LogicalType, _ count: Int, _ random: inout SampleRandom
  ) -> Column {
    Column(
      type, SampleTable.values(type, count, &random), validity: validity(count, &random))
  }

  /// Values of a flat type, spread over its range.
  static func values(
    _ type: LogicalType, _ count: Int, _ random: inout SampleRandom
  ) -> ColumnValues {
    let words = (0..<count).map { _ in (random.next(), random.next(), random.next() % 128) }
    let wide = words.map { Int128(bitPattern: UInt128($0.0) << 64 | UInt128($0.1)) >> Int128($0.2) }
    let values: ColumnValues
    switch type {
    case .boolean: values = .boolean(words.map { $0.0 & 1 == 0 })
    case .int8, .int16, .int32, .int64, .decimal:
      let limit = (type.unscaledRange?.upperBound ?? 1) &+ 1
      let numbers = wide.map { $0 % limit }
      values = type.storage == .int128 ? .int128(numbers) : .int64(numbers.map { Int64($0) })
    case .float32:
      values = .float64(words.map { Double(Float(Int64(bitPattern: $0.0)) / Float(1 + $0.2)) })
    case .float64:
      values = .float64(
        words.map {
          let value = Double(bitPattern: $0.0)
          return value.isFinite ? value : 0.25
        })
    case .date: values = .int64(words.map { Int64($0.0 % 3_652_059) - 719_162 })
    case .time: values = .int64(words.map { Int64($0.0 % 86_400_000_000) })
    case .timestamp, .duration:
      values = .int64(words.map { Int64($0.0 % 315_537_897_600_000_000) - 62_135_596_800_000_000 })
    case .json, .list, .structure, .map: preconditionFailure("a column of another table")
    case .text: values = .text(.plain(TextDictionary(words.map { text($0.0, $0.2) }).values))
    case .uuid: values = .uuid(words.map { UInt128($0.0) << 64 | UInt128($0.1) })
    }
    return values
  }

  private static func text(_ word: UInt64, _ kind: UInt64) -> String {
    switch kind % 8 {
    case 0: ""
    case 1: "comma, \"quote\" and\r\nbreak \(word % 100)"
    case 2: "\\\t\u{1}\u{7F}é✓𝄞"
    case 3: String(repeating: "long ", count: Int(word % 60))
    default: "word \(word % 10_000)"
    }
  }

  /// Writes the table to `path` in row groups of some batches and returns what the sink says.
  func write(
    to path: String, batchesPerGroup: Int = 3,
    _ makeSink: (TableLayout, OutputFile) throws -> any BatchSink
  ) throws -> SinkSummary {
    try Datasets.write(
      batches, layout, to: path, batchesPerGroup: batchesPerGroup, makeSink)
  }
}

struct SampleRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The values of batches as text, to compare what was written with what was read.
func rows(of batches: [Batch]) -> [String] {
  batches.flatMap { batch in
    (0..<batch.rowCount).map { row in
      batch.columns.map { column in
        if column.isNull(row) { return "null" }
        switch column.values {
        case .boolean(let values): return "\(values[row])"
        case .int64(let values): return "\(values[row])"
        case .int128(let values): return "\(values[row])"
        case .float64(let values): return "\(values[row])"
        case .uuid(let values): return "\(values[row])"
        case .text(let text): return "'\(text.string(at: row))'"
        case .list, .structure: return column.text(at: row) ?? "null"
        }
      }.joined(separator: "|")
    }
  }
}

func readAll(_ reader: any TableReader) throws(SinkError) -> [Batch] {
  var batches: [Batch] = []
  while let batch = try reader.next() { batches.append(batch) }
  return batches
}
