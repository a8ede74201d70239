import Columnar
import Testing

@testable import Encoding

@Suite struct DeltaTests {
  static let levels = Array(0...EncodingKernels.bestLevel)
  static let counts = [0, 1, 2, 31, 32, 33, 128, 129, 130, 257, 4096]

  /// A fixed stream of numbers; what they are does not matter.
  static func noise(_ count: Int) -> [UInt64] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  static func samples(_ count: Int) -> [[Int64]] {
    let random = noise(count)
    return [
      (0..<count).map { Int64($0) * 7 - 3 },
      Array(repeating: Int64.min, count: count),
      random.map { Int64(bitPattern: $0) },
      random.enumerated().map { Int64($0.offset) * 1_000_000 + Int64($0.element >> 46) },
      random.enumerated().map { $0.offset % 2 == 0 ? Int64.max : Int64.min },
      // Differences of 57 bits need the width above the widest packed one.
      random.map { Int64($0 >> 7) },
      random.enumerated().map { $0.offset < count / 2 ? 5 : Int64($0.element >> 60) },
    ]
  }

  private func packed(_ values: [Int64], isNarrow: Bool, level: Int32) -> [UInt8] {
    var buffer = ByteBuffer()
    EncodingKernels.deltas(values.span, isNarrow: isNarrow, to: &buffer, level: level)
    return buffer.takeArray()
  }

  private func unpacked(
    _ bytes: [UInt8], count: Int, isNarrow: Bool
  ) throws(DecodingError) -> (values: [Int64], end: Int) {
    var read: [Int64] = []
    let end = try DeltaBinaryPacked.decode(
      bytes.span.rawBytes, at: 0, count: count, isNarrow: isNarrow, into: &read)
    return (read, end)
  }

  private func split(_ values: [Double], level: Int32) -> [UInt8] {
    var buffer = ByteBuffer()
    EncodingKernels.split(values.span, to: &buffer, level: level)
    return buffer.takeArray()
  }

  private func split(floats values: [Float], level: Int32) -> [UInt8] {
    var buffer = ByteBuffer()
    EncodingKernels.split(values.span, to: &buffer, level: level)
    return buffer.takeArray()
  }

  private func joined(
    _ bytes: [UInt8], count: Int, width: Int
  ) throws(DecodingError) -> [Double] {
    var read: [Double] = []
    try ByteStreamSplit.decode(
      bytes.span.rawBytes, at: 0, count: count, width: width, into: &read)
    return read
  }

  private func texts(
    _ bytes: [UInt8], count: Int, withBeginnings: Bool
  ) throws(DecodingError) -> [String] {
    var read = PlainText()
    if withBeginnings {
      try DeltaByteArray.decode(bytes.span.rawBytes, at: 0, count: count, into: &read)
    } else {
      try DeltaLengthByteArray.decode(bytes.span.rawBytes, at: 0, count: count, into: &read)
    }
    return (0..<count).map { read.string(at: $0) }
  }

  @Test(arguments: levels, counts)
  func `integers read back on every instruction set`(level: Int32, count: Int) throws {
    for values in Self.samples(count) {
      let bytes = packed(values, isNarrow: false, level: level)
      let read = try unpacked(bytes, count: count, isNarrow: false)
      let isSame = read.values == values && read.end == bytes.count
      #expect(isSame)
    }
  }

  @Test(arguments: levels, counts)
  func `narrow integers read back and never take more than 32 bits`(
    level: Int32, count: Int
  ) throws {
    for wide in Self.samples(count) {
      let values = wide.map { Int64(Int32(truncatingIfNeeded: $0 ^ $0 >> 32)) }
      let bytes = packed(values, isNarrow: true, level: level)
      let isSame = try unpacked(bytes, count: count, isNarrow: true).values == values
      #expect(isSame)
    }
  }

  @Test func `a sequence takes a twentieth of a byte per value`() {
    let bytes = packed((0..<131_072).map { Int64($0) }, isNarrow: false, level: 0)
    #expect(bytes.count < 131_072 / 20)
  }

  @Test(arguments: [0, 1, 3, 500])
  func `texts read back with their lengths and their beginnings`(count: Int) throws {
    let forms: [[String]] = [
      (0..<count).map { "ORD-\(String($0 + 99_990).count)-\($0)" },
      (0..<count).map { ["", "a", "ab", "exactly8", "nine bytes", "ünïcode ✓"][$0 % 6] },
      Array(repeating: "", count: count),
    ]
    for form in forms {
      let plain = TextDictionary(form).values
      var buffer = ByteBuffer()
      DeltaLengthByteArray.append(plain, to: &buffer)
      #expect(try texts(buffer.takeArray(), count: count, withBeginnings: false) == form)
      buffer.removeAll()
      DeltaByteArray.append(plain, to: &buffer)
      #expect(try texts(buffer.takeArray(), count: count, withBeginnings: true) == form)
    }
  }

  @Test(arguments: levels, counts)
  func `floats read back from their streams`(level: Int32, count: Int) throws {
    let values = Self.noise(count).map { Double(bitPattern: $0) }.map { $0.isNaN ? -0.0 : $0 }
    let read = try joined(split(values, level: level), count: count, width: 8)
    #expect(read.map(\.bitPattern) == values.map(\.bitPattern))
    let narrow = values.map { Float($0) }
    let again = try joined(split(floats: narrow, level: level), count: count, width: 4)
    #expect(again.map { Float($0).bitPattern } == narrow.map(\.bitPattern))
  }

  @Test func `damaged bytes are refused or read as something, never beyond their end`() {
    let values = Self.samples(300)[3]
    var whole = ByteBuffer()
    DeltaBinaryPacked.append(values.span, isNarrow: false, to: &whole)
    let texts = TextDictionary((0..<200).map { "key-\($0)" }).values
    var keys = ByteBuffer()
    DeltaByteArray.append(texts, to: &keys)
    let sources = [whole.takeArray(), keys.takeArray()]
    var refused = 0
    for noise in Self.noise(20_000) {
      var bytes = sources[Int(noise & 1)]
      let place = Int(noise >> 1 % UInt64(bytes.count))
      bytes[place] ^= UInt8(truncatingIfNeeded: noise >> 40) | 1
      if noise >> 60 < 4 { bytes.removeLast(Int(noise >> 20 % UInt64(bytes.count))) }
      do throws(DecodingError) {
        _ = try unpacked(bytes, count: 300, isNarrow: false)
        _ = try self.texts(bytes, count: 200, withBeginnings: true)
      } catch { refused += 1 }
    }
    #expect(refused > 1000)
  }
}
