/// Computes one operator for a whole batch: operands and row count in, result out.
typealias Kernel = @Sendable ([Operand], Int) -> Operand

/// An operator of the exact numbers.
enum IntegerOperation: Sendable {
  case add
  case subtract
  case multiply
}

extension Operand {
  /// The rows among the valid ones for which `isWrong` holds, nil when there are none.
  static func wrongRows(
    _ count: Int, among arguments: [Operand], _ isWrong: (Int) -> Bool
  ) -> RowMask? {
    var words = [UInt64](repeating: 0, count: (count + 63) / 64)
    for row in 0..<count where isWrong(row) { words[row >> 6] |= 1 << UInt64(row & 63) }
    var mask = RowMask(words: words, count: count)
    for argument in arguments where argument.validity != .all {
      mask = mask.intersection(argument.validity.mask(count: count))
    }
    return mask.isEmpty ? nil : mask
  }
}

/// Kernels of one storage, chosen when compiling.
enum Kernels {
  static let unchanged: Kernel = { arguments, _ in arguments[0] }

  /// Exact `+ − ×` whose result is known to fit the lane.
  static func exact(_ operation: IntegerOperation, isWide: Bool) -> Kernel {
    { arguments, count in
      let (a, b) = (arguments[0], arguments[1])
      guard isWide else {
        let lane = wrapped(operation, a.int64(count), b.int64(count), count)
        return Operand(.int64(lane), strictIn: arguments)
      }
      if operation == .multiply, case .int64(let x) = a.values, case .int64(let y) = b.values {
        let lane = x.zip(y, count) { Int128($0) &* Int128($1) }
        return Operand(.int128(lane), strictIn: arguments)
      }
      let lane = wrapped(operation, a.int128(count), b.int128(count), count)
      return Operand(.int128(lane), strictIn: arguments)
    }
  }

  /// Exact `+ − ×` on 64 bits; a result outside `range` is an error of its row.
  static func checked(
    _ operation: IntegerOperation, within range: ClosedRange<Int64>, message: String
  ) -> Kernel {
    { arguments, count in
      let (a, b) = (arguments[0].int64(count), arguments[1].int64(count))
      var isDoubtful = false
      let lane: Lane<Int64> = a.zip(b, count) { x, y in
        let (value, isWrong) = reporting(operation, x, y, range)
        isDoubtful = isDoubtful || isWrong
        return value
      }
      guard isDoubtful else { return Operand(.int64(lane), strictIn: arguments) }
      let rows = Operand.wrongRows(count, among: arguments) { row in
        reporting(operation, a[row], b[row], range).1
      }
      let errors = rows.map { RowErrors(rows: $0, describe: { _ in message }) }
      return Operand(.int64(lane), strictIn: arguments, raising: errors)
    }
  }

  @inline(__always)
  private static func wrapped<Element: FixedWidthInteger & Sendable>(
    _ operation: IntegerOperation, _ a: Lane<Element>, _ b: Lane<Element>, _ count: Int
  ) -> Lane<Element> {
    switch operation {
    case .add: a.zip(b, count) { $0 &+ $1 }
    case .subtract: a.zip(b, count) { $0 &- $1 }
    case .multiply: a.zip(b, count) { $0 &* $1 }
    }
  }

  @inline(__always)
  private static func reporting(
    _ operation: IntegerOperation, _ x: Int64, _ y: Int64, _ range: ClosedRange<Int64>
  ) -> (Int64, Bool) {
    let (value, overflow) =
      switch operation {
      case .add: x.addingReportingOverflow(y)
      case .subtract: x.subtractingReportingOverflow(y)
      case .multiply: x.multipliedReportingOverflow(by: y)
      }
    return (value, overflow || value < range.lowerBound || value > range.upperBound)
  }

  // Floats

  /// Floats `+ − ×`; a result beyond the largest float is an error of its row.
  ///
  /// - Parameter isBounded: the results are known to be finite.
  static func float(_ operation: IntegerOperation, _ sign: String, isBounded: Bool) -> Kernel {
    { arguments, count in
      let (a, b) = (arguments[0].float64, arguments[1].float64)
      let lane =
        switch operation {
        case .add: a.zip(b, count) { $0 + $1 }
        case .subtract: a.zip(b, count) { $0 - $1 }
        case .multiply: a.zip(b, count) { $0 * $1 }
        }
      guard !isBounded, !lane.isFinite else { return Operand(.float64(lane), strictIn: arguments) }
      return overflowing(sign, lane, arguments, count)
    }
  }

  /// The quotient; a divisor of 0, or a result beyond the largest float, is an error of its row.
  static func divide(isBounded: Bool) -> Kernel {
    { arguments, count in
      let (a, b) = (arguments[0].float64, arguments[1].float64)
      let lane = a.zip(b, count) { $0 / $1 }
      // A divisor of 0 shows in the quotient.
      guard !isBounded, !lane.isFinite else { return Operand(.float64(lane), strictIn: arguments) }
      return overflowing("/", lane, arguments, count)
    }
  }

  private static func overflowing(
    _ sign: String, _ lane: Lane<Double>, _ arguments: [Operand], _ count: Int
  ) -> Operand {
    let (a, b) = (arguments[0].float64, arguments[1].float64)
    let rows = Operand.wrongRows(count, among: arguments) { !lane[$0].isFinite }
    let errors = rows.map { rows in
      RowErrors(
        rows: rows,
        describe: { row in
          sign == "/" && b[row] == 0
            ? "division by zero" : "'\(a[row]) \(sign) \(b[row])' is beyond the largest float"
        })
    }
    return Operand(.float64(lane), strictIn: arguments, raising: errors)
  }

  /// A float of a float; rows for which `isWrong` holds fail with `message`.
  static func float(
    failing message: String = "", where isWrong: (@Sendable (Double) -> Bool)? = nil,
    _ body: @escaping @Sendable (Double) -> Double
  ) -> Kernel {
    { arguments, count in
      let a = arguments[0].float64
      let lane = a.map(count, body)
      guard let isWrong else { return Operand(.float64(lane), strictIn: arguments) }
      let rows = Operand.wrongRows(count, among: arguments) { isWrong(a[$0]) }
      let errors = rows.map { RowErrors(rows: $0, describe: { _ in message }) }
      return Operand(.float64(lane), strictIn: arguments, raising: errors)
    }
  }

  /// An integer of an integer, row by row.
  static func integer(_ body: @escaping @Sendable (Int64) -> Int64) -> Kernel {
    { arguments, count in
      Operand(.int64(arguments[0].int64(count).map(count, body)), strictIn: arguments)
    }
  }

  /// An integer of two integers, row by row.
  static func integer(_ body: @escaping @Sendable (Int64, Int64) -> Int64) -> Kernel {
    { arguments, count in
      let (a, b) = (arguments[0].int64(count), arguments[1].int64(count))
      return Operand(.int64(a.zip(b, count, body)), strictIn: arguments)
    }
  }
}
