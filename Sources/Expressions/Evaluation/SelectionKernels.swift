import Columnar

extension Kernels {
  /// `if(condition, then, otherwise)`: a condition that is false or null takes the second.
  static func select(_ storage: StorageKind) -> Kernel {
    { arguments, count in
      let condition = arguments[0]
      let taken = condition.trueRows(count)
      let result = merge(arguments[1], arguments[2], taken, storage, count)
      return Operand(
        result.values, validity: result.validity, errors: condition.errors + result.errors)
    }
  }

  /// The first value that is there.
  static func coalesce(_ storage: StorageKind) -> Kernel {
    { arguments, count in
      guard var result = arguments.last else { preconditionFailure("coalesce of nothing") }
      for argument in arguments.dropLast().reversed() {
        // A row that could not be computed is not missing: its error stays.
        var taken = argument.validity.mask(count: count)
        for error in argument.errors { taken = taken.union(error.rows) }
        result = merge(argument, result, taken, storage, count)
      }
      return result
    }
  }

  /// Rows in `taken` from `a`, the others from `b`.
  static func merge(
    _ a: Operand, _ b: Operand, _ taken: RowMask, _ storage: StorageKind, _ count: Int
  ) -> Operand {
    let rest = taken.complement
    let valid = a.validity.mask(count: count).intersection(taken)
      .union(b.validity.mask(count: count).intersection(rest))
    let errors =
      a.errors.compactMap { $0.restricted(to: taken) }
      + b.errors.compactMap { $0.restricted(to: rest) }
    let values: Operand.Values =
      switch storage {
      case .boolean: .boolean(.values(pick(a.boolean, b.boolean, taken, count)))
      case .int64: .int64(.values(pick(a.int64(count), b.int64(count), taken, count)))
      case .int128: .int128(.values(pick(a.int128(count), b.int128(count), taken, count)))
      case .float64: .float64(.values(pick(a.float64, b.float64, taken, count)))
      case .uuid: .uuid(.values(pick(a.uuid, b.uuid, taken, count)))
      case .text: .text(pick(a.text, b.text, taken, count))
      case .list, .structure: preconditionFailure("nested values in an expression")
      }
    return Operand(values, validity: Validity(valid), errors: errors)
  }

  @inline(__always)
  private static func pick<Element: Sendable>(
    _ a: Lane<Element>, _ b: Lane<Element>, _ taken: RowMask, _ count: Int
  ) -> [Element] {
    let words = taken.words
    return [Element](capacity: count) { out in
      for row in 0..<count {
        out.append(words[row &>> 6] &>> UInt64(row & 63) & 1 == 1 ? a[row] : b[row])
      }
    }
  }

  /// Codes stay codes where both sides share a dictionary.
  private static func pick(
    _ a: TextLane, _ b: TextLane, _ taken: RowMask, _ count: Int
  ) -> TextLane {
    if case .column(.dictionary(let x, let first)) = a,
      case .column(.dictionary(let y, let second)) = b, first === second
    {
      return .column(
        .dictionary(codes: pick(.values(x), .values(y), taken, count), first))
    }
    if case .constant(let x) = a, case .constant(let y) = b {
      let codes: [Int32] = pick(.constant(0), .constant(1), taken, count)
      return .column(.dictionary(codes: codes, TextDictionary([x[0], y[0]])))
    }
    let (x, y) = (a.reader, b.reader)
    var builder = TextBuilder(capacity: count, bytes: count * 8)
    for row in 0..<count {
      if taken[row] { builder.append(x, row) } else { builder.append(y, row) }
      builder.finish()
    }
    return builder.lane
  }

  /// The smaller or larger of two values of one storage; null where either is.
  static func extreme(_ storage: StorageKind, wantsLarger: Bool) -> Kernel {
    { arguments, count in
      let (a, b) = (arguments[0], arguments[1])
      let values: Operand.Values =
        switch storage {
        case .boolean, .uuid, .list, .structure: preconditionFailure("values without an order")
        case .int64:
          .int64(a.int64(count).zip(b.int64(count), count) { ($1 > $0) == wantsLarger ? $1 : $0 })
        case .int128:
          .int128(
            a.int128(count).zip(b.int128(count), count) { ($1 > $0) == wantsLarger ? $1 : $0 })
        case .float64:
          .float64(a.float64.zip(b.float64, count) { ($1 > $0) == wantsLarger ? $1 : $0 })
        case .text: .text(extreme(a.text, b.text, wantsLarger, count))
        }
      return Operand(values, strictIn: arguments)
    }
  }

  private static func extreme(
    _ a: TextLane, _ b: TextLane, _ wantsLarger: Bool, _ count: Int
  ) -> TextLane {
    let (x, y) = (a.reader, b.reader)
    let taken = RowMask(
      .values(
        (0..<count).map { row in
          let order = order(x.bytes[x.range(row)], y.bytes[y.range(row)])
          return wantsLarger ? order >= 0 : order <= 0
        }), count: count)
    return pick(a, b, taken, count)
  }
}
