import Columnar
import ExpressionSamples
import Expressions
import Foundation

/// Writes columns of every type, and expressions over them with their values and their SQL, as JSON
/// for a reader that computes the SQL elsewhere.
@main
enum ExpressionMatrix {
  /// A column of values that a reader turns into SQL's types.
  struct Input: Encodable {
    let name: String
    let type: String
    let values: [String?]
  }

  struct Sample: Encodable {
    let expression: String
    let type: String
    /// Nil where the expression has no SQL.
    let sql: String?
    /// Nothing in rows that fail.
    let values: [String?]
    let failedRows: [Int]
  }

  /// What is read of a nested column of `test_expressions.py`, by the name of the column that holds
  /// the same.
  struct Part: Encodable {
    let column: String
    let sql: String?
  }

  struct Matrix: Encodable {
    let inputs: [Input]
    let samples: [Sample]
    let parts: [Part]
  }

  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: ExpressionMatrix FILE")
      return
    }
    let bench = RandomExpression.bench
    let inputs = zip(bench.names, bench.columns).map { name, column in
      Input(name: name, type: column.type.name, values: values(column))
    }
    let matrix = Matrix(inputs: inputs, samples: try samples(bench), parts: parts)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(matrix).write(to: URL(filePath: CommandLine.arguments[1]))
  }

  private static func samples(_ bench: Workbench) throws -> [Sample] {
    var samples = try EveryFunction.expressions.map { text in
      try sample(text, try bench.compile(text), bench)
    }
    samples += try EveryFunction.conversions.map { text, type in
      try sample(text, try bench.compile(text, expecting: type), bench)
    }
    for seed in 1...6 as ClosedRange<UInt64> {
      var random = RandomExpression(seed: seed)
      for step in 0..<150 {
        let text = random.any(1 + step % 4)
        guard let compiled = try? bench.compile(text) else { continue }
        samples.append(try sample(text, compiled, bench))
      }
    }
    return samples
  }

  private static let parts: [Part] = {
    let tags = LogicalType.list(of: .text, isNullable: false)
    let sizes = LogicalType.list(of: .int32, isNullable: true)
    let inches = LogicalType.map(key: .text, value: .float64, isNullable: true)
    let address = LogicalType.structure([
      Field("city", .text, isNullable: false),
      Field("floor no", .int8, isNullable: true),
    ])
    let readings: [(String, PartReading, String, LogicalType)] = [
      ("tag_count", .length, "tags", tags), ("first_tag", .element(0), "tags", tags),
      ("third_tag", .element(2), "tags", tags), ("is_gift", .holds("gift"), "tags", tags),
      ("has_four", .holds("4"), "sizes", sizes), ("size_count", .length, "sizes", sizes),
      ("second_size", .element(1), "sizes", sizes), ("width", .entry("width"), "inches", inches),
      ("height", .entry("height"), "inches", inches), ("entries", .length, "inches", inches),
      ("city", .field(0), "address", address), ("floor", .field(1), "address", address),
    ]
    return readings.map { name, part, column, type in
      Part(column: name, sql: part.sql(of: "\"\(column)\"", type))
    }
  }()

  /// Row by row, so that a row that fails leaves the others their values.
  private static func sample(
    _ text: String, _ compiled: CompiledExpression, _ bench: Workbench
  ) throws -> Sample {
    var (found, failed): ([String?], [Int]) = ([], [])
    for row in 0..<bench.rowCount {
      do {
        let column = try compiled.evaluate(rowCount: 1) {
          bench.columns[$0].slice(row..<(row + 1))
        }
        found += values(column)
      } catch {
        found.append(nil)
        failed.append(row)
      }
    }
    return Sample(
      expression: text, type: compiled.type.name,
      sql: compiled.sql.map { $0.text { "\"\(bench.names[$0])\"" } }, values: found,
      failedRows: failed)
  }

  /// Days, microseconds and unscaled integers as integers; floats so that they read back.
  private static func values(_ column: Column) -> [String?] {
    (0..<column.count).map { row in
      if column.isNull(row) { return nil }
      return switch column.values {
      case .boolean(let values): "\(values[row])"
      case .int64(let values): "\(values[row])"
      case .int128(let values): "\(values[row])"
      case .float64(let values): "\(values[row])"
      case .text(let values): values.string(at: row)
      case .uuid, .list, .structure: column.text(at: row)
      }
    }
  }
}
