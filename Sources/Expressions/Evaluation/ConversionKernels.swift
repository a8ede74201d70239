import Columnar

extension Kernels {
  /// Integers and decimals from one scale to another, ties to even; a value outside `range` is an
  /// error of its row. `range` nil: the values are known to fit.
  ///
  /// - Parameters:
  ///   - digits: how far the scale grows; negative where digits are rounded away.
  static func rescale(
    by digits: Int, isWide: Bool, within range: ClosedRange<Int128>?, type: LogicalType,
    fromScale: Int
  ) -> Kernel {
    let power = powerOfTen(abs(digits))
    let (factor, divisor) = digits >= 0 ? (power, Int128(1)) : (1, power)
    return { arguments, count in
      let operand = arguments[0]
      guard let range else {
        let values = scaled(operand, by: digits, power, isWide, count)
        return Operand(values, strictIn: arguments)
      }
      if digits == 0, let values = unchanged(operand, within: range, isWide, count) {
        return Operand(values, strictIn: arguments)
      }
      let source = operand.int128(count)
      var isDoubtful = false
      let lane = source.map(count) { value in
        let (result, overflow) = rescaled(value, factor, divisor)
        let isWrong = overflow || result < range.lowerBound || result > range.upperBound
        isDoubtful = isDoubtful || isWrong
        return isWrong ? 0 : result
      }
      let values = Operand.Values.int128(lane)
      guard isDoubtful else { return Operand(values, strictIn: arguments) }
      let rows = Operand.wrongRows(count, among: arguments) { row in
        let (result, overflow) = rescaled(source[row], factor, divisor)
        return overflow || result < range.lowerBound || result > range.upperBound
      }
      let errors = rows.map { rows in
        RowErrors(
          rows: rows,
          describe: { "\(written(source[$0], scale: fromScale)) does not fit \(type.name)" })
      }
      return Operand(values, strictIn: arguments, raising: errors)
    }
  }

