import Claims
import Validation

/// The types of columns that are text, as in CSV: the narrowest that all values have, and that gives
/// them back as they are written.
struct TextTypes {
  private static let sampleRows = 20_000
  private let table: String
  private(set) var columns: [(column: OpenColumn, selected: String)] = []

  /// - Parameters:
  ///   - other: a table whose types are taken where the texts have them.
  ///   - isQuoted: whether what is a number or true has been told apart from texts already.
  init(
    _ table: String, _ names: [String], like other: OpenTable?, isQuoted: Bool = false,
    _ engine: SQLEngine
  ) throws(SQLError) {
    self.table = table
    var open = names.map { (name: $0, types: isQuoted ? TextType.quoted : TextType.all) }
    // Most types are out after some rows; what is left is held against all.
    for limit in ["LIMIT \(Self.sampleRows)", ""] {
      var asked: [String] = []
      for column in open {
        let value = SQLText.name(column.name)
        asked += column.types.map {
          "CAST(bool_and(\(value) IS NULL OR coalesce(\($0.condition(value)), false)) AS BOOLEAN)"
        }
      }
      guard !asked.isEmpty else { break }
      let row =
        try engine.rows(
          "SELECT \(asked.joined(separator: ", ")) FROM (SELECT * FROM \(table) \(limit))"
        ).first ?? []
      var place = 0
      for index in open.indices {
        let count = open[index].types.count
        let holds = row[place..<place + count].map { $0 == .boolean(true) }
        open[index].types = zip(open[index].types, holds).filter(\.1).map(\.0)
        place += count
      }
    }
    for column in open {
      columns.append(try typed(column.name, column.types, other?.column(column.name), engine))
    }
  }

  private func typed(
    _ name: String, _ types: [TextType], _ other: OpenColumn?, _ engine: SQLEngine
  ) throws(SQLError) -> (column: OpenColumn, selected: String) {
    let raw = SQLText.name(name)
    let figures = try engine.rows(
      "SELECT count(\(raw)), min(length(\(raw)) - strpos(\(raw), '.')), "
        + "max(length(\(raw)) - strpos(\(raw), '.')), max(length(\(raw))), "
        + "bool_and(strpos(\(raw), '.') > 0 AND \(raw) NOT SIMILAR TO '.*[a-zA-Z].*') FROM \(table)"
    ).first
    guard let figures, figures[0].int ?? 0 > 0 else {
      return text(name, .text, isEmpty: true)
    }
    if other?.kind == .text { return text(name, .text) }
    guard let type = types.first else { return text(name, .text) }
    if type == .json { return text(name, .json) }
    var sqlType = type.sqlType
    if type == .number, figures[4] == .boolean(true), let scale = figures[1].int,
      scale == figures[2].int, let length = figures[3].int, length <= 19, scale <= 9
    {
      sqlType = "DECIMAL(18,\(scale))"
    }
    return (
      OpenColumn(name: name, sqlType: sqlType, fileType: "text"),
      "TRY_CAST(nullif(\(raw), chr(1)) AS \(sqlType)) AS \(raw)"
    )
  }

  private func text(
    _ name: String, _ kind: ValueKind, isEmpty: Bool = false
  ) -> (column: OpenColumn, selected: String) {
    (
      OpenColumn(
        name: name, sqlType: "VARCHAR", fileType: "text", kind: kind, isEmpty: isEmpty),
      SQLText.name(name)
    )
  }
}

/// A type that a text may be of.
private enum TextType: CaseIterable {
  case whole
  case number
  case truth
  case date
  case timestamp
  case time
  case uuid
  case json

  /// The narrowest first.
  static let all = allCases
  static let quoted: [TextType] = [.date, .timestamp, .time, .uuid]

  var sqlType: String {
    switch self {
    case .whole: "BIGINT"
    case .number: "DOUBLE"
    case .truth: "BOOLEAN"
    case .date: "DATE"
    case .timestamp: "TIMESTAMP"
    case .time: "TIME"
    case .uuid: "UUID"
    case .json: "VARCHAR"
    }
  }

  /// Whether a text is of the type; codes such as `007` are no numbers.
  func condition(_ raw: String) -> String {
    // A bare cast would be handed to the reader of CSV, which fails where it cannot be made.
    let value = "nullif(\(raw), chr(1))"
    switch self {
    case .whole: return "CAST(TRY_CAST(\(value) AS BIGINT) AS VARCHAR) = \(raw)"
    case .number:
      return "regexp_full_match(\(raw), "
        + "'-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|(?i)nan|-?inf') "
        + "AND TRY_CAST(\(value) AS DOUBLE) IS NOT NULL"
    case .truth: return "lower(\(raw)) IN ('true', 'false')"
    case .date: return "CAST(TRY_CAST(\(value) AS DATE) AS VARCHAR) = \(raw)"
    case .timestamp:
      return "length(\(raw)) >= 16 AND \(raw) LIKE '____-__-__%' "
        + "AND TRY_CAST(\(value) AS TIMESTAMP) IS NOT NULL"
    case .time: return "\(raw) LIKE '__:__%' AND TRY_CAST(\(value) AS TIME) IS NOT NULL"
    case .uuid: return "length(\(raw)) = 36 AND TRY_CAST(\(value) AS UUID) IS NOT NULL"
    case .json: return "(\(raw) LIKE '{%}' OR \(raw) LIKE '[%]') AND json_valid(\(raw))"
    }
  }
}
