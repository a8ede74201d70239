/// Positions in order of their times; those of one time in order of position.
///
/// - Complexity: O(count), by digits of 16 bits, at most four rounds over 16 bytes each; a round in
///   which all digits agree is left out.
enum TimeOrder {
  /// Below this, comparing is faster than counting.
  private static let smallest = 4_096
  private static let digits = 1 << 16

  /// - Parameters:
  ///   - positions: ascending; places in `times`.
  static func sorted(
    _ positions: [Int32], by times: [Int64], _ cancellation: Cancellation
  ) throws(GridProblem) -> [Int32] {
    guard positions.count > smallest else {
      return positions.sorted { a, b in (times[Int(a)], a) < (times[Int(b)], b) }
    }
    var least = Int64.max
    try cancellation.stretches(of: positions.count) { range in
      for place in range { least = min(least, times[Int(positions[place])]) }
    }
    var order = positions
    for shift in stride(from: 0, to: UInt64(64), by: 16) {
      let digit = { (position: Int32) in
        Int((UInt64(bitPattern: times[Int(position)] &- least) &>> shift) & 0xFFFF)
      }
      order = try round(order, digit, cancellation)
    }
    return order
  }

  /// A stable counting sort by one digit.
  private static func round(
    _ order: [Int32], _ digit: (Int32) -> Int, _ cancellation: Cancellation
  ) throws(GridProblem) -> [Int32] {
    var starts = [Int](repeating: 0, count: digits + 1)
    try cancellation.stretches(of: order.count) { range in
      for place in range { starts[digit(order[place]) + 1] += 1 }
    }
    if starts[digit(order[0]) + 1] == order.count { return order }
    for value in 0..<digits { starts[value + 1] += starts[value] }
    var sorted = [Int32](repeating: 0, count: order.count)
    try cancellation.stretches(of: order.count) { range in
      for place in range {
        let value = digit(order[place])
        sorted[starts[value]] = order[place]
        starts[value] += 1
      }
    }
    return sorted
  }
}
