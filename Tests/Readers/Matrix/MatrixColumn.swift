import Columnar

/// A column of the matrix: what row `i` holds, as a value for the sinks and as plain text.
///
/// The two are written apart from each other and from the sinks' code.
struct MatrixColumn: Sendable {
  let name: String
  let type: LogicalType
  let values: @Sendable ([Int]) -> ColumnValues
  let text: @Sendable (Int) -> String

  static let all: [MatrixColumn] = [
    MatrixColumn(
      name: "truth", type: .boolean,
      values: { .boolean($0.map { MatrixValues.truth($0) }) },
      text: { MatrixValues.truth($0) ? "true" : "false" }),
    integer("tiny", .int8, bits: 8),
    integer("small", .int16, bits: 16),
    integer("medium", .int32, bits: 32),
    integer("large", .int64, bits: 64),
    MatrixColumn(
      name: "single", type: .float32,
      values: { .float64($0.map { Double(MatrixValues.single($0)) }) },
      text: { "\(MatrixValues.single($0))" }),
    MatrixColumn(
      name: "double", type: .float64,
      values: { .float64($0.map { MatrixValues.double($0) }) },
      text: { "\(MatrixValues.double($0))" }),
    decimal(precision: 5, scale: 2),
    decimal(precision: 9, scale: 0),
    decimal(precision: 10, scale: 4),
    decimal(precision: 18, scale: 18),
    decimal(precision: 19, scale: 3),
    decimal(precision: 38, scale: 10),
    MatrixColumn(
      name: "day", type: .date,
      values: { .int64($0.map { MatrixValues.day($0).days }) },
      text: { MatrixValues.day($0).text }),
    MatrixColumn(
      name: "clock", type: .time,
      values: { .int64($0.map { MatrixValues.clock($0).microseconds }) },
      text: { MatrixValues.clock($0).text }),
    timestamp("moment", utc: false),
    timestamp("instant", utc: true),
    MatrixColumn(
      name: "word", type: .text,
      values: { .text(.plain(TextDictionary($0.map { MatrixValues.word($0) }).values)) },
      text: { MatrixValues.word($0) }),
    MatrixColumn(
      name: "category", type: .text,
      values: {
        let codes = $0.map { Int32(MatrixValues.category($0)) }
        return .text(.dictionary(codes: codes, MatrixValues.categories))
      },
      text: { MatrixValues.categoryTexts[MatrixValues.category($0)] }),
    MatrixColumn(
      name: "mixture", type: .text, values: { MatrixValues.mixture($0) },
      text: { "mixed \($0 % 300)" }),
    MatrixColumn(
      name: "counter", type: .int64, values: { .int64($0.map { Int64($0) * 3 - 100 }) },
      text: { String($0 * 3 - 100) }),
    MatrixColumn(
      name: "level", type: .int32,
      values: { .int64($0.map { MatrixValues.levels[MatrixValues.place($0, of: 4)] }) },
      text: { String(MatrixValues.levels[MatrixValues.place($0, of: 4)]) }),
    MatrixColumn(
      name: "rate", type: .float64,
      values: { .float64($0.map { MatrixValues.rates[MatrixValues.place($0, of: 5)] }) },
      text: { "\(MatrixValues.rates[MatrixValues.place($0, of: 5)])" }),
    MatrixColumn(
      name: "single_rate", type: .float32,
      values: { .float64($0.map { MatrixValues.rates[MatrixValues.place($0, of: 5)] }) },
      text: { "\(Float(MatrixValues.rates[MatrixValues.place($0, of: 5)]))" }),
    MatrixColumn(
      name: "code", type: .text,
      values: { .text(.plain(TextDictionary($0.map { MatrixValues.code($0) }).values)) },
      text: { MatrixValues.code($0) }),
    MatrixColumn(
      name: "phrase", type: .text,
      values: {
        .text(
          .plain(
            TextDictionary($0.map { MatrixValues.phrases[MatrixValues.place($0, of: 3)] }).values))
      },
      text: { MatrixValues.phrases[MatrixValues.place($0, of: 3)] }),
    MatrixColumn(
      name: "always", type: .boolean, values: { .boolean($0.map { _ in true }) },
      text: { _ in "true" }),
    MatrixColumn(
      name: "identifier", type: .uuid,
      values: { .uuid($0.map { MatrixValues.identifier($0).value }) },
      text: { MatrixValues.identifier($0).text }),
  ]

  private static func integer(_ name: String, _ type: LogicalType, bits: Int) -> MatrixColumn {
    MatrixColumn(
      name: name, type: type,
      values: { .int64($0.map { MatrixValues.integer($0, bits: bits) }) },
      text: { String(MatrixValues.integer($0, bits: bits)) })
  }

  private static func decimal(precision: Int, scale: Int) -> MatrixColumn {
    MatrixColumn(
      name: "decimal_\(precision)_\(scale)", type: .decimal(precision: precision, scale: scale),
      values: { rows in
        let all = rows.map { MatrixValues.decimal($0, precision: precision) }
        return precision <= 18 ? .int64(all.map { Int64($0) }) : .int128(all)
      },
      text: {
        MatrixValues.decimalText(MatrixValues.decimal($0, precision: precision), scale: scale)
      })
  }

  private static func timestamp(_ name: String, utc: Bool) -> MatrixColumn {
    MatrixColumn(
      name: name, type: .timestamp(utc: utc),
      values: {
        .int64(
          $0.map {
            MatrixValues.day($0).days * 86_400_000_000 + MatrixValues.clock($0).microseconds
          })
      },
      text: { "\(MatrixValues.day($0).text)T\(MatrixValues.clock($0).text)" + (utc ? "Z" : "") })
  }
}
