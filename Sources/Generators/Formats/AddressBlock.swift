/// A block of internet addresses, as `10.0.0.0/8` or `2001:db8::/32` write it.
struct AddressBlock: Hashable, Sendable {
  /// Bits of an address.
  enum Family: Int, Sendable {
    case version4 = 32
    case version6 = 128
  }

  /// Why a text is no block.
  enum Problem: Error, Hashable {
    case notABlock
    case prefixTooLong
    /// Bits behind the prefix are set; the block that was probably meant.
    case hasHostBits(String)
  }

  let family: Family
  let base: UInt128
  let hostBits: Int

  init(_ family: Family, base: UInt128, hostBits: Int) {
    self.family = family
    self.base = base
    self.hostBits = hostBits
  }

  init(_ text: String, _ family: Family) throws(Problem) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let base = AddressBlock.address(parts[0], family) else {
      throw .notABlock
    }
    var prefix = family.rawValue
    if parts.count == 2 {
      guard let number = Int(parts[1]), number >= 0, parts[1].utf8.allSatisfy({ $0 >= 48 }) else {
        throw .notABlock
      }
      guard number <= family.rawValue else { throw .prefixTooLong }
      prefix = number
    }
    self.family = family
    self.base = base
    hostBits = family.rawValue - prefix
    let mask = hostBits == 128 ? UInt128.max : (1 << UInt128(hostBits)) - 1
    guard base & mask == 0 else {
      let meant = AddressText.string(base & ~mask, family)
      throw .hasHostBits("\(meant)/\(prefix)")
    }
  }

  /// The first and the last address of a block of version 4 name the block and all of it.
  private var leavesOut: UInt128 { family == .version4 && hostBits >= 2 ? 1 : 0 }

  /// How many addresses hosts can have; at most 2^120.
  var count: UInt128 { (1 << UInt128(min(hostBits, 120))) - 2 * leavesOut }

  /// - Parameter number: below `count`.
  func address(_ number: UInt128) -> UInt128 { base + leavesOut + number }

  /// Whether some address is in both.
  func meets(_ other: AddressBlock) -> Bool {
    let shift = UInt128(max(hostBits, other.hostBits))
    return shift >= 128 || base >> shift == other.base >> shift
  }

  private static func address(_ text: Substring, _ family: Family) -> UInt128? {
    switch family {
    case .version4:
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 4 else { return nil }
      var result: UInt128 = 0
      for part in parts {
        guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
          let number = UInt8(part), part == "0" || part.utf8.first != 48
        else { return nil }
        result = result << 8 | UInt128(number)
      }
      return result
    case .version6: return version6(text)
    }
  }

  private static func version6(_ text: Substring) -> UInt128? {
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
    var groups = halves.map(String.init)
    // `::` leaves an empty group, two of them at an end.
    if groups.first == "", groups.count > 2, groups[1] == "" { groups.removeFirst() }
    if groups.last == "", groups.count > 2, groups[groups.count - 2] == "" { groups.removeLast() }
    if groups == ["", ""] { groups = [""] }
    if let gap = groups.firstIndex(of: "") {
      guard groups.count <= 8 else { return nil }
      groups.replaceSubrange(gap...gap, with: Array(repeating: "0", count: 9 - groups.count))
    }
    guard groups.count == 8 else { return nil }
    var result: UInt128 = 0
    for group in groups {
      guard (1...4).contains(group.utf8.count), !group.hasPrefix("+"),
        let number = UInt16(group, radix: 16)
      else { return nil }
      result = result << 16 | UInt128(number)
    }
    return result
  }
}

/// Addresses as text.
enum AddressText {
  static func string(_ address: UInt128, _ family: AddressBlock.Family) -> String {
    var bytes: [UInt8] = []
    append(address, family, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func append(
    _ address: UInt128, _ family: AddressBlock.Family, to bytes: inout [UInt8]
  ) {
    switch family {
    case .version4:
      for shift in stride(from: 24, through: 0, by: -8) {
        appendDecimal(UInt8(truncatingIfNeeded: address >> UInt128(shift)), to: &bytes)
        if shift > 0 { bytes.append(UInt8(ascii: ".")) }
      }
    case .version6: append6(address, to: &bytes)
    }
  }

  private static func appendDecimal(_ number: UInt8, to bytes: inout [UInt8]) {
    if number >= 100 { bytes.append(48 + number / 100) }
    if number >= 10 { bytes.append(48 + number / 10 % 10) }
    bytes.append(48 + number % 10)
  }

  /// - Reference: RFC 5952: lower case, no zeros in front, the first of the longest runs of two or
  ///   more groups of zeros as `::`.
  private static func append6(_ address: UInt128, to bytes: inout [UInt8]) {
    func group(_ index: Int) -> UInt16 {
      UInt16(truncatingIfNeeded: address >> UInt128(112 - 16 * index))
    }
    var (longest, length) = (-1, 1)
    var index = 0
    while index < 8 {
      var end = index
      while end < 8, group(end) == 0 { end += 1 }
      if end - index > length { (longest, length) = (index, end - index) }
      index = end + 1
    }
    index = 0
    while index < 8 {
      if index == longest {
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: ":"))
        index += length
        continue
      }
      if index > 0, index != longest + length || longest < 0 { bytes.append(UInt8(ascii: ":")) }
      appendHexadecimal(group(index), to: &bytes)
      index += 1
    }
  }

  private static func appendHexadecimal(_ group: UInt16, to bytes: inout [UInt8]) {
    var hasBegun = false
    for shift in stride(from: 12, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: group >> UInt16(shift) & 15)
      guard hasBegun || digit > 0 || shift == 0 else { continue }
      hasBegun = true
      bytes.append(digit < 10 ? 48 + digit : 87 + digit)
    }
  }
}
