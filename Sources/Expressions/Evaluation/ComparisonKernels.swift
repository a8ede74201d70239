import Columnar

/// How two values must stand to each other.
enum Comparison: Sendable {
  case equal
  case notEqual
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual

  init?(_ sign: BinaryOperator) {
    switch sign {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .or, .and, .add, .subtract, .multiply, .divide: return nil
    }
  }

  /// - Parameter order: negative, 0 or positive as the left value is smaller, equal or larger.
  @inline(__always)
  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}

extension Kernels {
  static func compareIntegers(_ comparison: Comparison, isWide: Bool) -> Kernel {
    { arguments, count in
      let lane =
        isWide
        ? compare(comparison, arguments[0].int128(count), arguments[1].int128(count), count)
        : compare(comparison, arguments[0].int64(count), arguments[1].int64(count), count)
      return Operand(.boolean(lane), strictIn: arguments)
    }
  }

  static func compareFloats(_ comparison: Comparison) -> Kernel {
    { arguments, count in
      let lane = compare(comparison, arguments[0].float64, arguments[1].float64, count)
      return Operand(.boolean(lane), strictIn: arguments)
    }
  }

  static func compareUUIDs(_ comparison: Comparison) -> Kernel {
    { arguments, count in
      let lane = compare(comparison, arguments[0].uuid, arguments[1].uuid, count)
      return Operand(.boolean(lane), strictIn: arguments)
    }
  }

  /// False comes before true.
  static func compareBooleans(_ comparison: Comparison) -> Kernel {
    { arguments, count in
      let lane = arguments[0].boolean.zip(arguments[1].boolean, count) { a, b in
        comparison.holds((a ? 1 : 0) &- (b ? 1 : 0))
      }
      return Operand(.boolean(lane), strictIn: arguments)
    }
  }

  /// Decimals so far apart in scale that one of them has no unscaled integer at the other's: the
  /// one that overflows is the larger in magnitude.
  static func compareScaled(_ comparison: Comparison, leftDigits: Int, rightDigits: Int) -> Kernel {
    let (leftPower, rightPower) = (powerOfTen(leftDigits), powerOfTen(rightDigits))
    return { arguments, count in
      let (a, b) = (arguments[0].int128(count), arguments[1].int128(count))
      let lane = a.zip(b, count) { x, y in
        let (left, leftOverflow) = x.multipliedReportingOverflow(by: leftPower)
        let (right, rightOverflow) = y.multipliedReportingOverflow(by: rightPower)
        if leftOverflow { return comparison.holds(x < 0 ? -1 : 1) }
        if rightOverflow { return comparison.holds(y < 0 ? 1 : -1) }
        return comparison.holds(left < right ? -1 : left == right ? 0 : 1)
      }
      return Operand(.boolean(lane), strictIn: arguments)
    }
  }

  @inline(__always)
  private static func compare<Element: Comparable & Sendable>(
    _ comparison: Comparison, _ a: Lane<Element>, _ b: Lane<Element>, _ count: Int
  ) -> Lane<Bool> {
    switch comparison {
    case .equal: a.zip(b, count) { $0 == $1 }
    case .notEqual: a.zip(b, count) { $0 != $1 }
    case .less: a.zip(b, count) { $0 < $1 }
    case .lessOrEqual: a.zip(b, count) { $0 <= $1 }
    case .greater: a.zip(b, count) { $0 > $1 }
    case .greaterOrEqual: a.zip(b, count) { $0 >= $1 }
    }
  }

  // Texts

  /// Texts compare by their UTF-8 bytes; a dictionary against a constant once per entry.
  static func compareTexts(_ comparison: Comparison) -> Kernel {
    { arguments, count in
      let (a, b) = (arguments[0].text, arguments[1].text)
      let lane: Lane<Bool>
      if case .constant(let entry) = b {
        let text = entry[0]
        lane = textFlags(a, count) { comparison.holds(order($0, $1, text)) }
      } else if case .constant(let entry) = a {
        let text = entry[0]
        lane = textFlags(b, count) { comparison.holds(-order($0, $1, text)) }
      } else {
        let (x, y) = (a.reader, b.reader)
        lane = .values(
          (0..<count).map { row in
            comparison.holds(order(x.bytes[x.range(row)], y.bytes[y.range(row)]))
          })
      }
      return Operand(.boolean(lane), strictIn: arguments)
    }
  }

  /// Whether each text is one of a few.
  static func textMembership(of texts: [String]) -> Kernel {
    let wanted = Set(texts.map { Array($0.utf8) })
    return { arguments, count in
      let lane = textFlags(arguments[0].text, count) { bytes, range in
        wanted.contains(Array(bytes[range]))
      }
      return Operand(.boolean(lane), strictIn: arguments)
    }
  }

  /// A flag per row from a test of the text's bytes, tested once per dictionary entry where the
  /// dictionary is smaller than the batch.
  private static func textFlags(
    _ lane: TextLane, _ count: Int, _ test: ([UInt8], Range<Int>) -> Bool
  ) -> Lane<Bool> {
    let reader = lane.reader
    let bytes = reader.bytes
    if case .constant = lane { return .constant(test(bytes, reader.range(0))) }
    guard let codes = reader.codes, reader.plain.count <= count else {
      return .values((0..<count).map { test(bytes, reader.range($0)) })
    }
    let flags = (0..<reader.plain.count).map { test(bytes, reader.plain.range(at: $0)) }
    return .values(codes.map { flags[Int($0)] })
  }

  private static func order(_ bytes: [UInt8], _ range: Range<Int>, _ text: String) -> Int {
    var index = range.lowerBound
    for byte in text.utf8 {
      guard index < range.upperBound else { return -1 }
      if bytes[index] != byte { return bytes[index] < byte ? -1 : 1 }
      index += 1
    }
    return index < range.upperBound ? 1 : 0
  }

  static func order(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    let shared = min(a.count, b.count)
    for step in 0..<shared {
      let (x, y) = (a[a.startIndex + step], b[b.startIndex + step])
      if x != y { return x < y ? -1 : 1 }
    }
    return a.count < b.count ? -1 : a.count == b.count ? 0 : 1
  }
}
