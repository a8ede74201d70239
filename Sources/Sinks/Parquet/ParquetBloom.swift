import Columnar
import Encoding

/// The split-block Bloom filter of a column chunk: by it readers pass over chunks that lack a
/// value.
///
/// - Shape: blocks of 32 bytes, a power of two of them, as many as the distinct values of the chunk
///   need for the rate of false positives asked for.
/// - Reference: Apache Parquet, *Bloom Filter*.
struct ParquetBloom {
  private static let largestByteCount = 128 << 20
  private static let salts: [UInt32] = [
    0x47B6_137B, 0x4497_4D91, 0x8824_AD5B, 0xA2B7_289D, 0x7054_95C7, 0x2DF1_424B, 0x9EFC_4947,
    0x5C6B_FB31,
  ]

  private let type: ParquetType
  private let rate: Double
  private var hashes = DistinctHashes()

  /// - Parameter rate: share of absent values that the filter does not rule out, within 0…1.
  init(_ type: ParquetType, rate: Double) {
    precondition(rate > 0 && rate < 1, "a rate of false positives")
    precondition(type.physical != .boolean, "a filter of truth values")
    self.type = type
    self.rate = rate
  }

  mutating func insert(_ texts: PlainText) {
    let bytes = texts.bytes
    for row in 0..<texts.count {
      hashes.insert(XXHash64.hash(bytes.span.rawBytes, texts.range(at: row)))
    }
  }

  mutating func insert(_ values: PageValues) {
    var plain = ByteBuffer()
    switch type.physical {
    case .boolean: return
    case .byteArray: return insert(values.text)
    case .int32: Plain.append(int32: values.integers.span, to: &plain)
    case .int64: Plain.append(int64: values.integers.span, to: &plain)
    case .float: Plain.append(float: ParquetBloom.bothZeros(values.floats).span, to: &plain)
    case .double: Plain.append(double: ParquetBloom.bothZeros(values.floats).span, to: &plain)
    case .fixedByteArray:
      if type.logical == .uuid {
        Plain.append(uuid: values.uuids.span, to: &plain)
      } else {
        Plain.append(bigEndian: values.wide.span, byteCount: type.width, to: &plain)
      }
    }
    let bytes = plain.bytes
    for start in stride(from: 0, to: bytes.byteCount, by: type.width) {
      hashes.insert(XXHash64.hash(bytes, start..<start + type.width))
    }
  }

  /// Who looks for one zero wants the other too, and their bytes differ.
  private static func bothZeros(_ values: [Double]) -> [Double] {
    values.contains { $0.isZero } ? values + [0, -0.0] : values
  }

  /// The filter with its header.
  func encoded() -> [UInt8] {
    let byteCount = ParquetBloom.byteCount(values: hashes.count, rate: rate)
    var words = [UInt32](repeating: 0, count: byteCount / 4)
    let blocks = UInt64(byteCount / 32)
    for hash in hashes.all {
      let block = Int(truncatingIfNeeded: ((hash &>> 32) &* blocks) &>> 32)
      let key = UInt32(truncatingIfNeeded: hash)
      for lane in 0..<8 {
        words[8 &* block &+ lane] |= 1 &<< ((key &* ParquetBloom.salts[lane]) &>> 27)
      }
    }
    var writer = ThriftWriter()
    writer.structureElement { writer in
      writer.int32(1, Int32(byteCount))
      // Split blocks, xxHash, no compression: unions of an empty structure each.
      for field: Int16 in 2...4 { writer.structure(field) { $0.structure(1) { _ in } } }
    }
    var buffer = ByteBuffer()
    buffer.append(writer.bytes)
    buffer.write(atMost: byteCount) { cursor in
      for word in words { cursor.append(word) }
    }
    return buffer.takeArray()
  }

  /// The least power of two that keeps the rate.
  static func byteCount(values: Int, rate: Double) -> Int {
    // The eighth root by square roots, which are the same on every machine.
    let root = rate.squareRoot().squareRoot().squareRoot()
    let bits = -8 * Double(values) / logOfOneMinus(root)
    var count = 32
    while Double(count) * 8 < bits, count < largestByteCount { count *= 2 }
    return count
  }

  /// The natural logarithm of 1 − x for 0 < x < 1, by its series: the C library's differs by
  /// machine.
  private static func logOfOneMinus(_ x: Double) -> Double {
    var (sum, power) = (0.0, x)
    var term = 1.0
    while power > 1e-12 {
      sum -= power / term
      power *= x
      term += 1
    }
    return sum
  }
}

/// Hashes, each kept once: a table whose places are the hashes' own last bits.
private struct DistinctHashes {
  /// In the order they came.
  private(set) var all: [UInt64] = []
  /// Zero is an empty place; the hash zero is noted apart.
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var hasZero = false

  var count: Int { all.count }

  mutating func insert(_ hash: UInt64) {
    guard hash != 0 else {
      if !hasZero { all.append(0) }
      hasZero = true
      return
    }
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = hash
    all.append(hash)
    if 2 * all.count >= slots.count { grow() }
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 4)
    let mask = slots.count &- 1
    for hash in all where hash != 0 {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = hash
    }
  }
}
