import Columnar

/// What a nested column of the matrix is made of.
indirect enum NestedShape: Sendable {
  struct Part: Sendable {
    var name: String
    var shape: NestedShape
    var isNullable: Bool

    init(_ name: String, _ shape: NestedShape, isNullable: Bool) {
      self.name = name
      self.shape = shape
      self.isNullable = isNullable
    }
  }

  case value(MatrixColumn)
  case list(NestedShape, isNullable: Bool)
  case structure([Part])
  case map(MatrixColumn, NestedShape, isNullable: Bool)

  var type: LogicalType {
    switch self {
    case .value(let column): column.type
    case .list(let shape, let isNullable): .list(of: shape.type, isNullable: isNullable)
    case .structure(let parts):
      .structure(parts.map { Field($0.name, $0.shape.type, isNullable: $0.isNullable) })
    case .map(let key, let shape, let isNullable):
      .map(key: key.type, value: shape.type, isNullable: isNullable)
    }
  }

  /// The shape for the readers' tests.
  var json: String {
    switch self {
    case .value(let column): "\"\(column.type.name)\""
    case .list(let shape, let isNullable): "{\"list\": [\(shape.json), \(isNullable)]}"
    case .structure(let parts):
      "{\"structure\": ["
        + parts.map { "[\"\($0.name)\", \($0.shape.json), \($0.isNullable)]" }
        .joined(separator: ", ") + "]}"
    case .map(let key, let shape, let isNullable):
      "{\"map\": [\"\(key.type.name)\", \(shape.json), \(isNullable)]}"
    }
  }
}

/// A value of a nested column, from which both the column and what is expected are made.
indirect enum NestedValue: Sendable {
  case null
  /// What a column of the matrix holds in a row.
  case row(Int)
  case list([NestedValue])
  case structure([NestedValue])
  /// Keys by their rows.
  case map([(key: Int, value: NestedValue)])

  /// A value that follows from the seed alone.
  ///
  /// - Parameter nulls: whether a level that may be missing is, by its own seed.
  init(
    _ shape: NestedShape, seed: UInt64, isNullable: Bool, nulls: (UInt64) -> Bool
  ) {
    if isNullable, nulls(seed) {
      self = .null
      return
    }
    let random = MatrixValues.mixed(seed)
    // Few lists are long, many are empty.
    let count = random % 50 == 0 ? 40 : Int(random >> 8 % 4)
    func below(_ index: Int) -> UInt64 { MatrixValues.mixed(random &+ UInt64(index) &* 977) }
    switch shape {
    case .value: self = .row(Int(random % 3000))
    case .list(let element, let isNullable):
      self = .list(
        (0..<count).map {
          NestedValue(element, seed: below($0), isNullable: isNullable, nulls: nulls)
        })
    case .structure(let parts):
      self = .structure(
        parts.enumerated().map { index, part in
          NestedValue(part.shape, seed: below(index), isNullable: part.isNullable, nulls: nulls)
        })
    case .map(_, let value, let isNullable):
      self = .map(
        (0..<count).map {
          (
            Int(random >> 20 % 100) + 10 + $0,
            NestedValue(value, seed: below($0), isNullable: isNullable, nulls: nulls)
          )
        })
    }
  }

  /// Lists as arrays, structures as arrays of their values, maps as arrays of pairs, all else as
  /// texts.
  func json(_ shape: NestedShape) -> String {
    switch (self, shape) {
    case (.row(let row), .value(let column)): NestedValue.quoted(column.text(row))
    case (.list(let values), .list(let element, _)):
      "[" + values.map { $0.json(element) }.joined(separator: ", ") + "]"
    case (.structure(let values), .structure(let parts)):
      "[" + zip(values, parts).map { $0.json($1.shape) }.joined(separator: ", ") + "]"
    case (.map(let entries), .map(let key, let value, _)):
      "["
        + entries.map { "[\(NestedValue.quoted(key.text($0.key))), \($0.value.json(value))]" }
        .joined(separator: ", ") + "]"
    default: "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension Column {
  /// - Shape: missing lists hide an element, so that readers of offsets alone are found out.
  static func nested(
    _ values: [NestedValue], _ shape: NestedShape, isNullable: Bool
  ) -> Column {
    let isThere = values.map { if case .null = $0 { false } else { true } }
    let validity = isNullable ? Bitmap(count: values.count) { isThere[$0] } : nil
    return Column(shape.type, content(values, shape), validity: validity)
  }

  private static func content(_ values: [NestedValue], _ shape: NestedShape) -> ColumnValues {
    switch shape {
    case .value(let column):
      return column.values(values.map { if case .row(let row) = $0 { row } else { 7 } })
    case .list(let element, let isNullable):
      let hidden = NestedValue(element, seed: 1, isNullable: false) { _ in false }
      let lists = values.map { if case .list(let all) = $0 { all } else { [hidden] } }
      return .list(
        ListValues(
          offsets: ends(lists.map(\.count)),
          elements: nested(lists.flatMap { $0 }, element, isNullable: isNullable)))
    case .structure(let parts):
      let columns = parts.enumerated().map { index, part in
        nested(
          values.map { if case .structure(let all) = $0 { all[index] } else { .null } },
          part.shape, isNullable: part.isNullable)
      }
      return .structure(StructureValues(columns, count: values.count))
    case .map(let key, let value, let isNullable):
      let maps = values.map { value -> [(key: Int, value: NestedValue)] in
        if case .map(let all) = value { all } else { [] }
      }
      let entries = maps.flatMap { $0 }
      let keys = Column(key.type, key.values(entries.map(\.key)))
      let found = nested(entries.map(\.value), value, isNullable: isNullable)
      guard let element = shape.type.element else { preconditionFailure("a map of entries") }
      return .list(
        ListValues(
          offsets: ends(maps.map(\.count)),
          elements: Column(
            element.type, .structure(StructureValues([keys, found], count: entries.count)))))
    }
  }

  private static func ends(_ counts: [Int]) -> [Int32] {
    counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1)) }
  }
}