  /// The same integers where all of them lie within the range; nil where one does not.
  private static func unchanged(
    _ operand: Operand, within range: ClosedRange<Int128>, _ isWide: Bool, _ count: Int
  ) -> Operand.Values? {
    var isOutside = false
    if case .int64(let lane) = operand.values {
      let (low, high) = (Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound))
      let checked = lane.map(count) { value in
        isOutside = isOutside || value < low || value > high
        return value
      }
      return isOutside ? nil : .int64(checked)
    }
    let lane = operand.int128(count)
    let (low, high) = (range.lowerBound, range.upperBound)
    if isWide {
      let checked = lane.map(count) { value in
        isOutside = isOutside || value < low || value > high
        return value
      }
      return isOutside ? nil : .int128(checked)
    }
    let narrowed = lane.map(count) { value in
      isOutside = isOutside || value < low || value > high
      return Int64(truncatingIfNeeded: value)
    }
    return isOutside ? nil : .int64(narrowed)
  }

  private static func scaled(
    _ operand: Operand, by digits: Int, _ power: Int128, _ isWide: Bool, _ count: Int
  ) -> Operand.Values {
    if digits == 0 { return operand.values }
    if isWide {
      let lane = operand.int128(count)
      return .int128(
        digits > 0
          ? lane.map(count) { $0 &* power } : lane.map(count) { roundedQuotient($0, power) })
    }
    if digits < 0 {
      return .int64(
        operand.int128(count).map(count) {
          Int64(truncatingIfNeeded: roundedQuotient($0, power))
        })
    }
    let factor = Int64(truncatingIfNeeded: power)
    return .int64(operand.int64(count).map(count) { $0 &* factor })
  }

  private static func rescaled(
    _ value: Int128, _ factor: Int128, _ divisor: Int128
  ) -> (Int128, Bool) {
    if divisor != 1 { return (roundedQuotient(value, divisor), false) }
    return value.multipliedReportingOverflow(by: factor)
  }

  /// The quotient by a positive divisor, ties to even.
  static func roundedQuotient(_ value: Int128, _ divisor: Int128) -> Int128 {
    if let small = Int64(exactly: value), let divisor = Int64(exactly: divisor) {
      return Int128(roundedQuotient(small, divisor))
    }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    let rest = remainder.magnitude
    let half = divisor.magnitude / 2
    // Divisors are powers of ten: 1, or even.
    let isUp = rest > half || (rest == half && divisor > 1 && quotient & 1 == 1)
    return isUp ? quotient + (value < 0 ? -1 : 1) : quotient
  }

  private static func roundedQuotient(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    let rest = (value &- quotient &* divisor).magnitude
    let half = divisor.magnitude / 2
    let isUp = rest > half || (rest == half && divisor > 1 && quotient & 1 == 1)
    return isUp ? quotient &+ (value < 0 ? -1 : 1) : quotient
  }

  /// A decimal as people write it.
  static func written(_ unscaled: Int128, scale: Int) -> String {
    var builder = TextBuilder(capacity: 1, bytes: 40)
    builder.append(unscaled, scale: scale)
    return String(decoding: builder.bytes, as: UTF8.self)
  }

  /// Integers and decimals to the nearest float.
  static func toFloat(scale: Int) -> Kernel {
    let power = Double(powerOfTen(scale))
    return { arguments, count in
      let lane: Lane<Double> =
        switch arguments[0].values {
        case .int64(let lane):
          scale == 0 ? lane.map(count) { Double($0) } : lane.map(count) { Double($0) / power }
        default:
          arguments[0].int128(count).map(count) { value in
            if let small = Int64(exactly: value) { return Double(small) / power }
            return Double(value) / power
          }
        }
      return Operand(.float64(lane), strictIn: arguments)
    }
  }

  /// Floats to the nearest of type float32; those beyond its range are errors of their rows.
  static let toFloat32: Kernel = { arguments, count in
    let source = arguments[0].float64
    let lane = source.map(count) { Double(Float($0)) }
    let rows = Operand.wrongRows(count, among: arguments) {
      source[$0].isFinite && !lane[$0].isFinite
    }
    let errors = rows.map { rows in
      RowErrors(rows: rows, describe: { "\(source[$0]) does not fit float32" })
    }
    return Operand(.float64(lane), strictIn: arguments, raising: errors)
  }

  /// Floats to unscaled integers of a scale, exactly rounded with ties to even; what is not finite
  /// or outside `range` is an error of its row.
  static func toInteger(
    scale: Int, within range: ClosedRange<Int128>, type: LogicalType
  ) -> Kernel {
    let power = Double(powerOfTen(min(scale, 22)))
    let isFast = scale <= 15
    let (low, high) = (Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound))
    let isWide = range.lowerBound < Int128(Int64.min) || range.upperBound > Int128(Int64.max)
    return { arguments, count in
      let source = arguments[0].float64
      var isDoubtful = !isFast
      let narrow: Lane<Int64> = source.map(count) { value in
        let (result, isSure) = quicklyRounded(value, power)
        isDoubtful = isDoubtful || !isSure || result < low || result > high
        return result
      }
      if !isDoubtful { return Operand(.int64(narrow), strictIn: arguments) }
      // The rows whose quick result is not certain, and those that do not fit, in full precision.
      func exact(_ row: Int) -> Int128? {
        let (result, isSure) = quicklyRounded(source[row], power)
        if isFast, isSure, range.contains(Int128(result)) { return Int128(result) }
        return exactlyRounded(source[row], scale: scale, within: range)
      }
      let rows = Operand.wrongRows(count, among: arguments) { exact($0) == nil }
      let errors = rows.map { rows in
        RowErrors(rows: rows, describe: { "\(source[$0]) does not fit \(type.name)" })
      }
      let lane: Operand.Values
      if isWide {
        lane = .int128(source.indexed(count) { exact($0) ?? 0 })
      } else {
        lane = .int64(source.indexed(count) { Int64(truncatingIfNeeded: exact($0) ?? 0) })
      }
      return Operand(lane, strictIn: arguments, raising: errors)
    }
  }

  /// `value · power` rounded to an integer, and whether that is certainly the exact result: the
  /// product is small enough and not near a tie that its own rounding could have made.
  @inline(__always)
  static func quicklyRounded(_ value: Double, _ power: Double) -> (Int64, Bool) {
    // 1.5 · 2^52: adding it rounds to an integer, ties to even.
    let shift = 6_755_399_441_055_744.0
    let product = value * power
    let shifted = product + shift
    let rounded = shifted - shift
    let distance = (product - rounded).magnitude
    let isSmall = product.magnitude < 1_125_899_906_842_624  // 2^50
    let isClear = (distance - 0.5).magnitude > product.magnitude * 0x1p-52 || power == 1
    let result = Int64(bitPattern: shifted.bitPattern) &- Int64(bitPattern: shift.bitPattern)
    return (isSmall ? result : 0, isSmall && isClear)
  }

  /// The float is `significand · 2^exponent`, both integers; its product with the power of ten
  /// is rounded once.
  static func exactlyRounded(
    _ value: Double, scale: Int, within range: ClosedRange<Int128>
  ) -> Int128? {
    guard value.isFinite else { return nil }
    if value == 0 { return range.contains(0) ? 0 : nil }
    let exponent = Int(value.exponent) - 52
    let significand = Int128(value.significand * 0x1p52)
    let (product, overflow) = WideProduct.rounded(
      UInt128(significand), UInt128(powerOfTen(scale)), shiftedBy: exponent)
    guard !overflow, let magnitude = Int128(exactly: product) else { return nil }
    let result = value < 0 ? -magnitude : magnitude
    return range.contains(result) ? result : nil
  }
}
