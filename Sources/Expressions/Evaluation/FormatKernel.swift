import Columnar

extension Kernels {
  /// Values as text: decimals at their scale, floats as short as they read back, ISO dates.
  static func format(_ type: LogicalType) -> Kernel {
    { arguments, count in
      let operand = arguments[0]
      if case .text = operand.values { return operand }
      var builder = TextBuilder(capacity: count, bytes: count * 12)
      let append = appender(operand, type, count)
      for row in 0..<count {
        append(&builder, row)
        builder.finish()
      }
      return Operand(.text(builder.lane), strictIn: arguments)
    }
  }

  /// The texts of each row joined; a null counts as empty text.
  static func concat(_ types: [LogicalType]) -> Kernel {
    { arguments, count in
      var builder = TextBuilder(capacity: count, bytes: count * 16)
      let appenders = zip(arguments, types).map { appender($0, $1, count) }
      for row in 0..<count {
        for append in appenders { append(&builder, row) }
        builder.finish()
      }
      return Operand(.text(builder.lane), errors: arguments.flatMap(\.errors))
    }
  }

  /// Appends the text of one row; nothing for a null.
  private static func appender(
    _ operand: Operand, _ type: LogicalType, _ count: Int
  ) -> (inout TextBuilder, Int) -> Void {
    let plain = plainAppender(operand, type, count)
    if operand.validity == .all { return plain }
    let valid = operand.validity.mask(count: count)
    return { builder, row in
      if valid[row] { plain(&builder, row) }
    }
  }

  private static func plainAppender(
    _ operand: Operand, _ type: LogicalType, _ count: Int
  ) -> (inout TextBuilder, Int) -> Void {
    switch operand.values {
    case .text(let lane):
      let reader = lane.reader
      return { $0.append(reader, $1) }
    case .boolean(let lane): return { $0.append(lane[$1] ? "true" : "false") }
    case .float64(let lane):
      if type == .float32 { return { $0.append(Float(lane[$1]).description) } }
      return { $0.append(lane[$1].description) }
    case .uuid(let lane): return { $0.append(hexadecimal: lane[$1]) }
    case .int64, .int128: return integerAppender(operand, type, count)
    }
  }

  private static func integerAppender(
    _ operand: Operand, _ type: LogicalType, _ count: Int
  ) -> (inout TextBuilder, Int) -> Void {
    switch type {
    case .date:
      let lane = operand.int64(count)
      return { $0.append(CivilTime.format(date: lane[$1])) }
    case .timestamp(let utc):
      let lane = operand.int64(count)
      return { $0.append(CivilTime.format(timestamp: lane[$1]) + (utc ? "Z" : "")) }
    case .time:
      let lane = operand.int64(count)
      return { $0.append(String(CivilTime.format(timestamp: lane[$1]).dropFirst(11))) }
    case .decimal(_, let scale):
      let lane = operand.int128(count)
      return { $0.append(lane[$1], scale: scale) }
    default:
      let lane = operand.int64(count)
      return { $0.append(Int128(lane[$1])) }
    }
  }
}

extension TextBuilder {
  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
  mutating func append(hexadecimal value: UInt128) {
    for step in 0..<32 {
      if step == 8 || step == 12 || step == 16 || step == 20 { bytes.append(45) }
      let digit = UInt8(truncatingIfNeeded: value >> UInt128(124 - 4 * step) & 15)
      bytes.append(digit < 10 ? digit + 48 : digit + 87)
    }
  }
}
