import Columnar

extension Kernels {
  /// Values as text, as CSV writes them: decimals at their scale, floats as short as they read
  /// back, ISO dates and times with all digits of a second.
  static func format(_ type: LogicalType) -> Kernel {
    { arguments, count in
      let operand = arguments[0]
      if case .text = operand.values { return operand }
      return Operand(.text(formatted(operand, type, count)), strictIn: arguments)
    }
  }

  /// The texts of each row joined; a null counts as empty text.
  static func concat(_ types: [LogicalType]) -> Kernel {
    { arguments, count in
      let parts = zip(arguments, types).map { operand, type in
        (
          reader: formatted(operand, type, count).reader,
          valid: operand.validity == .all ? nil : operand.validity.mask(count: count).words
        )
      }
      var lengths = [Int64](repeating: 0, count: count)
      for part in parts { TextKernels.addLengths(part.reader, part.valid, to: &lengths) }
      var errors = arguments.flatMap(\.errors)
      var offsets = [Int32](repeating: 0, count: count + 1)
      var end = 0
      for row in 0..<count {
        end += Int(lengths[row])
        guard end <= PlainText.largestByteCount else {
          errors.append(tooMuchText(row, of: count))
          return Operand(emptyTexts(count), errors: errors)
        }
        offsets[row + 1] = Int32(truncatingIfNeeded: end)
      }
      var bytes = [UInt8](repeating: 0, count: Int(offsets[count]))
      var cursors = offsets
      for part in parts {
        TextKernels.copy(part.reader, part.valid, to: &bytes, at: &cursors, count: count)
      }
      let plain = PlainText(offsets: offsets, bytes: bytes)
      return Operand(.text(.column(.plain(plain))), errors: errors)
    }
  }

  private static func tooMuchText(_ row: Int, of count: Int) -> RowErrors {
    RowErrors(
      rows: RowMask(only: row, count: count),
      describe: { _ in "'concat' makes more than 2 GiB of text for rows made at once" })
  }

  private static func emptyTexts(_ count: Int) -> Operand.Values {
    let offsets = [Int32](repeating: 0, count: count + 1)
    return .text(.column(.plain(PlainText(offsets: offsets, bytes: []))))
  }

  /// The text of every row; what stands under a null is unspecified.
  private static func formatted(
    _ operand: Operand, _ type: LogicalType, _ count: Int
  ) -> TextLane {
    if case .text(let lane) = operand.values { return lane }
    var builder = TextBuilder(capacity: count, bytes: count * 12)
    func fill<Element>(_ lane: Lane<Element>, _ append: (inout TextBuilder, Element) -> Void) {
      for row in 0..<count {
        append(&builder, lane[row])
        builder.finish()
      }
    }
    switch (operand.values, type) {
    case (.boolean(let lane), _): fill(lane) { $0.append($1 ? "true" : "false") }
    case (.float64(let lane), .float32): fill(lane) { $0.append(Float($1).description) }
    case (.float64(let lane), _): fill(lane) { $0.append($1.description) }
    case (.uuid(let lane), _): fill(lane) { $0.append(hexadecimal: $1) }
    case (_, .date):
      fill(operand.int64(count)) { builder, day in
        if CivilTime.dayRange.contains(day) { builder.append(date: day) }
      }
    case (_, .timestamp(let utc)):
      fill(operand.int64(count)) { builder, time in
        let day = CivilTime.day(ofMicroseconds: time)
        guard CivilTime.dayRange.contains(day) else { return }
        builder.append(date: day)
        builder.bytes.append(84)
        builder.append(clock: time - day * CivilTime.microsecondsPerDay)
        if utc { builder.bytes.append(90) }
      }
    case (_, .time):
      fill(operand.int64(count)) { builder, time in
        builder.append(clock: max(0, min(time, CivilTime.microsecondsPerDay - 1)))
      }
    default: fill(operand.int128(count)) { $0.append($1, scale: type.scale) }
    }
    return builder.lane
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
