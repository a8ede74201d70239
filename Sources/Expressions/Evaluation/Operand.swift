import Columnar

/// The value of a part of an expression for one batch.
struct Operand: Sendable {
  enum Values: Sendable {
    case boolean(Lane<Bool>)
    case int64(Lane<Int64>)
    case int128(Lane<Int128>)
    case float64(Lane<Double>)
    case text(TextLane)
    case uuid(Lane<UInt128>)
  }

  var values: Values
  var validity: Validity
  var errors: [RowErrors]

  init(_ values: Values, validity: Validity = .all, errors: [RowErrors] = []) {
    self.values = values
    self.validity = validity
    self.errors = errors
  }

  /// A result that is null where any argument is, with their errors.
  init(_ values: Values, strictIn arguments: [Operand], raising new: RowErrors? = nil) {
    self.values = values
    var validity = Validity.all
    var errors: [RowErrors] = []
    for argument in arguments {
      validity = validity.intersection(argument.validity)
      if !argument.errors.isEmpty { errors += argument.errors }
    }
    if let new { errors.append(new) }
    self.validity = validity
    self.errors = errors
  }

  // Lanes; asking for another storage is a bug of the planning above.

  var boolean: Lane<Bool> {
    guard case .boolean(let lane) = values else { preconditionFailure("not a boolean lane") }
    return lane
  }

  var float64: Lane<Double> {
    guard case .float64(let lane) = values else { preconditionFailure("not a float lane") }
    return lane
  }

  var uuid: Lane<UInt128> {
    guard case .uuid(let lane) = values else { preconditionFailure("not a uuid lane") }
    return lane
  }

  var text: TextLane {
    guard case .text(let lane) = values else { preconditionFailure("not a text lane") }
    return lane
  }

  /// A wide lane is narrowed; its values are known to fit.
  func int64(_ count: Int) -> Lane<Int64> {
    switch values {
    case .int64(let lane): return lane
    case .int128(let lane): return lane.map(count) { Int64(truncatingIfNeeded: $0) }
    default: preconditionFailure("not an integer lane")
    }
  }

  func int128(_ count: Int) -> Lane<Int128> {
    switch values {
    case .int128(let lane): return lane
    case .int64(let lane): return lane.map(count) { Int128($0) }
    default: preconditionFailure("not an integer lane")
    }
  }

  /// The rows where a boolean is true: neither false nor null.
  func trueRows(_ count: Int) -> RowMask {
    let mask = RowMask(boolean, count: count)
    if case .all = validity { return mask }
    return mask.intersection(validity.mask(count: count))
  }
}

extension Operand {
  init(_ column: Column) {
    switch column.values {
    case .boolean(let values): self.values = .boolean(.values(values))
    case .int64(let values): self.values = .int64(.values(values))
    case .int128(let values): self.values = .int128(.values(values))
    case .float64(let values): self.values = .float64(.values(values))
    case .text(let values): self.values = .text(.column(values))
    case .uuid(let values): self.values = .uuid(.values(values))
    case .list, .structure: preconditionFailure("nested values in an expression")
    }
    validity =
      column.validity.map { .some(RowMask(words: $0.words, count: $0.count)) } ?? .all
    errors = []
  }

  init(_ constant: ConstantValue) {
    errors = []
    validity = .all
    switch constant {
    case .null(let type):
      validity = .none
      values = Operand.blank(type?.storage ?? .int64)
    case .boolean(let value): values = .boolean(.constant(value))
    case .int64(let value, _): values = .int64(.constant(value))
    case .int128(let value, _): values = .int128(.constant(value))
    case .float64(let value): values = .float64(.constant(value))
    case .text(let value): values = .text(.constant(TextDictionary([value])))
    case .uuid(let value): values = .uuid(.constant(value))
    case .months(let value):
      values = .int64(.constant(value &* TimeUnit.month))
    }
  }

  /// What stands under a null.
  static func blank(_ storage: StorageKind) -> Values {
    switch storage {
    case .boolean: .boolean(.constant(false))
    case .int64: .int64(.constant(0))
    case .int128: .int128(.constant(0))
    case .float64: .float64(.constant(0))
    case .text: .text(.constant(TextDictionary([""])))
    case .uuid: .uuid(.constant(0))
    case .list, .structure: preconditionFailure("nested values in an expression")
    }
  }

  /// The single value of a folded operand.
  func constant(_ type: LogicalType?) -> ConstantValue {
    if validity.mask(count: 1).isEmpty { return .null(type) }
    guard let type else { preconditionFailure("a value without a type") }
    switch values {
    case .boolean(let lane): return .boolean(lane[0])
    case .int64(let lane):
      return type.storage == .int128 ? .int128(Int128(lane[0]), type) : .int64(lane[0], type)
    case .int128(let lane):
      return type.storage == .int64
        ? .int64(Int64(truncatingIfNeeded: lane[0]), type) : .int128(lane[0], type)
    case .float64(let lane): return .float64(lane[0])
    case .text(let lane): return .text(lane.string(at: 0))
    case .uuid(let lane): return .uuid(lane[0])
    }
  }

  /// - Throws: the error of the first row that has one.
  func column(_ type: LogicalType, count: Int) throws(EvaluationError) -> Column {
    var worst: (row: Int, message: String)?
    for error in errors {
      guard let row = error.rows.first, row < worst?.row ?? .max else { continue }
      worst = (row, error.describe(row))
    }
    if let worst { throw EvaluationError.withoutValue(row: worst.row, worst.message) }
    let values: ColumnValues =
      switch type.storage {
      case .boolean: .boolean(boolean.spread(count))
      case .int64: .int64(int64(count).spread(count))
      case .int128: .int128(int128(count).spread(count))
      case .float64: .float64(float64.spread(count))
      case .text: .text(text.column(count))
      case .uuid: .uuid(uuid.spread(count))
      case .list, .structure: preconditionFailure("nested values in an expression")
      }
    return Column(type, values, validity: bitmap(count))
  }

  private func bitmap(_ count: Int) -> Bitmap? {
    switch validity {
    case .all: return nil
    case .none: return count == 0 ? nil : Bitmap(repeating: false, count: count)
    case .some(let mask): return mask.isFull ? nil : Bitmap(words: mask.words, count: count)
    }
  }
}
