extension [Double] {
  /// Whether no value is infinite or not a number.
  ///
  /// - Complexity: O(count), without branches.
  package var areFinite: Bool {
    // The exponent of such values is all ones, so that one more overflows into the sign bit.
    var overflow: UInt64 = 0
    for value in self { overflow |= (value.bitPattern & 0x7FF0 << 48) &+ 0x0010 << 48 }
    return overflow >> 63 == 0
  }

  /// Whether all values lie inside the largest float, so that none was cut off there.
  package var areBelowLargest: Bool {
    var overflow: UInt64 = 0
    for value in self { overflow |= (value.bitPattern & ~(1 << 63)) &+ (0x0010 << 48 | 1) }
    return overflow >> 63 == 0
  }
}
